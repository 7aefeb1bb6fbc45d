/// Words of roles by the walk of life they belong to. Offices of public life change hands and persons go from
/// one to another, so they are one walk; what rarely changes into another is a walk of its own.
const WALKS: [(&str, &[&str]); 6] = [
    (
        "office",
        &[
            "mayor",
            "councillor",
            "councilor",
            "councilman",
            "councilwoman",
            "councilmember",
            "senator",
            "minister",
            "governor",
            "congressman",
            "congresswoman",
            "lawmaker",
            "legislator",
            "mp",
            "ambassador",
            "judge",
            "justice",
            "lawyer",
            "attorney",
            "solicitor",
            "barrister",
            "prosecutor",
            "professor",
            "economist",
            "historian",
            "scientist",
            "ceo",
            "executive",
            "chairman",
            "chairwoman",
            "surgeon",
            "physician",
            "epidemiologist",
            "treasurer",
            "commissioner",
        ],
    ),
    (
        "sport",
        &[
            "striker",
            "goalkeeper",
            "midfielder",
            "defender",
            "winger",
            "quarterback",
            "pitcher",
            "footballer",
            "batsman",
            "bowler",
            "sprinter",
            "cyclist",
            "swimmer",
            "boxer",
            "golfer",
            "coach",
            "captain",
        ],
    ),
    (
        "stage",
        &[
            "actor",
            "actress",
            "singer",
            "rapper",
            "musician",
            "guitarist",
            "novelist",
            "poet",
            "painter",
            "comedian",
            "sculptor",
        ],
    ),
    (
        "police",
        &["detective", "constable", "sheriff", "superintendent", "trooper", "firefighter", "paramedic"],
    ),
    ("church", &["bishop", "archbishop", "priest", "imam", "rabbi", "pastor", "vicar", "nun", "monk"]),
    (
        "trade",
        &[
            "farmer",
            "shopkeeper",
            "baker",
            "butcher",
            "plumber",
            "carpenter",
            "driver",
            "fisherman",
            "florist",
            "barber",
            "electrician",
            "mechanic",
            "welder",
            "miner",
            "teacher",
            "pupil",
            "student",
            "nurse",
            "waiter",
            "waitress",
        ],
    ),
];

/// Whether one person would hardly be given both: the walks of life are known and differ, or no word is
/// shared and the outlets that give them are in different countries.
pub(super) fn conflict(known: &[&str], role: &str, known_places: &[&str], place: Option<&str>) -> bool {
    if known.is_empty() || known.iter().any(|known| share_a_word(known, role)) {
        return false;
    }
    let walks = walks(role);
    let known_walks: Vec<&str> = known.iter().flat_map(|known| self::walks(known)).collect();
    let apart =
        !walks.is_empty() && !known_walks.is_empty() && !walks.iter().any(|walk| known_walks.contains(walk));
    let abroad = place.is_some_and(|place| !known_places.is_empty() && !known_places.contains(&place));
    apart || abroad
}

/// Whether two roles have a word in common that says something.
pub(super) fn share_a_word(one: &str, other: &str) -> bool {
    let other = words(other);
    words(one).iter().any(|word| other.contains(word))
}

fn walks(role: &str) -> Vec<&'static str> {
    let role = words(role);
    let belongs = |of: &&[&str]| role.iter().any(|word| of.contains(&word.as_str()));
    WALKS.iter().filter(|(_, of)| belongs(of)).map(|(walk, _)| *walk).collect()
}

/// The words of a role that say something, in lower case.
fn words(role: &str) -> Vec<String> {
    const EMPTY: [&str; 14] =
        ["the", "of", "for", "and", "at", "in", "a", "an", "former", "ex", "new", "deputy", "who", "said"];
    let words = role.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| !word.is_empty() && !EMPTY.contains(&word.as_str())).collect()
}

/// The country an outlet's domain says it is in, when it does: its two-letter ending, unless that is sold to
/// everybody.
pub(super) fn country(outlet: &str) -> Option<&str> {
    const SOLD: [&str; 12] = ["io", "tv", "co", "me", "ai", "fm", "ly", "gg", "cc", "ws", "to", "eu"];
    let (_, ending) = outlet.rsplit_once('.')?;
    (ending.len() == 2 && ending.bytes().all(|byte| byte.is_ascii_alphabetic()) && !SOLD.contains(&ending))
        .then_some(ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_conflict_only_when_something_says_so() {
        assert!(conflict(&["striker"], "county judge", &[], None));
        assert!(!conflict(&["lawyer"], "senator", &[], None));
        assert!(!conflict(&["spokesman"], "head of research", &["uk"], Some("uk")));
        assert!(conflict(&["spokesman"], "head of research", &["uk"], Some("au")));
        assert!(!conflict(&["mayor"], "former mayor of Ostrel", &["uk"], Some("au")));
        assert!(!conflict(&[], "striker", &["uk"], Some("au")));
    }

    #[test]
    fn a_domain_may_tell_its_country() {
        assert_eq!(country("ledger.co.uk"), Some("uk"));
        assert_eq!(country("ledger.example"), None);
        assert_eq!(country("ledger.io"), None);
        assert_eq!(country("Daily Ledger"), None);
    }
}
