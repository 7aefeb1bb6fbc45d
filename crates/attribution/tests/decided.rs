//! What trained weights label, where grammar knows better: texts with all that is said in them.

mod account;

use sayso_attribution::attribute;
use sayso_language::analyse;
use sayso_model::Article;

/// The attributions of `text`, each as its cue and its content.
fn said(text: &str) -> Vec<(String, String)> {
    let article = Article { text: text.to_owned(), ..Article::default() };
    let analysis = analyse(&article);
    let reading = attribute(article, &analysis);
    let parts =
        |attribution: &sayso_model::Attribution| (attribution.cue.clone(), attribution.content.join(" … "));
    reading.attributions.iter().map(parts).collect()
}

fn check(text: &str, expected: &[(&str, &str)]) {
    let expected: Vec<_> =
        expected.iter().map(|&(cue, content)| (cue.to_owned(), content.to_owned())).collect();
    assert_eq!(said(text), expected, "{text}");
}

#[test]
fn a_day_between_cue_and_clause_is_no_content() {
    for text in [
        "The mayor said Tuesday the bridge would close.",
        "The mayor said late Sunday the bridge would close.",
        "The company said last week the bridge would close.",
    ] {
        check(text, &[("said", "the bridge would close")]);
    }
}

#[test]
fn a_clause_that_opens_a_sentence_ends_with_its_comma() {
    check(
        "After the company said it would close the plant, shares fell 7 percent.",
        &[("said", "it would close the plant")],
    );
    check(
        "Although the ministry says the water is safe, residents boil it.",
        &[("says", "the water is safe")],
    );
    check(
        "When police asked the driver whether he had been drinking, he ran away.",
        &[("asked", "whether he had been drinking")],
    );
}

#[test]
fn a_statement_is_said_once() {
    check(
        "Orrin Zinc said in a statement that all workers were safe.",
        &[("said", "that all workers were safe")],
    );
}

#[test]
fn two_who_speak_in_one_sentence_are_two() {
    let text =
        "The minister said that taxes would rise, and the opposition leader said that she would fight it.";
    check(text, &[("said", "that taxes would rise"), ("said", "that she would fight it")]);
    let article = Article { text: text.to_owned(), ..Article::default() };
    let analysis = analyse(&article);
    let told = account::of(&attribute(article, &analysis));
    assert!(told.contains("\nopposition leader ("), "{told}");
}

#[test]
fn who_is_let_in_says_nothing() {
    check("She was admitted to Orrin General after a fall.", &[]);
}

#[test]
fn what_follows_a_relative_clause_goes_on_with_who_spoke() {
    check(
        "“I am tired,” said Ana Holt, who believes the plan will fail. “We all are.”",
        &[("said", "“I am tired,” … “We all are.”"), ("believes", "the plan will fail")],
    );
}

/// The words of each source in `text`.
fn sources(text: &str) -> Vec<String> {
    let article = Article { text: text.to_owned(), ..Article::default() };
    let analysis = analyse(&article);
    let reading = attribute(article, &analysis);
    let words = |attribution: &sayso_model::Attribution| {
        let words: Vec<&str> = attribution.source_spans.iter().map(|span| span.of(text)).collect();
        words.join(" … ")
    };
    reading.attributions.iter().map(words).collect()
}

#[test]
fn a_source_goes_with_its_relative_clause_and_without_the_occasion() {
    for (source, occasion) in [
        ("Tom Price, 50, who bought the flat that his father once owned", ""),
        ("Jean Hathersage, 71, whose cancer was spotted on a scan that nobody looked at for 11 months", ""),
        ("Mia Sund, speaking for the ministry", ""),
        ("A former ministry official", ", speaking on condition of anonymity"),
        ("Dr Lund", ", testifying before the committee"),
        ("The bishop", ", in a letter to parishes"),
        ("Business owners on the east side of the river", ""),
    ] {
        let text = format!("{source}{occasion}, said the roof leaked.").replace("river, said", "river said");
        assert_eq!(sources(&text), [source], "{text}");
    }
}

#[test]
fn a_content_goes_on_over_a_relative_clause() {
    check(
        "The mayor said the road, which opened in 1990, would close.",
        &[("said", "the road, which opened in 1990, would close")],
    );
}

#[test]
fn who_says_so_may_close_a_sentence_with_the_day() {
    check(
        "The bridge stays closed after inspectors found cracks, state transportation officials said Tuesday.",
        &[("said", "The bridge stays closed after inspectors found cracks")],
    );
    check(
        "The firm misled its customers, a watchdog has found.",
        &[("has found", "The firm misled its customers")],
    );
    check(
        "Ann Vale has died aged 22, mining company Orrin Zinc announced yesterday.",
        &[("announced", "Ann Vale has died aged 22")],
    );
}

#[test]
fn deeds_are_not_said() {
    for text in [
        "The company also lowered its profit outlook.",
        "When the letter arrived, Hank Pollard put it in a drawer.",
    ] {
        check(text, &[]);
    }
    check(
        "A documentary shown on Channel Six last month revealed that she had nearly left.",
        &[("revealed", "that she had nearly left")],
    );
}

#[test]
fn where_it_was_said_is_no_content() {
    check(
        "An official, speaking to reporters on condition of anonymity, said the vote was rigged.",
        &[("said", "the vote was rigged")],
    );
    check("She called the plan “a joke” in a speech on Monday.", &[("called", "the plan “a joke”")]);
}

#[test]
fn a_second_cue_ends_what_the_first_said() {
    check(
        "Ms Roe said the letter was a disgrace and demanded an inquiry.",
        &[("said", "the letter was a disgrace"), ("demanded", "an inquiry")],
    );
}

#[test]
fn who_is_to_do_it_is_no_content() {
    check(
        "The agency ordered the owner to remove the tank within 10 days.",
        &[("ordered", "to remove the tank within 10 days")],
    );
    check("Police asked anyone who saw the car to call them.", &[("asked", "to call them")]);
    check(
        "The agency ordered the owner, Marl Holdings, to remove the tank.",
        &[("ordered", "to remove the tank")],
    );
    // who is wanted to do something is not told to
    check("He wants the ministry to investigate.", &[("wants", "the ministry to investigate")]);
}

#[test]
fn a_participle_has_the_whole_subject_of_its_sentence() {
    let source = "A man who was trapped in a lift with a dog";
    assert_eq!(sources(&format!("{source} has thanked firefighters, saying he was scared.")), [source]);
}

#[test]
fn verbs_are_known_in_both_spellings() {
    for verb in ["labeled", "labelled"] {
        check(&format!("Critics {verb} the plan a scam."), &[(verb, "the plan a scam")]);
    }
}
