use sayso_model::Dated;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A date as people write it: `2 Mar 2026 09:10 UTC`, `2 Mar 2026`, `Mar 2026`, `2026`; a clock time
/// whose zone is not known stands without `UTC`. Unchanged when it is in no form of [`Dated::at`].
pub(crate) fn for_people(date: &Dated) -> String {
    written(&date.at).unwrap_or_else(|| date.at.clone())
}

fn written(at: &str) -> Option<String> {
    let (day, time) = match at.split_once('T') {
        Some((day, time)) => (day, Some(time)),
        None => (at, None),
    };
    let mut parts = day.split('-');
    let year = parts.next()?;
    let month = match parts.next() {
        Some(number) => *MONTHS.get(number.parse::<usize>().ok()?.checked_sub(1)?)?,
        None => return Some(year.to_owned()),
    };
    let Some(day) = parts.next() else { return Some(format!("{month} {year}")) };
    let day: u8 = day.parse().ok()?;
    match time {
        Some(time) => {
            let zone = if time.ends_with('Z') { " UTC" } else { "" };
            Some(format!("{day} {month} {year} {}{zone}", time.get(..5)?))
        }
        None => Some(format!("{day} {month} {year}")),
    }
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn each_precision_has_its_form() {
        for (at, expected) in [
            ("2026", "2026"),
            ("2026-03", "Mar 2026"),
            ("2026-03-02", "2 Mar 2026"),
            ("2026-03-02T09:10:00Z", "2 Mar 2026 09:10 UTC"),
            ("2026-03-02T09:10:00", "2 Mar 2026 09:10"),
        ] {
            assert_eq!(written(at).as_deref(), Some(expected));
        }
        assert_eq!(written("2026-13-02"), None);
        assert_eq!(written("2026-03-02T9"), None);
    }
}
