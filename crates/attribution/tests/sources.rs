//! Who a source is: its name, its kind, and through whose hands its words came.

use sayso_attribution::attribute;
use sayso_language::analyse;
use sayso_model::{Article, Block, BlockKind, Outlet, Reading, SourceKind, Span};

fn read(text: &str) -> Reading {
    let article = Article {
        text: text.to_owned(),
        outlet: Some(Outlet {
            name: "The Turley Mail".to_owned(),
            domain: None,
            from: "og:site_name".to_owned(),
        }),
        ..Article::default()
    };
    let analysis = analyse(&article);
    attribute(article, &analysis)
}

/// The name, kind and carriers of the source of each attribution whose content holds `words`.
fn sources(reading: &Reading, words: &str) -> Vec<(String, SourceKind, Vec<String>)> {
    let of = |id: &str| reading.source(id).map(|source| (source.name.clone(), source.kind));
    reading
        .attributions
        .iter()
        .filter(|attribution| attribution.content.join(" ").contains(words))
        .map(|attribution| {
            let (name, kind) =
                attribution.source.as_deref().and_then(of).unwrap_or((String::new(), SourceKind::Unknown));
            let via = attribution.via.iter().filter_map(|id| of(id)).map(|(name, _)| name).collect();
            (name, kind, via)
        })
        .collect()
}

/// Checks that the one attribution whose content holds `words` is given to `name`, via `via`.
fn check(text: &str, words: &str, name: &str, kind: SourceKind, via: &[&str]) {
    let reading = read(text);
    let found = sources(&reading, words);
    let via: Vec<String> = via.iter().map(|&name| name.to_owned()).collect();
    assert_eq!(found, [(name.to_owned(), kind, via)], "{text}");
}

use SourceKind::{Anonymous, Document, Group, Official, Organisation, Outlet as News, Person};

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
fn a_body_is_known_by_its_short_form_and_its_noun() {
    for (text, name) in [
        ("The Orrin Valley Water Board (OVWB) met. The OVWB said it was safe.", "Orrin Valley Water Board"),
        ("The Orrin Valley Water Board met. The OVWB said it was safe.", "Orrin Valley Water Board"),
        ("The OVWB met. The Orrin Valley Water Board said it was safe.", "Orrin Valley Water Board"),
        ("The Orrin Valley Water Board met. The board said it was safe.", "Orrin Valley Water Board"),
        (
            "The Federation of Archive and Library Workers said it was safe.",
            "Federation of Archive and Library Workers",
        ),
        ("The Orrin Gas and Electric Company said it was safe.", "Orrin Gas and Electric Company"),
    ] {
        check(text, "it was safe", name, Organisation, &[]);
    }
}

#[test]
fn a_body_is_known_by_any_short_form_and_with_its_place() {
    for (text, name) in [
        // the short form is no acronym
        (
            "The Orrin Institute of Volcanology (Orrivolc) met. Orrivolc said it was safe.",
            "Orrin Institute of Volcanology",
        ),
        // its letters tell how far the name goes
        (
            "The Orrin Institute of Rivers, Weirs and Locks (OIRWL) met. The OIRWL said it was safe.",
            "Orrin Institute of Rivers, Weirs and Locks",
        ),
        ("The Court of Trade in Turley said it was safe.", "Court of Trade in Turley"),
        (
            "The Court of Trade in Turley met on Monday. The Court of Trade said it was late. The Court of Trade in \
             Turley said it was safe.",
            "Court of Trade in Turley",
        ),
        (
            "Orrin University's Institute for River Metrics said it was safe.",
            "Orrin University's Institute for River Metrics",
        ),
        (
            "The US Mint Office met. The United States Mint Office said it was safe.",
            "United States Mint Office",
        ),
        (
            "The Orrin Department of Harbours met. The Harbours Department said it was safe.",
            "Orrin Department of Harbours",
        ),
        ("On Monday the government of Orrin met. The government said it was safe.", "government of Orrin"),
        ("The Orrin Harbour Court sat. The three-judge court said it was safe.", "Orrin Harbour Court"),
    ] {
        check(text, "it was safe", name, Organisation, &[]);
    }
    // "the company" is no ministry
    let text = "The Orrin Harbour Ministry said it was late. The three were Dalby Holdings employees. The company \
                said it was safe.";
    check(text, "it was safe", "Dalby Holdings", Organisation, &[]);
    // a country is no part of one of its bodies
    let text = "The United States left. The United States Department of Harbours met. The United States said it was safe.";
    check(text, "it was safe", "United States", Organisation, &[]);
}

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
fn a_work_is_given_to_who_issued_it() {
    for (text, name) in [
        ("The Orrin Board's report said it was safe.", "Orrin Board"),
        ("A decree, signed on Monday by President Ann Holt, said it was safe.", "Ann Holt"),
        ("A report by the Orrin Board said it was safe.", "Orrin Board"),
        ("Mary Holt said in a statement that she was glad. The statement said it was safe.", "Mary Holt"),
        ("In a statement, Mary Holt announced a review. The statement said it was safe.", "Mary Holt"),
        ("The Orrin Board released a report on Monday. The report said it was safe.", "Orrin Board"),
        ("The Orrin Board met. Its website says it was safe.", "Orrin Board"),
        // whoever is named as having made it goes before whoever tells of it
        (
            "In a study released by the Orrin Museum on Monday, bakers counted birds. The study says it was safe.",
            "Orrin Museum",
        ),
        ("The study was conducted by the Orrin Museum. The study says it was safe.", "Orrin Museum"),
        // a work of no sort by its own noun
        ("Holt follows Orrin Board guidelines. The guidelines say it was safe.", "Orrin Board"),
        // one that nobody is said to have issued, by who has just spoken
        ("The Orrin Board confirmed that a man was ill. The report said it was safe.", "Orrin Board"),
        (
            "Bakers from the town of Turley filed a motion. The motion says it was safe.",
            "Bakers from the town of Turley",
        ),
        ("The Harbour Act of 1998 says it was safe.", "Harbour Act of 1998"),
    ] {
        check(text, "it was safe", name, Document, &[]);
    }
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
fn what_goes_by_the_name_of_a_carrier_is_not_carried_by_it() {
    let text = "A study published in the journal Marl Rivers last year suggested that it was safe.";
    check(text, "safe", "Marl Rivers", Document, &[]);
}

#[test]
fn what_nobody_did_is_nobodys_statement() {
    let text =
        "“Nobody called us, nobody wrote to us,” its chief executive, Tomas Reyes, said in an interview.";
    check(text, "called us", "Tomas Reyes", Person, &[]);
}

#[test]
fn what_is_a_which_is_no_person() {
    check("Orrin Lines, which carries grain, said it was safe.", "safe", "Orrin Lines", Organisation, &[]);
    check("Boeing's rival Dalbus, which sells more, said it was safe.", "safe", "Dalbus", Organisation, &[]);
}

#[test]
fn who_goes_by_a_paper_says_what_they_say() {
    let text = "Ida Holm accused the ministry of having known of the cracks, citing an internal report.";
    check(text, "known", "Ida Holm", Person, &[]);
}

#[test]
fn what_tells_of_the_source_is_not_what_it_says() {
    let reading = read("According to the Gazette, which cited a leaked memo, the plan was dropped.");
    let contents: Vec<_> =
        reading.attributions.iter().map(|attribution| attribution.content.concat()).collect();
    assert_eq!(contents, ["the plan was dropped"]);
}

#[test]
fn who_was_asked_is_not_the_outlet_that_asked() {
    let said = "said the bridge was safe.";
    let asked = "Some of the protesters";
    check(&format!("{asked} the Gazette interviewed {said}"), "safe", asked, Group, &[]);
    check(&format!("The newspaper the Gazette {said}"), "safe", "Gazette", News, &[]);
}

#[test]
fn an_outlet_is_spoken_of_by_what_it_is() {
    for (text, name) in [
        ("One newspaper, The Orrin Globe, said it was safe.", "Orrin Globe"),
        ("Orrin.com said the bridge fell. The website said it was safe.", "Orrin.com"),
        ("According to the Courier Herald, the bridge fell. The paper said it was safe.", "Courier Herald"),
        ("The Orrin Star, a daily, said the bridge fell. The publication said it was safe.", "Orrin Star"),
    ] {
        check(text, "it was safe", name, News, &[]);
    }
}

#[test]
fn a_work_before_which_its_owner_stands_is_the_owners() {
    let of_text = |text, name| {
        let reading = read(text);
        assert_eq!(sources(&reading, "one in ten fell")[0].0, name, "{text}");
    };
    of_text("According to the official WHO report, one in ten fell.", "WHO");
    of_text("Orrin Inc. said it sold pumps. Company figures show that one in ten fell.", "Orrin Inc.");
    let text = "The government of Orrin closed the port. A government statement said one in ten fell.";
    of_text(text, "government of Orrin");
}

#[test]
fn a_view_told_on_is_its_holders() {
    let reading = read("Analysts said Tim Osei wants to close the bridge.");
    let attribution = &reading.attributions[0];
    assert_eq!((attribution.cue.as_str(), attribution.via.len()), ("wants", 1));
    assert_eq!(reading.attributions.len(), 1);
}

#[test]
fn police_are_the_force_that_was_named() {
    let of_text = |text| check(text, "it was safe", "Orrin Valley Police", Organisation, &[]);
    of_text("A man was arrested by Orrin Valley Police on Monday. Police also said it was safe.");
    of_text("Orrin Valley Police arrested a man. The police said it was safe.");
}

#[test]
fn a_study_by_nobody_is_known_by_where_it_was_printed() {
    let of_text = |text, name| check(text, "rivers rise", name, Document, &[]);
    of_text(
        "One study in the Journal of Silent Rivers from March noted that rivers rise.",
        "Journal of Silent Rivers",
    );
    of_text("A study by Ann Reyes in Riverine found that rivers rise.", "Ann Reyes");
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
fn a_news_organisation_is_known_by_its_name_or_what_it_is_called() {
    for (text, name) in [
        ("The Orrin Star reported that it was safe.", "Orrin Star"),
        ("The newspaper Fanal reported that it was safe.", "Fanal"),
        ("Orrin Today reported that it was safe.", "Orrin Today"),
        (
            "The Orrin Gazette reported it rained. The industry magazine reported that it was safe.",
            "Orrin Gazette",
        ),
        ("A story by The Meridian reported that it was safe.", "Meridian"),
        ("Orrinport.com reported that it was safe.", "Orrinport.com"),
        ("The Orrin Press Agency reported that it was safe.", "Orrin Press Agency"),
    ] {
        check(text, "it was safe", name, News, &[]);
    }
}

#[test]
fn who_was_told_is_the_carrier() {
    for text in [
        "Mary Holt told the Orrin Gazette that it was safe.",
        "Mary Holt told reporter Ann Reyes of the Orrin Gazette that it was safe.",
        "Speaking to the Orrin Gazette, Mary Holt said it was safe.",
        "In an interview with the Orrin Gazette, Mary Holt said it was safe.",
        "In an Orrin Gazette report, Mary Holt said it was safe.",
        "“It was safe,” Mary Holt said, according to the Orrin Gazette.",
        "“It was safe,” said Mary Holt in an e-mail to the Orrin Gazette.",
        "The Orrin Gazette, citing Mary Holt, reported it was safe.",
    ] {
        check(text, "t was safe", "Mary Holt", Person, &["Orrin Gazette"]);
    }
    check(
        "Mary Holt told the Orrin Gazette that she was glad. She added that it was safe.",
        "it was safe",
        "Mary Holt",
        Person,
        &["Orrin Gazette"],
    );
}

#[test]
fn the_own_outlet_and_platforms_carry_nothing() {
    for text in [
        "Mary Holt told the Turley Mail that it was safe.",
        "Mary Holt told the Mail that it was safe.",
        "In a statement on Facebook, Mary Holt said it was safe.",
        "Mary Holt told reporters that it was safe.",
        "Mary Holt told the Orrin Board that it was safe.",
    ] {
        check(text, "it was safe", "Mary Holt", Person, &[]);
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
fn who_reports_a_statement_carries_it() {
    for (text, words, name, kind, carrier) in [
        (
            "Reuters reported on Monday a government source said the ban would stay.",
            "the ban",
            "a government source",
            Anonymous,
            "Reuters",
        ),
        (
            "The Orrin Gazette reported that Mary Holt said it was safe.",
            "it was safe",
            "Mary Holt",
            Person,
            "Orrin Gazette",
        ),
        (
            "Mary Holt stated to the Orrin Gazette that it was safe.",
            "it was safe",
            "Mary Holt",
            Person,
            "Orrin Gazette",
        ),
    ] {
        check(text, words, name, kind, &[carrier]);
    }
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
fn the_researchers_and_their_study_are_those_told_of() {
    let text = "An international team of scientists from the Orrin Institute (OI) and elsewhere counted birds. \
                The researchers said the birds were well. The study found that they slept.";
    let name = "An international team of scientists from the Orrin Institute";
    check(text, "the birds were well", name, Group, &[]);
    check(text, "they slept", name, Document, &[]);
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
fn who_says_what_they_believe_reports_nobody() {
    let text = "Mary Holt spoke in Turley. Mary Holt said she believes the bridge is safe.";
    let reading = read(text);
    assert!(reading.attributions.iter().any(|attribution| attribution.cue == "said"), "{reading:?}");
    assert!(reading.attributions.iter().all(|attribution| attribution.via.is_empty()), "{reading:?}");
}

#[test]
fn a_company_is_known_without_its_legal_form() {
    for text in [
        "Jana Holt Co. opened a bridge. Jana Holt said the bridge was safe.",
        "Orrin Truck opened a bridge. Orrin Truck Corp. said the bridge was safe.",
        "Orrin Truck & Co. opened a bridge. Orrin Truck, which owns two, said the bridge was safe.",
        "Orrin First Financial Corp. said the bridge was safe.",
        "New Century Weirs Corporation said the bridge was safe.",
    ] {
        let name = ["Jana Holt Co.", "Orrin Truck Corp.", "Orrin Truck & Co."]
            .into_iter()
            .chain(["Orrin First Financial Corp.", "New Century Weirs Corporation"])
            .find(|name| text.contains(name));
        check(text, "bridge was safe", name.unwrap(), Organisation, &[]);
    }
    check(
        "Jana Holt Inc. opened a bridge. Its founder, Jana Holt, said the bridge was safe.",
        "bridge was safe",
        "Jana Holt",
        Person,
        &[],
    );
    check(
        "Orrin Truck Inc. President Jana Holt said the bridge was safe.",
        "bridge was safe",
        "Jana Holt",
        Person,
        &[],
    );
}

#[test]
fn a_company_is_known_by_its_first_letters() {
    check(
        "Halden Motors opened a bridge. HM said the bridge was safe.",
        "bridge was safe",
        "Halden Motors",
        Organisation,
        &[],
    );
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
fn a_description_finds_the_company_that_the_text_is_about() {
    for text in [
        "Halden Corp. bought a weir from Orrin Lines Ltd. The truck maker said it was safe.",
        "Halden Corp. bought a weir. The Dalby energy and harbour concern said it was safe.",
        "Halden Corp. bought a weir. The El Paso, Texas, maker of boats and weirs said it was safe.",
        "Halden Corp. bought a weir. Its shares fell. But the old thrift said it was safe.",
    ] {
        check(text, "was safe", "Halden Corp.", Organisation, &[]);
    }
    check(
        "The Orrin Marine Rivers Service came. The Weir Trust left. The rivers service said it was safe.",
        "was safe",
        "Orrin Marine Rivers Service",
        Organisation,
        &[],
    );
    // who is not known yet is not the one that was
    let reading = read("Halden Corp. bought a weir. A truck maker said it was safe.");
    assert_ne!(sources(&reading, "was safe")[0].0, "Halden Corp.");
}

#[test]
fn a_place_is_nobody_that_a_pronoun_means() {
    check(
        "Ilko Vasz came home. East Halden had waited for him. He said it was safe.",
        "was safe",
        "Ilko Vasz",
        Person,
        &[],
    );
}

#[test]
fn they_are_a_body_that_was_named() {
    check(
        "Halden Airlines bought a weir. They said it was safe.",
        "was safe",
        "Halden Airlines",
        Organisation,
        &[],
    );
}
