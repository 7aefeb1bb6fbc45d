//! News agencies, and names that look like those of an outlet.

use crate::dates::fold;
use crate::word_lists::holds;

/// Agencies whose copy other outlets print, folded, as bylines and credit lines write them.
const AGENCIES: &str = "reuters; thomson reuters; reuters news service; thomson reuters foundation; ap; associated press; \
     afp; agence france presse; agence france-presse; upi; united press international; bloomberg; \
     bloomberg news; pa; pa media; pa news agency; press association; pti; press trust of india; ani; \
     ians; uni; xinhua; xinhua news agency; cns; china news service; kyodo; kyodo news; jiji; jiji \
     press; yonhap; yonhap news agency; newsis; tass; itar-tass; interfax; interfax-ukraine; ria \
     novosti; ukrinform; unian; belta; tasr; ctk; pap; dpa; dpa-afx; deutsche presse-agentur; epd; kna; \
     sid; apa; austria presse agentur; keystone-sda; sda; ats; keystone-ats; awp; ansa; adnkronos; agi; \
     askanews; efe; agencia efe; europa press; lusa; agencia lusa; agencia brasil; agencia estado; \
     estadao conteudo; folhapress; telam; notimex; anp; belga; tt; tidningarnas telegrambyra; ritzau; \
     ntb; stt; mti; agerpres; mediafax; bta; hina; tanjug; ana-mpa; anadolu agency; anadolu ajansi; \
     aap; australian associated press; the canadian press; canadian press; la presse canadienne; petra; \
     mena";

/// Agencies written in scripts that are not folded, and less usual spellings.
const OTHER_SCRIPTS: &[&str] = &[
    "新华社",
    "新华网",
    "中新社",
    "中新网",
    "共同通信",
    "時事通信",
    "연합뉴스",
    "뉴시스",
    "тасс",
    "интерфакс",
    "риа новости",
    "укринформ",
    "уніан",
    "укрінформ",
];

/// Words that end the name of an outlet, so that a name alone on a line is known for one.
const OUTLET_ENDINGS: &str = "agency agentur beacon broadcasting bulletin chronicle citizen courier daily democrat dispatch echo \
     enquirer examiner express gazette globe guardian herald independent inquirer insider journal \
     ledger leader magazine mail mercury mirror monitor network news newspaper newspapers newswire \
     observer online post press radio record register report review sentinel service standard star sun \
     telegram telegraph television times today tribune tv wire zeitung anzeiger nachrichten tagblatt \
     tageblatt";

/// Whether the whole text is the name of a news agency, with or without "The" and full stops.
pub(crate) fn is_agency(name: &str) -> bool {
    let folded = fold(name.trim_matches(|character: char| !character.is_alphanumeric()));
    let bare = folded.strip_prefix("the ").unwrap_or(&folded);
    if holds(AGENCIES, "; ", bare) {
        // Short forms are names of other things too, so they must be written as an agency's.
        return bare.len() > 4
            || name.chars().filter(|letter| letter.is_uppercase()).count() >= 2
            || bare == "dpa";
    }
    OTHER_SCRIPTS.contains(&bare) || is_called_agency(name.trim())
}

/// Whether a name says itself that it is an agency's: "Northline Wire", "Atlas News Agency".
fn is_called_agency(name: &str) -> bool {
    const ENDINGS: &[&str] = &[
        " news agency",
        " press agency",
        " news service",
        " wire service",
        " newswire",
        " wire",
        " nachrichtenagentur",
        " presseagentur",
    ];
    let folded = fold(name);
    let words = name.split(' ').count();
    let capitals = name.split(' ').filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    (2..=5).contains(&words) && capitals == words && ENDINGS.iter().any(|ending| folded.ends_with(ending))
}

/// Whether the name ends like that of an outlet: "Daily Ledger", "City Wire", "ledger.example".
pub(crate) fn looks_like_outlet(name: &str) -> bool {
    let folded = fold(name.trim());
    if has_domain_ending(&folded) {
        return true;
    }
    let mut words =
        folded.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let last = words.next_back().unwrap_or_default();
    is_outlet_ending(last)
}

/// Whether a word is a domain: "LEDGER.example".
pub(crate) fn names_domain(word: &str) -> bool {
    has_domain_ending(&fold(word))
}

/// Words before the name of an agency whose text it is, or is in part.
const LABELS: &[&str] = &[
    "with files from ",
    "with inputs from ",
    "with input from ",
    "with reporting from ",
    "with reporting by ",
    "with additional reporting by ",
    "with material from ",
    "mit material von ",
    "mit material der ",
    "with ",
    "via ",
    "source: ",
    "source ",
    "quelle: ",
    "fuente: ",
    "fonte: ",
    "bron: ",
    "källa: ",
    "avec ",
    "con ",
    "mit ",
];

/// A credit without the word that introduces it: "Via Northline Wire".
pub(crate) fn without_label(text: &str) -> &str {
    let text = text.trim().trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    let begins =
        |label: &&&str| text.get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label));
    LABELS.iter().find(begins).map_or(text, |label| text[label.len()..].trim())
}

/// The outlet that "the Daily Ledger staff" or "Daily Ledger Staff Writers" belongs to.
pub(crate) fn outlet_of_staff(name: &str) -> Option<&str> {
    const STAFF: &[&str] = &[
        " staff writers",
        " staff reporters",
        " staff",
        " editorial team",
        " editorial staff",
        " editorial board",
        " news desk",
        " newsroom",
        " newsdesk",
        " correspondents",
        " reporters",
    ];
    let lower = name.to_ascii_lowercase();
    let ending = STAFF.iter().find(|ending| lower.ends_with(*ending))?;
    let outlet = name[..name.len() - ending.len()].trim();
    let article = ["the ", "The ", "THE "].into_iter().find_map(|article| outlet.strip_prefix(article));
    let outlet = article.unwrap_or(outlet);
    // "News staff" names no one.
    (outlet.contains(' ') || (outlet.chars().count() > 3 && !is_outlet_ending(&fold(outlet))))
        .then_some(outlet)
}

fn is_outlet_ending(word: &str) -> bool {
    holds(OUTLET_ENDINGS, " ", word)
}

/// Whether a folded name ends in a domain such as `.com`.
fn has_domain_ending(folded: &str) -> bool {
    let Some((before, ending)) = folded.rsplit_once('.') else { return false };
    !before.is_empty()
        && !before.ends_with(' ')
        && (matches!(
            ending,
            "com"
                | "net"
                | "org"
                | "info"
                | "example"
                | "news"
                | "tv"
                | "online"
                | "media"
                | "press"
                | "edu"
                | "gov"
        ) || (ending.len() == 2
            && ending.bytes().all(|byte| byte.is_ascii_lowercase())
            && before.len() > 3
            && !before.contains(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_are_told_from_words() {
        for name in ["Reuters", "AP", "The Associated Press", "(AFP)", "dpa", "ANSA", "新华社"] {
            assert!(is_agency(name), "{name}");
        }
        for name in ["Pa", "Efe", "Ann Reyes", "Mena", "Tass and friends", ""] {
            assert!(!is_agency(name), "{name}");
        }
    }

    #[test]
    fn outlets_are_known_by_their_ending() {
        for name in ["Daily Ledger", "The Valley Herald", "City Wire", "ledger.example", "Radio Tide News"] {
            assert!(looks_like_outlet(name), "{name}");
        }
        for name in ["Ann Reyes", "Politics", "Jana Holt Jr.", "The bridge"] {
            assert!(!looks_like_outlet(name), "{name}");
        }
    }

    #[test]
    fn staff_belongs_to_an_outlet() {
        assert_eq!(outlet_of_staff("the Daily Ledger staff"), Some("Daily Ledger"));
        assert_eq!(outlet_of_staff("Harbour Echo Staff Writers"), Some("Harbour Echo"));
        assert_eq!(outlet_of_staff("News Staff"), None);
        assert_eq!(outlet_of_staff("staff"), None);
        assert_eq!(outlet_of_staff("Ann Reyes"), None);
    }
}
