use super::Date;
use super::Moment;
use super::calendar::{Day, eight_digits};
use super::names::month;

/// The day in an address: `/2026/03/02/`, `/2026/mar/02/`, `/2026-03-02-title`, `/20260302/`,
/// `title-20260302.html`, `/22-03-2026`. Only the day: an address that names year and month alone says too little.
pub(crate) fn url_date(url: &str) -> Option<Date> {
    let path =
        url.split_once("://").map_or(url, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split(['/', '-', '_', '.', ',']).collect();
    let day = parts
        .windows(3)
        .find_map(in_three)
        .or_else(|| parts.iter().find_map(|part| in_one(part)))
        .or_else(|| path.split('/').find_map(year_last))?;
    Moment { day, time: None }.date()
}

fn in_three(parts: &[&str]) -> Option<Day> {
    let [year, middle, day] = parts else { return None };
    let year = year.parse().ok().filter(|year| year_of_the_web(*year) && parts[0].len() == 4)?;
    let middle = match middle.parse() {
        Ok(number) if middle.len() <= 2 => number,
        Ok(_) => return None,
        Err(_) => i64::from(month(middle, None)?),
    };
    let digits = day.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&digits) || digits != day.len() {
        return None;
    }
    Day::new(year, middle, day.parse().ok()?)
}

fn in_one(part: &str) -> Option<Day> {
    let digits: &str = part.get(..8)?;
    let year = digits.get(..4)?.parse().ok()?;
    // Article numbers have eight digits too, so nothing but digits and only recent years.
    (part.len() == 8 && year_of_the_web(year)).then(|| eight_digits(digits)).flatten()
}

/// A whole part with the year at its end, when it does not matter whether day or month goes first.
fn year_last(part: &str) -> Option<Day> {
    let numbers: Vec<&str> = part.split(['-', '.', '_']).collect();
    let [first, second, year] = numbers.as_slice() else { return None };
    let short = |text: &str| (1..=2).contains(&text.len()).then(|| text.parse::<i64>().ok()).flatten();
    let (first, second) = (short(first)?, short(second)?);
    let year = year.parse().ok().filter(|year| year_of_the_web(*year))?;
    let (day, month) = match (first > 12, second > 12) {
        (true, false) => (first, second),
        (false, true) => (second, first),
        _ if first == second => (first, second),
        _ => return None,
    };
    Day::new(year, month, day)
}

fn year_of_the_web(year: i64) -> bool {
    (1994..=2100).contains(&year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_from_addresses() {
        let day = |url| url_date(url).map(|date| date.at);
        assert_eq!(day("https://gazette.example/2026/03/02/bridge").as_deref(), Some("2026-03-02"));
        assert_eq!(day("https://gazette.example/2026/mar/02/bridge").as_deref(), Some("2026-03-02"));
        assert_eq!(day("https://gazette.example/news/2026-3-2-bridge.html").as_deref(), Some("2026-03-02"));
        assert_eq!(day("https://gazette.example/bridge-20260302.html").as_deref(), Some("2026-03-02"));
        assert_eq!(day("https://gazette.example/news/22-03-2026").as_deref(), Some("2026-03-22"));
        assert_eq!(day("https://gazette.example/news/03-22-2026").as_deref(), Some("2026-03-22"));
        assert_eq!(day("https://gazette.example/news/02-03-2026"), None);
        assert_eq!(day("https://gazette.example/2026/03/bridge"), None);
        assert_eq!(day("https://gazette.example/a/20269999"), None);
        assert_eq!(day("https://gazette.example/story/12345678?d=2026/03/02"), None);
        assert_eq!(day("2026/03/02"), Some("2026-03-02".to_owned()));
    }
}
