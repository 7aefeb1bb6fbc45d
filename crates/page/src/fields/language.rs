//! The language of the text.

use std::ops::Range;

use super::Sources;

/// Shortest text, in bytes, whose language is told from its words.
const ENOUGH: usize = 200;

/// How much of the text is looked at, in bytes.
const SAMPLE: usize = 1500;

/// How many bytes of it, at its beginning and in its middle, can bear out what the page declares.
const PROBE: usize = 250;

/// The language that the page declares, as its primary subtag.
pub(crate) fn declared(survey: &crate::survey::Survey) -> Option<String> {
    let metas = ["og:locale", "content-language", "dc.language", "dcterms.language", "language"]
        .into_iter()
        .filter_map(|name| survey.meta(name));
    survey.language.into_iter().chain(metas).find_map(primary)
}

/// The language by which the page writes its dates: that of its declaration with the country, which
/// decides whether day or month goes first. An English page without one is its domain's country's.
pub(crate) fn of_dates(survey: &crate::survey::Survey, url: Option<&str>) -> Option<String> {
    let declared = declared(survey)?;
    let locale = survey.meta("og:locale").filter(|locale| primary(locale).as_ref() == Some(&declared));
    let country = [survey.language, locale]
        .into_iter()
        .flatten()
        .find_map(|code| code.split(['-', '_']).nth(1))
        .filter(|country| country.len() == 2);
    let ending = url.and_then(super::address::host).and_then(|host| host.rsplit('.').next());
    let ending = ending.filter(|ending| DAY_FIRST.contains(ending) && declared == "en");
    // Templates made in America are seldom told where they are used.
    let country = match (country, ending) {
        (None | Some("us" | "US"), Some(ending)) => Some(ending),
        (country, _) => country,
    };
    Some(country.map_or(declared.clone(), |country| format!("{declared}-{country}")))
}

/// Endings of domains of countries that write English and put the day first.
const DAY_FIRST: &[&str] =
    &["uk", "au", "nz", "ie", "in", "za", "sg", "my", "ng", "ke", "gh", "pk", "lk", "bd", "hk", "mt"];

/// The language of the article: what its words show, else what the page declares. Templates often
/// declare a language that the text is not in, so the words win where they tell one of the
/// languages the detector knows.
pub(super) fn language(sources: &Sources, text: &str) -> Option<String> {
    let declared = sources.language.clone().or_else(|| sources.linked.language.as_deref().and_then(primary));
    let known = declared.as_deref().is_none_or(|declared| DETECTED.contains(&declared));
    if text.len() < ENOUGH || !known {
        return declared;
    }
    let detected = |range: Range<usize>| {
        let part = &text[text.floor_char_boundary(range.start)..text.floor_char_boundary(range.end)];
        two_letters(whichlang::detect_language(part))
    };
    // Most texts are in the language that the page declares, and few lines bear that out.
    let is_declared = |at: usize| declared.as_deref() == Some(detected(at..at + PROBE));
    if text.len() >= SAMPLE && is_declared(0) && is_declared(SAMPLE / 2) {
        return declared;
    }
    told_by_words(text)
}

/// The language that the words of a text show; none for a text too short to tell.
pub(crate) fn told_by_words(text: &str) -> Option<String> {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    (text.len() >= ENOUGH).then(|| two_letters(whichlang::detect_language(sample)).to_owned())
}

/// The languages the detector tells apart. It gives one of them for any text, so a page that
/// declares another is believed.
const DETECTED: &[&str] =
    &["ar", "zh", "de", "en", "fr", "hi", "it", "ja", "ko", "nl", "pt", "ru", "es", "sv", "tr", "vi"];

fn two_letters(language: whichlang::Lang) -> &'static str {
    use whichlang::Lang;
    match language {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    }
}

/// The primary subtag of a BCP 47 code (`en-GB`, `en_GB`), in lower case.
fn primary(code: &str) -> Option<String> {
    let code = code.trim().split(['-', '_', ',', ';', ' ']).next()?;
    ((2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphabetic()))
        .then(|| code.to_ascii_lowercase())
}
