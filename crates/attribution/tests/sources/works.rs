//! Whose a report, a study, a statement is.

use super::*;

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
fn what_tells_of_the_source_is_not_what_it_says() {
    let reading = read("According to the Gazette, which cited a leaked memo, the plan was dropped.");
    let contents: Vec<_> =
        reading.attributions.iter().map(|attribution| attribution.content.concat()).collect();
    assert_eq!(contents, ["the plan was dropped"]);
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
fn a_study_by_nobody_is_known_by_where_it_was_printed() {
    let of_text = |text, name| check(text, "rivers rise", name, Document, &[]);
    of_text(
        "One study in the Journal of Silent Rivers from March noted that rivers rise.",
        "Journal of Silent Rivers",
    );
    of_text("A study by Ann Reyes in Riverine found that rivers rise.", "Ann Reyes");
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
fn documents_are_not_those_of_who_saw_them() {
    let text = "According to documents seen by the Marl Gazette, Holt was warned.";
    assert_eq!(sources(&read(text), "warned")[0].0, "documents seen by the Marl Gazette", "{text}");
}
