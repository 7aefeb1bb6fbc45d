use crate::agencies::{looks_like_outlet, names_domain};
use crate::dates::{fold, names_month};

use super::words::{is_about_time, is_no_name, is_opening, is_role_word, is_section_name, qualifies_role};

/// The person a piece of a byline names, or nothing when it names a desk, a section, a role or a
/// site. Titles ("Dr.") and degrees go; capitals become a name's usual case.
pub(super) fn person(piece: &str) -> Option<String> {
    let piece = piece.trim_matches(|character: char| {
        !character.is_alphanumeric() && !matches!(character, '.' | '\'' | '’' | '"' | '“' | '”')
    });
    let piece = piece.trim_start_matches(['.', '\'', '"', '“']).trim_end_matches(['\'', '’', '"', ':']);
    let mut words: Vec<&str> = piece.split_whitespace().collect();
    while words.first().is_some_and(|word| is_title(&fold(word))) {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|word| is_degree(word)) {
        words.pop();
    }
    // "Posted by Ann Reyes on …": the word before a date that was taken out.
    while words.len() > 1 && words.last().is_some_and(|word| is_before_date(word)) {
        words.pop();
    }
    if words.iter().all(|word| is_degree(word)) {
        return None;
    }
    let words = without_role(&words);
    if words.is_empty() || words.len() > 6 || words.iter().any(|word| !is_name_word(word)) {
        return None;
    }
    let name = words.join(" ");
    let folded = fold(&name);
    let length = name.chars().count();
    if !(2..=50).contains(&length) || is_section_name(&folded) {
        return None;
    }
    if folded.split([' ', '-']).any(is_no_name)
        || is_no_name(&folded)
        || is_role_word(&folded)
        || is_opening(&folded)
    {
        return None;
    }
    if words.iter().any(|word| word.len() > 5 && names_domain(word)) {
        return None;
    }
    if looks_like_outlet(&name) && (words.len() != 2 || folded.contains('.')) {
        return None;
    }
    // "edited by Ann", "in Berlin": a name begins with a capital, a particle, or is a handle.
    let all_lower = words.iter().all(|word| starts_lower(word));
    let begins_lower = starts_lower(words[0]) && !is_particle(&fold(words[0]));
    if words.len() > 1 && ((begins_lower && !all_lower) || (all_lower && words.len() > 3)) {
        return None;
    }
    // "Ann Reyes dating history": prose goes on where a name ends.
    let in_prose = |word: &&str| {
        word.starts_with(|letter: char| letter.is_ascii_lowercase())
            && !is_particle(&fold(word))
            && !word.contains(['\'', '’', '-'])
    };
    if !all_lower && words[1..].iter().any(in_prose) {
        return None;
    }
    let name = name.trim_end_matches(|character: char| character == '.' && !ends_in_initial(&folded));
    Some(usual_case(name))
}

/// Cuts a role that follows the name: "Ann Reyes Political Editor", "Bob Osei Valley Times staff
/// reporter". Before a role only the first two names are surely the person's; a middle initial or a
/// particle ("van", "de") makes them three.
fn without_role<'a>(words: &'a [&'a str]) -> &'a [&'a str] {
    let folded = |word: &&str| fold(word.trim_matches(|character: char| !character.is_alphanumeric()));
    let Some(head) = words.iter().position(|word| is_role_word(&folded(word))) else { return words };
    let role = words[..head].iter().position(|word| qualifies_role(&folded(word))).unwrap_or(head);
    let mut name = &words[..role];
    let has_employer = name.len() > 2;
    if has_employer {
        let mut keep = 2;
        while keep < name.len() && (is_initial(name[keep - 1]) || is_particle(&fold(name[keep - 1]))) {
            keep += 1;
        }
        name = &name[..keep];
    }
    // "Crime Editor" leaves nothing, "Jones reporter" too little to trust.
    if name.len() < 2 { &[] } else { name }
}

/// Breaks "ReyesBreaking News" and "ReyesMarch 2" where a name ran into the role or date after it.
pub(super) fn unglued(text: &str) -> String {
    let mut separated = String::with_capacity(text.len() + 2);
    let mut run = 0;
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        if character.is_uppercase() && before.is_lowercase() && run >= 3 {
            let end = text[at..].find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len() - at);
            let next = fold(&text[at..at + end]);
            if is_role_word(&next) || qualifies_role(&next) || is_about_time(&next) || names_month(&next) {
                separated.push_str(" | ");
            }
        }
        run = if character.is_alphabetic() { run + 1 } else { 0 };
        before = character;
        separated.push(character);
    }
    separated
}

/// A name that people take on the web, one word of letters and digits, without the word before a date
/// that was taken out.
pub(super) fn handle(name: &str) -> Option<&str> {
    let name = match name.split_once(' ') {
        Some((name, after)) if is_before_date(after) => name,
        _ => name,
    };
    (name.len() <= 24
        && name.chars().next().is_some_and(char::is_alphabetic)
        && name.chars().any(|character| character.is_ascii_digit())
        && name.chars().all(|character| character.is_alphanumeric() || matches!(character, '_' | '-')))
    .then_some(name)
}

fn is_name_word(word: &str) -> bool {
    let letters = word.chars().filter(|character| character.is_alphabetic()).count();
    letters > 0
        && word.chars().all(|character| {
            character.is_alphabetic()
                || is_mark_of_script(character)
                || matches!(character, '-' | '‑' | '\'' | '’' | 'ʼ' | '‘' | '.' | '"' | '“' | '”' | '·')
        })
        && word.matches('.').count() <= 4
}

/// Vowel signs and joiners that are no letters by themselves.
fn is_mark_of_script(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\u{900}'..='\u{DFF}' | '\u{E00}'..='\u{E7F}' | '\u{200C}' | '\u{200D}')
}

fn is_title(folded: &str) -> bool {
    matches!(
        folded.trim_end_matches('.'),
        "dr" | "prof"
            | "professor"
            | "mr"
            | "mrs"
            | "ms"
            | "mme"
            | "hr"
            | "herr"
            | "frau"
            | "rechtsanwalt"
            | "rechtsanwaltin"
            | "sir"
            | "rev"
            | "fr"
    )
}

fn is_degree(word: &str) -> bool {
    let bare: String = word.chars().filter(|character| character.is_alphabetic()).collect();
    matches!(
        bare.as_str(),
        "PhD"
            | "MD"
            | "RN"
            | "MPH"
            | "JD"
            | "MA"
            | "MSc"
            | "MBA"
            | "RD"
            | "LLM"
            | "DVM"
            | "DDS"
            | "CFP"
            | "MS"
            | "MEd"
            | "MFA"
            | "MPA"
            | "BSN"
            | "RDN"
            | "LDN"
            | "CDCES"
            | "FAND"
            | "FACLM"
            | "CSCS"
            | "CPA"
            | "CPT"
            | "LCSW"
            | "PsyD"
            | "EdD"
            | "PharmD"
            | "FNP"
            | "NP"
    )
}

fn is_before_date(word: &str) -> bool {
    matches!(
        word,
        "on" | "at" | "am" | "um" | "le" | "el" | "il" | "em" | "den" | "op" | "om" | "à" | "dne" | "w" | "в"
    )
}

fn is_initial(word: &str) -> bool {
    word.trim_end_matches('.').chars().count() == 1
}

fn ends_in_initial(folded: &str) -> bool {
    let last = folded.trim_end_matches('.').rsplit([' ', '.']).next().unwrap_or_default();
    last.chars().count() == 1 || matches!(last, "jr" | "sr")
}

fn is_particle(folded: &str) -> bool {
    matches!(
        folded,
        "van"
            | "von"
            | "der"
            | "den"
            | "de"
            | "del"
            | "della"
            | "di"
            | "da"
            | "das"
            | "la"
            | "le"
            | "du"
            | "des"
            | "ter"
            | "ten"
            | "zu"
            | "zur"
            | "al"
            | "el"
            | "bin"
            | "ibn"
            | "st"
            | "mac"
            | "y"
            | "san"
            | "los"
            | "las"
            | "dos"
            | "do"
            | "e"
            | "af"
            | "av"
            | "vom"
            | "zum"
            | "und"
            | "bint"
            | "abu"
            | "ul"
            | "ur"
            | "lo"
            | "op"
            | "te"
            | "het"
    )
}

fn starts_lower(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_lowercase)
}

/// "ANN O’REYES-HOLT" as "Ann O’Reyes-Holt". Only names written wholly in capitals change.
fn usual_case(name: &str) -> String {
    let has_lower = name.chars().any(char::is_lowercase);
    let words: Vec<&str> = name.split(' ').collect();
    let long =
        words.iter().filter(|word| word.chars().filter(|letter| letter.is_alphabetic()).count() > 2).count();
    if has_lower || long == 0 || (words.len() == 1 && name.chars().count() < 5) {
        return name.to_owned();
    }
    let mut cased = Vec::new();
    for (at, word) in words.into_iter().enumerate() {
        let folded = fold(word);
        if at > 0 && is_particle(&folded) {
            cased.push(word.to_lowercase());
        } else if matches!(folded.as_str(), "ii" | "iii" | "iv") || is_initials(word) {
            cased.push(word.to_owned());
        } else {
            cased.push(capitalised(word));
        }
    }
    cased.join(" ")
}

/// "J.B.", and "JB" before a surname.
fn is_initials(word: &str) -> bool {
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    word.contains('.') && letters <= 3 || letters == 1
}

fn capitalised(word: &str) -> String {
    let mut cased = String::with_capacity(word.len());
    let mut first = true;
    let mut run = 0;
    for character in word.chars() {
        run = if character.is_alphabetic() { run + 1 } else { run };
        if first {
            cased.push(character);
        } else {
            cased.extend(character.to_lowercase());
        }
        let breaks = matches!(character, '-' | '‑' | '.');
        // "O’Holt" and "D’Osei", but "Reyes’s".
        first = breaks || (matches!(character, '\'' | '’') && run == 1);
        run = if breaks { 0 } else { run };
    }
    match cased.strip_prefix("Mc") {
        Some(rest) if rest.chars().count() > 2 => {
            let mut letters = rest.chars();
            letters
                .next()
                .map_or(cased.clone(), |letter| format!("Mc{}{}", letter.to_uppercase(), letters.as_str()))
        }
        _ => cased,
    }
}
