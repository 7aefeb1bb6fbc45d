/// The BCP 47 tag that is meant by what is written for one: `en` by `EN`, `eng` and `English`, `pt-BR` by `pt_br`. None
/// when it says that the language is not known.
pub(crate) fn tag(written: &str) -> Option<String> {
    let written = written.trim().replace('_', "-").to_lowercase();
    let (language, rest) = written.split_once('-').unwrap_or((&written, ""));
    if matches!(language, "" | "und" | "unknown" | "mul" | "zxx" | "mis" | "none" | "null") {
        return None;
    }
    let known = LANGUAGES.iter().find(|names| names.contains(&language));
    let mut tag = known.map_or(language, |names| names[0]).to_owned();
    for part in rest.split('-').filter(|part| !part.is_empty()) {
        tag.push('-');
        // Regions are written in capitals, scripts with one (RFC 5646, section 2.1.1).
        match part.len() {
            2 => tag.push_str(&part.to_uppercase()),
            4 if part.is_ascii() => {
                tag.push_str(&part[..1].to_uppercase());
                tag.push_str(&part[1..]);
            }
            _ => tag.push_str(part),
        }
    }
    Some(tag)
}

/// Languages by their tag, then by the codes of ISO 639-2 and their English and own names.
const LANGUAGES: [&[&str]; 24] = [
    &["en", "eng", "english"],
    &["de", "deu", "ger", "german", "deutsch"],
    &["fr", "fra", "fre", "french", "français", "francais"],
    &["es", "spa", "spanish", "español", "espanol", "castellano"],
    &["it", "ita", "italian", "italiano"],
    &["nl", "nld", "dut", "dutch", "nederlands"],
    &["ru", "rus", "russian", "русский"],
    &["pt", "por", "portuguese", "português", "portugues"],
    &["pl", "pol", "polish", "polski"],
    &["uk", "ukr", "ukrainian", "українська"],
    &["cs", "ces", "cze", "czech", "čeština"],
    &["sv", "swe", "swedish", "svenska"],
    &["da", "dan", "danish", "dansk"],
    &["no", "nor", "norwegian", "norsk"],
    &["fi", "fin", "finnish", "suomi"],
    &["hu", "hun", "hungarian", "magyar"],
    &["ro", "ron", "rum", "romanian", "română"],
    &["el", "ell", "gre", "greek", "ελληνικά"],
    &["tr", "tur", "turkish", "türkçe"],
    &["ar", "ara", "arabic", "العربية"],
    &["he", "heb", "hebrew", "עברית"],
    &["zh", "zho", "chi", "chinese", "中文"],
    &["ja", "jpn", "japanese", "日本語"],
    &["ko", "kor", "korean", "한국어"],
];

#[cfg(test)]
mod tests {
    use super::tag;

    #[test]
    fn a_language_is_known_by_its_names() {
        for (written, expected) in [
            ("en", Some("en")),
            ("EN", Some("en")),
            ("eng", Some("en")),
            ("English", Some("en")),
            (" en_us", Some("en-US")),
            ("zh-hant-tw", Some("zh-Hant-TW")),
            ("Deutsch", Some("de")),
            ("qaa", Some("qaa")),
            ("und", None),
            ("", None),
        ] {
            assert_eq!(tag(written).as_deref(), expected, "{written}");
        }
    }
}
