//! Persons, by name, office and pronoun.

use super::*;

#[test]
fn a_person_is_named_whatever_stands_before_the_name() {
    for (text, name) in [
        ("Mayor Jana Holt said the bridge was safe.", "Jana Holt"),
        ("Mayor of Orrin Jana Holt said the bridge was safe.", "Jana Holt"),
        ("The speaker of the assembly Jana Holt said the bridge was safe.", "Jana Holt"),
        ("Its director, Jana Holt, said the bridge was safe.", "Jana Holt"),
        ("The library's director, Jana Holt, said the bridge was safe.", "Jana Holt"),
        ("Another co-author, civil engineering professor Jana Holt, said the bridge was safe.", "Jana Holt"),
        ("Harbour Trust editor Jana Holt said the bridge was safe.", "Jana Holt"),
        ("Judge Jana Holt QC said the bridge was safe.", "Jana Holt"),
        ("Broadcaster Jana Holt said the bridge was safe.", "Jana Holt"),
        (
            "Longtime Sunrise in the Valley writer and performer Jana Holt said the bridge was safe.",
            "Jana Holt",
        ),
        ("His daughter Jana Holt said the bridge was safe.", "Jana Holt"),
        ("Orrin Road Transport and Bridges Minister Jana Holt said the bridge was safe.", "Jana Holt"),
    ] {
        check(text, "bridge was safe", name, Person, &[]);
    }
}

#[test]
fn a_person_someone_hangs_on_is_not_the_source() {
    // one lawyer alone is between the kinds of source, so it is the name that counts
    for (text, name) in [
        ("A lawyer for Jana Holt said the bridge was safe.", "A lawyer for Jana Holt"),
        ("Jana Holt was away. Holt's lawyer said the bridge was safe.", "Jana Holt's lawyer"),
        ("Jana Holt was away. Her lawyer said the bridge was safe.", "Jana Holt’s lawyer"),
    ] {
        assert_eq!(sources(&read(text), "safe")[0].0, name, "{text}");
    }
    check(
        "The Holt administration said the bridge was safe.",
        "safe",
        "Holt administration",
        Organisation,
        &[],
    );
}

#[test]
fn a_short_name_finds_the_full_one() {
    for (text, name) in [
        ("Peter Osei Junor opened the bridge. Osei said it was safe.", "Peter Osei Junor"),
        ("Peter Osei Jr. opened the bridge. Osei said it was safe.", "Peter Osei Jr."),
        ("Pope Linus came to Orrin. Linus said it was safe.", "Pope Linus"),
        // of two namesakes the one the text is about
        (
            "Peter Osei left. Osei had built the bridge. Osei came back with his wife Ann Osei. Osei said it was safe.",
            "Peter Osei",
        ),
    ] {
        check(text, "it was safe", name, Person, &[]);
    }
}

#[test]
fn an_office_finds_who_holds_it() {
    for text in [
        "Jana Holt, the mayor of Orrin, came. Peter Osei, a baker, left. The mayor said it was safe.",
        "“We wait,” the shift engineer said. “It was safe,” said Jana Holt, the shift engineer.",
        "Orrin council leader Jana Holt came with Peter Osei, a baker. The council leader said it was safe.",
    ] {
        check(text, "was safe", "Jana Holt", Person, &[]);
    }
    let reading = read("Jana Holt, the mayor of Orrin, said it was safe.");
    assert_eq!(reading.sources[0].role.as_deref(), Some("mayor of Orrin"));
}

#[test]
fn a_pronoun_finds_whom_it_stands_for() {
    for (text, name, kind) in [
        ("Mary Holt met Peter Osei. She said it was safe.", "Mary Holt", Person),
        ("Mary Holt met Peter Osei. He said it was safe.", "Peter Osei", Person),
        (
            "John Holt, the Harbour Minister, paid tribute to Peter Osei. He said it was safe.",
            "John Holt",
            Person,
        ),
        (
            "The Orrin Harbour Board said it would pay. It said the bridge was safe.",
            "Orrin Harbour Board",
            Organisation,
        ),
        (
            "Residents of Orrin said the water rose. They said the bridge was safe.",
            "Residents of Orrin",
            Group,
        ),
        // the sentence before is about whoever opens it
        (
            "Bakers said the water rose.\n\nHere, researchers counted locks. They said the bridge was safe.",
            "researchers",
            Group,
        ),
        (
            "Police came. State prosecutors charged Peter Osei, they said – the bridge was safe.",
            "State prosecutors",
            Official,
        ),
        (
            "Mary Holt, a judge, said it rained. One of the victims came forward. She said the bridge was safe.",
            "One of the victims",
            Group,
        ),
        (
            "It rained in Orrin. A 34-year-old driver was hurt. She said the bridge was safe.",
            "A 34-year-old driver",
            Group,
        ),
        (
            "Peter Osei said it rained. Another, who gave no name, laughed. He said the bridge was safe.",
            "Another",
            Group,
        ),
        ("Jean-Pierre Holt met Mary Osei. He said the bridge was safe.", "Jean-Pierre Holt", Person),
    ] {
        check(text, "was safe", name, kind, &[]);
    }
}

#[test]
fn he_is_another_in_somebodys_words() {
    let text = "“President Peter Osei mocks the court,” said Justice Minister John Holt. “He claimed that the bridge was safe,” he said.";
    let reading = read(text);
    let inner = sources(&reading, "the bridge was safe");
    assert!(inner.iter().any(|(name, ..)| name == "Peter Osei"), "{inner:?}");
}

#[test]
fn whoever_is_set_off_after_an_office_is_the_source() {
    let text = "The general manager of Dalby Media, Dr Ann Reyes, said it was safe.";
    check(text, "it was safe", "Ann Reyes", Person, &[]);
    check("Not everyone said it was safe.", "it was safe", "Not everyone", Group, &[]);
}

#[test]
fn two_offices_are_one_person_and_two_places_none() {
    let of_words = |text, name, kind| check(text, "late", name, kind, &[]);
    of_words(
        "The vice president and general counsel of the company, Jana Holt, said that it was late.",
        "Jana Holt",
        Person,
    );
    of_words(
        "Jana Holt, president and chief executive of Dalby Media, said that it was late.",
        "Jana Holt",
        Person,
    );
    of_words("The fund's chief expert, Alder Brand, said that it was late.", "Alder Brand", Person);
    of_words("The secretary for education Mr. Brand said that it was late.", "Brand", Person);
    of_words(
        "Dalby Media Inc., Hasbrouk Heights, Orrin, said it was late.",
        "Dalby Media Inc.",
        Organisation,
    );
    of_words("The Harbour Board yesterday said that it was late.", "Harbour Board", Organisation);
}

#[test]
fn an_office_is_not_held_by_who_holds_another() {
    for (text, words, name) in [
        (
            "Ilko Vasz, a lawyer, said it was weak. The finance minister said the case was strong.",
            "was strong",
            "finance minister",
        ),
        ("Farmer Jana Holt said prices were low. The mayor said they were fair.", "fair", "mayor"),
        (
            "The health minister said the clinics were safe. Surgeon Jana Holt said they were not.",
            "were safe",
            "health minister",
        ),
        ("The minister, who was with her deputy, Mr Peter Osei, said the dam was safe.", "safe", "minister"),
    ] {
        check(text, words, name, Official, &[]);
    }
    // what somebody can be called beside it
    let text = "Glaciologist Jana Holt said the ice was thin. The professor said it would melt.";
    check(text, "melt", "Jana Holt", Person, &[]);
}

#[test]
fn who_is_named_in_an_aside_about_another_is_not_the_source() {
    for text in [
        "The actress, who is married to the director Peter Osei, said she was happy.",
        "The manager, who replaced Peter Osei in May, said she was happy.",
    ] {
        assert_ne!(sources(&read(text), "happy")[0].0, "Peter Osei", "{text}");
    }
    let text = "A man, named as Peter Osei, said he was happy.";
    check(text, "happy", "Peter Osei", Person, &[]);
}

#[test]
fn he_is_the_one_who_spoke_last_though_only_the_weights_take_him_for_a_person() {
    let text = "Olav Brenner said he was tired. A former deckhand, Mikkel, said it was a video. “It was late,” he said.";
    check(text, "late", "Mikkel", Person, &[]);
}

#[test]
fn names_with_hyphens_are_whole() {
    let text = "Moon Jae-in left. Moon said he was glad.";
    check(text, "glad", "Moon Jae-in", Person, &[]);
    let text = "Lee Soo-jin said it was late.";
    check(text, "late", "Lee Soo-jin", Person, &[]);
    // Reyes-Holt is another
    let text = "Chloe Reyes-Holt sued Tom Holt in May. Mr Holt said the claim was false.";
    check(text, "false", "Tom Holt", Person, &[]);
    let text = "Peter Osei himself said that he was tired.";
    check(text, "tired", "Peter Osei", Person, &[]);
}

#[test]
fn whom_somebody_speaks_of_is_not_who_speaks() {
    for (text, words) in [
        ("“There was no plan,” the clerk said. “Ms. Osei signed nothing.”", "no plan"),
        ("“Mr Osei was a kind man,” the headteacher said.", "kind man"),
        ("The mayor said the plan was dead. Ann Osei then left.", "dead"),
    ] {
        assert!(!sources(&read(text), words)[0].0.contains("Osei"), "{text}");
    }
}

#[test]
fn they_are_those_a_sentence_opens_with_wherever_they_are() {
    let name = "Scientists at the Orrin Institute in Turley";
    check(&format!("{name} studied 300 bees. They said it was safe."), "it was safe", name, Group, &[]);
    let set_off =
        "The researchers, from the Orrin Institute in Turley, followed 300 bees. They said it was safe.";
    check(set_off, "it was safe", "researchers", Group, &[]);
}

#[test]
fn who_is_the_person_a_plea_came_from() {
    check(
        "He rejected a plea from her lawyer, who argued that it was safe.",
        "it was safe",
        "her lawyer",
        Group,
        &[],
    );
}
