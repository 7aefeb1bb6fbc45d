//! Makes the pages of `pages.txt`, for the test beside it and for `lab bench hostile`.

/// Every page, about `bytes` bytes long, with the line it was made from.
pub(crate) fn pages(bytes: usize) -> impl Iterator<Item = (&'static str, String)> {
    let lines = include_str!("pages.txt").lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(move |line| (line, page(line, bytes)))
}

fn page(line: &str, bytes: usize) -> String {
    let repeated = line.split('\t').filter(|piece| piece.starts_with('*')).count();
    let mut page = String::with_capacity(bytes + line.len());
    for piece in line.split('\t') {
        match piece.strip_prefix('*') {
            Some(pattern) => repeat(pattern, bytes / repeated, &mut page),
            None => page.push_str(piece),
        }
    }
    page.replace('␀', "\0")
}

/// The pattern as often as fits, each `#` in it the number of the copy.
fn repeat(pattern: &str, bytes: usize, page: &mut String) {
    let end = page.len() + bytes;
    let parts: Vec<&str> = pattern.split('#').collect();
    for number in 0.. {
        if page.len() >= end {
            break;
        }
        page.push_str(parts[0]);
        for part in &parts[1..] {
            page.push_str(&number.to_string());
            page.push_str(part);
        }
    }
}
