//! Through whose hands words came.

use super::*;

#[test]
fn what_goes_by_the_name_of_a_carrier_is_not_carried_by_it() {
    let text = "A study published in the journal Marl Rivers last year suggested that it was safe.";
    check(text, "safe", "Marl Rivers", Document, &[]);
}

#[test]
fn who_goes_by_a_paper_says_what_they_say() {
    let text = "Ida Holm accused the ministry of having known of the cracks, citing an internal report.";
    check(text, "known", "Ida Holm", Person, &[]);
}

#[test]
fn who_was_asked_is_not_the_outlet_that_asked() {
    let said = "said the bridge was safe.";
    let asked = "Some of the protesters";
    check(&format!("{asked} the Gazette interviewed {said}"), "safe", asked, Group, &[]);
    check(&format!("The newspaper the Gazette {said}"), "safe", "Gazette", News, &[]);
}

#[test]
fn a_view_told_on_is_its_holders() {
    let reading = read("Analysts said Tim Osei wants to close the bridge.");
    let attribution = &reading.attributions[0];
    assert_eq!((attribution.cue.as_str(), attribution.via.len()), ("wants", 1));
    assert_eq!(reading.attributions.len(), 1);
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
fn who_says_what_they_believe_reports_nobody() {
    let text = "Mary Holt spoke in Turley. Mary Holt said she believes the bridge is safe.";
    let reading = read(text);
    assert!(reading.attributions.iter().any(|attribution| attribution.cue == "said"), "{reading:?}");
    assert!(reading.attributions.iter().all(|attribution| attribution.via.is_empty()), "{reading:?}");
}

#[test]
fn who_is_told_of_or_asked_to_act_carries_nothing() {
    for (text, words) in [
        ("The court was told Peter Osei had been drinking.", "drinking"),
        ("The union accused the agency of bending its rules.", "bending"),
        ("The union asked the agency to release the files.", "release"),
    ] {
        let reading = read(text);
        assert!(sources(&reading, words).iter().all(|(_, _, via)| via.is_empty()), "{text}");
        assert!(reading.citations.is_empty(), "{text}");
    }
}

#[test]
fn who_is_cited_says_it_and_the_outlet_hands_it_on() {
    for text in [
        "Citing unnamed officials, the Gazette reported that it was safe.",
        "The Gazette, citing unnamed officials, reported that it was safe.",
        "The Gazette reported that it was safe, citing unnamed officials.",
        "The bridge is safe, the Gazette said, quoting unnamed officials.",
    ] {
        let reading = read(text);
        let [only] = reading.attributions.as_slice() else { panic!("{text}: {reading:?}") };
        let name = |id: &str| {
            reading.sources.iter().find(|source| source.id == id).map(|source| source.name.clone())
        };
        assert_eq!(only.source.as_deref().and_then(name).as_deref(), Some("unnamed officials"), "{text}");
        assert_eq!(only.via.iter().filter_map(|id| name(id)).collect::<Vec<_>>(), ["Gazette"], "{text}");
        assert!(!only.content.join(" ").contains("officials"), "{text}");
    }
}

#[test]
fn a_name_before_magazine_is_an_outlet() {
    check("On Monday Orrin Life magazine said it was safe.", "it was safe", "Orrin Life", News, &[]);
}

#[test]
fn members_who_are_told_carry_nothing() {
    let reading = read("Mr Reid told MSPs that it was safe.");
    assert!(reading.attributions[0].via.is_empty());
}
