//! What a phrase names that is more than a name, and where it ends.

use super::*;

#[test]
fn several_sources_are_all_named() {
    for (text, name) in [
        ("Mary Holt, Peter Osei, and Ann Reyes said it was safe.", "Mary Holt, Peter Osei and Ann Reyes"),
        (
            "Three bakers, Mary Holt, Peter Osei and Ann Reyes, said it was safe.",
            "Mary Holt, Peter Osei and Ann Reyes",
        ),
        ("Mary Holt of the Orrin Union and 12 neighbours said it was safe.", "Mary Holt and 12 neighbours"),
        (
            "Judge Mary Holt and incoming chair of the Harbour Board Peter Osei said it was safe.",
            "Mary Holt and Peter Osei",
        ),
        (
            "Mary Holt came. Both she and the county's Police and Crime Commissioner Peter Osei said it was safe.",
            "Mary Holt and Peter Osei",
        ),
    ] {
        check(text, "it was safe", name, Person, &[]);
    }
    let firms = "Firms including Dalby Media said it was safe.";
    assert_eq!(sources(&read(firms), "it was safe")[0].0, "Firms including Dalby Media");
}

#[test]
fn two_sources_are_joined() {
    check("Mary Holt and Peter Osei said it was safe.", "safe", "Mary Holt and Peter Osei", Person, &[]);
    check(
        "Mary Holt waited. Holt and her supporters said it was safe.",
        "safe",
        "Mary Holt and her supporters",
        Person,
        &[],
    );
    check(
        "The Centre for River Safety and the Orrin Union said it was safe.",
        "safe",
        "Centre for River Safety and Orrin Union",
        Organisation,
        &[],
    );
}

#[test]
fn a_description_ends_where_the_source_does() {
    for (text, name) in [
        ("Officials on Saturday said it was safe.", "Officials"),
        (
            "A spokesman for the Turley, Calif. shipyard said it was safe.",
            "A spokesman for the Turley, Calif. shipyard",
        ),
        (
            "Divers from Orrin State University (Orrin State) said it was safe.",
            "Divers from Orrin State University (Orrin State)",
        ),
        (
            "Divers from the Orrin River Institute (ORI) said it was safe.",
            "Divers from the Orrin River Institute",
        ),
    ] {
        let reading = read(text);
        assert_eq!(sources(&reading, "it was safe")[0].0, name, "{text}");
    }
    let text = "Marl Federal Savings Bank, of Turley, Calif., posted a loss. The bank said it was safe.";
    check(text, "it was safe", "Marl Federal Savings Bank", Organisation, &[]);
}

#[test]
fn what_nobody_did_is_nobodys_statement() {
    let text =
        "“Nobody called us, nobody wrote to us,” its chief executive, Tomas Reyes, said in an interview.";
    check(text, "called us", "Tomas Reyes", Person, &[]);
}

#[test]
fn a_source_without_a_name_is_described() {
    for (text, name, kind) in [
        ("Police said it was safe.", "Police", Official),
        ("A police spokeswoman said it was safe.", "A police spokeswoman", Official),
        ("One of the residents said it was safe.", "One of the residents", Group),
        ("A number of residents said it was safe.", "A number of residents", Group),
        (
            "“It was safe,” said the baker, who spoke on condition of anonymity.",
            "baker, who spoke on condition of anonymity",
            Anonymous,
        ),
    ] {
        check(text, "was safe", name, kind, &[]);
    }
}

#[test]
fn a_heading_is_nobodys_speech() {
    let text = "Minister says bridge is safe\n\nMary Holt said the bridge was safe.";
    let blocks = [(0, 28, BlockKind::Heading), (30, text.len(), BlockKind::Paragraph)]
        .map(|(start, end, kind)| Block { kind, span: Span::new(start, end) });
    let article = Article { text: text.to_owned(), blocks: blocks.to_vec(), ..Article::default() };
    let analysis = analyse(&article);
    let reading = attribute(article, &analysis);
    assert!(reading.attributions.iter().all(|attribution| attribution.content_spans[0].start >= 30));
    assert_eq!(reading.attributions.len(), 1);
}

#[test]
fn each_alias_stands_once() {
    let reading = read(
        "Mary Holt said it rained. Holt said it snowed. holt said it froze. She said it thawed. Holt said it was over.",
    );
    let holt = &reading.sources[0];
    assert_eq!(holt.name, "Mary Holt");
    let mut aliases: Vec<String> = holt.aliases.iter().map(|alias| alias.to_lowercase()).collect();
    aliases.sort();
    let count = aliases.len();
    aliases.dedup();
    assert_eq!(aliases.len(), count);
    assert!(!holt.aliases.contains(&holt.name));
}

#[test]
fn a_source_with_words_is_of_some_kind() {
    for (text, words, name, kind) in [
        ("The WHO said the outbreak was over.", "the outbreak", "WHO", Organisation),
        ("Clara Day was there. Day said it rained.", "it rained", "Clara Day", Person),
        ("Turley Valley Police said it was safe.", "it was safe", "Turley Valley Police", Organisation),
        ("According to reports, the bridge was closed.", "the bridge", "reports", News),
    ] {
        check(text, words, name, kind, &[]);
    }
}

#[test]
fn a_phrase_that_ends_with_the_possessive_sign_is_read() {
    for text in [
        "Jana Holt, the mayor of Orrin, came. It was safe, according to the mayor's.",
        "Jana Holt, the harbour mayor of Orrin, came. According to the old harbour mayor's, it was safe.",
        "According to Orrin's, it was safe. Orrin's governor's said so.",
    ] {
        let reading = read(text);
        assert_eq!(reading.article.text, text);
    }
}

#[test]
fn words_that_lead_back_to_themselves_end_somewhere() {
    for text in [
        "The findings from this survey showed that rents had risen.",
        "findings from this survey showed that the findings from this survey showed that rents had risen",
    ] {
        let reading = read(text);
        assert!(!reading.attributions.is_empty(), "{text}");
    }
}

#[test]
fn a_name_ends_where_another_or_an_office_begins() {
    for (text, name, kind) in [
        (
            "Weir Court Press Secretary Jana Holt left. The Weir Court said the bridge was safe.",
            "Weir Court",
            Organisation,
        ),
        (
            "Jana Holt, the Weir House Press Secretary, left. The Weir House said the bridge was safe.",
            "Weir House",
            Organisation,
        ),
        ("The ambassador to the United States Ilko Vasz said the bridge was safe.", "Ilko Vasz", Person),
        (
            "The director of the Council on Orrish Rivers Anna Vasz said the bridge was safe.",
            "Anna Vasz",
            Person,
        ),
        ("The undersecretary for Education Mr. Holt said the bridge was safe.", "Holt", Person),
        (
            "The Committee to Protect Weirs said the bridge was safe.",
            "Committee to Protect Weirs",
            Organisation,
        ),
    ] {
        check(text, "bridge was safe", name, kind, &[]);
    }
}

#[test]
fn many_people_are_no_body() {
    check("The club's owners said it was safe.", "it was safe", "club's owners", Group, &[]);
}
