//! Organisations, outlets, police.

use super::*;

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
fn what_is_a_which_is_no_person() {
    check("Orrin Lines, which carries grain, said it was safe.", "safe", "Orrin Lines", Organisation, &[]);
    check("Boeing's rival Dalbus, which sells more, said it was safe.", "safe", "Dalbus", Organisation, &[]);
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
fn police_are_the_force_that_was_named() {
    let of_text = |text| check(text, "it was safe", "Orrin Valley Police", Organisation, &[]);
    of_text("A man was arrested by Orrin Valley Police on Monday. Police also said it was safe.");
    of_text("Orrin Valley Police arrested a man. The police said it was safe.");
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

#[test]
fn a_place_is_no_company() {
    for text in [
        "Jana Holt lives in Tessel. The company said it was open.",
        "The village of Tessel is flooded. The company said it was open.",
        "Jana Holt moved to Tessel in 2010. The company said it was open.",
        "The road between Orrin and Tessel is closed. The company said it was open.",
    ] {
        check(text, "open", "company", Organisation, &[]);
    }
}

#[test]
fn what_is_called_a_body_is_one() {
    for (text, name) in [
        ("Marl Steel said on Monday it would close the plant.", "Marl Steel"),
        ("Its parent company, Kestrel Holding, said it would close the plant.", "Kestrel Holding"),
        ("The country's biggest union, the KFU, said it would close the plant.", "KFU"),
        ("Parent company Dorsey Industries said it would close the plant.", "Dorsey Industries"),
    ] {
        check(text, "close the plant", name, Organisation, &[]);
    }
    let text = "“It is over,” said Jana Holt. The broadcaster said it would show the film.";
    check(text, "film", "broadcaster", News, &[]);
}

#[test]
fn papers_of_a_time_of_day_keep_it() {
    let text = "The Morning Post reported that Holt had left. The Evening Post said he had stayed.";
    check(text, "had left", "Morning Post", News, &[]);
    check(text, "had stayed", "Evening Post", News, &[]);
}

#[test]
fn the_last_word_of_a_name_tells_a_body() {
    for (name, kind) in [
        ("Orrin Crown Electric", Organisation),
        ("Lanyon Homes", Organisation),
        ("Vantage Mining", Organisation),
        ("Corvid Pharma", Organisation),
        ("Harlow Steel", Organisation),
        ("Strand & Keller", Organisation),
        ("Marl and Vale NHS Trust", Organisation),
        ("Marl Courant", News),
        // a surname after a given name
        ("Jana Steel", Person),
        ("Ann Power", Person),
    ] {
        check(&format!("{name} said it was safe."), "it was safe", name, kind, &[]);
    }
}

#[test]
fn he_and_she_are_no_bodies() {
    let text = "Joyce Abelard is running for mayor. Lanyon Homes said her plan would cost jobs.\n\nShe said it was safe.";
    check(text, "it was safe", "Joyce Abelard", Person, &[]);
}

#[test]
fn a_body_is_called_by_the_noun_before_its_name() {
    let airport = "The plane left Tarn airport late, the news agency OTA said. The agency said it was safe.";
    check(airport, "it was safe", "OTA", News, &[]);
    let members = "The Confederation of Bakers said it was safe.";
    check(members, "it was safe", "Confederation of Bakers", Organisation, &[]);
    let opening = "State television said it was safe.";
    check(opening, "it was safe", "State television", News, &[]);
    let corporation = "Calder Motive Corp. said it was safe.";
    check(corporation, "it was safe", "Calder Motive Corp.", Organisation, &[]);
}

#[test]
fn a_body_in_apposition_is_meant_before_those_named_earlier() {
    let text = "Harlow Energy said it was late. The retailer, Pantry Brands, said it was safe.";
    check(text, "it was safe", "Pantry Brands", Organisation, &[]);
}

#[test]
fn a_body_does_what_which_tells() {
    check(
        "Brightwater, which owns the site, said it was safe.",
        "it was safe",
        "Brightwater",
        Organisation,
        &[],
    );
}

#[test]
fn the_place_of_a_dateline_is_no_company() {
    let text = "NEW ORRIN — It rained on Monday.\n\nShares slumped after the company said it was safe.";
    check(text, "it was safe", "company", Organisation, &[]);
    // a short form before a comma is one
    let text = "ORRO, which builds engines, met on Monday. The company said it was safe.";
    check(text, "it was safe", "ORRO", Organisation, &[]);
}
