use proptest::prelude::*;

use super::*;

/// What a query is understood as.
fn echo(query: &str) -> String {
    parse(query).map_or_else(|error| format!("{query}: {error}"), |parsed| parsed.to_string())
}

#[test]
fn queries_are_understood_as_meant() {
    for (query, meant) in [
        ("bridge", "bridge"),
        ("  Bridge,  plan. ", "Bridge plan"),
        ("bridge AND plan", "bridge plan"),
        ("bridge plan OR tunnel", "(bridge plan) OR tunnel"),
        ("bridge (plan OR tunnel)", "bridge (plan OR tunnel)"),
        ("((a b)) c", "a b c"),
        ("a OR (b OR c)", "a OR b OR c"),
        ("bridge -tunnel", "bridge -tunnel"),
        ("bridge NOT (tunnel OR ferry)", "bridge -(tunnel OR ferry)"),
        ("NOT NOT bridge", "bridge"),
        ("bridge - tunnel -- ferry – pier", "bridge tunnel ferry pier"),
        ("vice-president co-op", "vice-president co-op"),
        ("\"another winter\"", "\"another winter\""),
        ("“another winter”", "\"another winter\""),
        (
            "„noch ein Winter“ «un hiver» »ein Winter« ‹x›",
            "\"noch ein Winter\" \"un hiver\" \"ein Winter\" \"x\"",
        ),
        ("\"another winter”", "\"another winter\""),
        ("“We cannot wait, another winter!”~3", "\"We cannot wait another winter\"~3"),
        ("\"another winter\"~0", "\"another winter\""),
        ("bridg*", "bridg*"),
        ("bridg*, plan", "bridg* plan"),
        ("title:bridge", "title:bridge"),
        ("Title:bridge outlet:ledger", "title:bridge outlet:ledger"),
        ("outlet:dailyledger.example", "outlet:dailyledger.example"),
        ("said: \"another winter\" who:holt", "said:\"another winter\" who:holt"),
        ("said:“another winter” who:holt", "said:\"another winter\" who:holt"),
        ("who:(holt OR osei)", "who:holt OR who:osei"),
        ("-who:holt", "-who:holt"),
        ("figure:\"$42 million\" figure:42,000", "figure:\"42 million\" figure:42,000"),
        ("lang:DE", "lang:de"),
        ("date:2026", "date:2026"),
        ("date:2026-03..2026-04", "date:2026-03..2026-04"),
        ("date:2026-03-02.. x", "date:2026-03-02.. x"),
        ("date:..2026 OR date:“2026-03”", "date:..2026 OR date:2026-03"),
        ("title:OR title:date:x", "title:OR title:date:x"),
        (
            "Council: vote at 10:30 https://news.example/story",
            "Council vote at 10:30 https://news.example/story",
        ),
        ("“Council: or not”", "\"Council or not\""),
        ("or and not", "or and not"),
        ("東京 Müller's", "東京 Müller's"),
    ] {
        assert_eq!(echo(query), meant, "{query}");
        assert_eq!(echo(meant), meant, "the canonical form of {query}");
    }
}

/// The query, what is wrong with it with the marked place, and a word of the hint.
#[test]
fn errors_point_at_their_place() {
    for (query, marked, problem, hint) in [
        ("", "", "the query says nothing to look for", "write a word"),
        (" … ", "", "the query says nothing to look for", "write a word"),
        ("bridge \"we cannot", "\"", "nothing closes this quotation mark", "where the phrase ends"),
        ("„wir können»", "„", "nothing closes this quotation mark", "where the phrase ends"),
        ("bridge “, ”", "“, ”", "no word stands between these quotation marks", "write the words"),
        ("bridge (plan", "(", "nothing closes this parenthesis", "put )"),
        ("bridge (", "(", "nothing closes this parenthesis", "put )"),
        ("bridge) plan", ")", "nothing opens this parenthesis", "take it away"),
        ("bridge ()", "()", "nothing stands between these parentheses", "take them away"),
        ("OR bridge", "OR", "nothing stands before OR", "\"OR\""),
        ("bridge OR", "OR", "nothing to look for stands after OR", "\"OR\""),
        ("bridge OR AND plan", "OR", "nothing to look for stands after OR", "\"OR\""),
        ("(bridge AND) plan", "AND", "nothing to look for stands after AND", "\"AND\""),
        ("bridge NOT", "NOT", "nothing to look for stands after NOT", "\"NOT\""),
        ("said:", "said:", "nothing to look for stands after said:", "said:bridge"),
        ("(who:)", "who:", "nothing to look for stands after who:", "who:bridge"),
        ("titel:bridge", "titel:", "there is no field titel:", "did you mean title: ?"),
        ("author:reyes", "author:", "there is no field author:", "did you mean by: ?"),
        ("xyz:bridge", "xyz:", "there is no field xyz:", "outlet: by: who: said:"),
        (
            "bridge story:flood",
            "story:",
            "the library does not group articles into stories yet",
            "leave story: out",
        ),
        ("who:(holt title:x)", "title:", "title: cannot stand inside who:( )", "move title:"),
        ("who:(date:2026)", "date:2026", "date: cannot stand inside who:( )", "move date:"),
        ("lang:\"de fr\"", "\"de fr\"", "lang: takes one word", "lang:one OR lang:other"),
        ("br*dge", "*", "* can only end a word", "end of the word"),
        ("* bridge", "*", "* can only end a word", "end of the word"),
        ("b*", "b*", "too little stands before *", "two letters"),
        ("bridge~3", "~", "~ can only follow a quotation", "\"bridge plan\"~3"),
        ("\"a b\"~", "~", "after ~ goes the number of words that may stand between, up to 100", "~3"),
        (
            "\"a b\"~99999999999",
            "~99999999999",
            "after ~ goes the number of words that may stand between, up to 100",
            "~3",
        ),
        ("date:(2026-03 OR 2025)", "date:(", "date: takes one date or range", "OR date:2025"),
        ("date:yesterday", "yesterday", "this is no date", "2026-03..2026-04"),
        ("date:2026-02-30", "2026-02-30", "this is no date", "2026-03..2026-04"),
        ("date:..", "..", "this is no date", "2026-03..2026-04"),
        (
            "date:2026-04..2026-03",
            "2026-04..2026-03",
            "the range ends before it begins",
            "earlier date first",
        ),
        ("date: ", "date: ", "nothing to look for stands after date:", "2026"),
    ] {
        let error = parse(query).expect_err(query);
        assert_eq!(error.span.of(query), marked, "{query}");
        assert_eq!(error.to_string(), problem, "{query}");
        assert!(error.problem.hint().contains(hint), "{query}: {}", error.problem.hint());
    }
}

#[test]
fn hostile_nesting_and_length_are_refused() {
    let problem = |query: &str| parse(query).expect_err("it is too much").problem;
    assert_eq!(problem(&"(".repeat(10_000)), Problem::TooDeep);
    assert_eq!(problem(&"NOT ".repeat(4_000)), Problem::TooDeep);
    assert_eq!(problem(&format!("{}a{}", "(x OR (y ".repeat(60), "))".repeat(60))), Problem::TooDeep);
    assert_eq!(problem(&"a ".repeat(10_000)), Problem::TooLong { limit: 16 << 10 });
    assert!(parse(&"a ".repeat(5_000)).is_ok());
}

#[test]
fn dates_cover_whole_days_months_and_years() {
    let days = |range: &str| DateRange::read(range).map(|range| range.days());
    assert_eq!(days("1970-01-01"), Ok(0..1));
    assert_eq!(days("1970"), Ok(0..365));
    assert_eq!(days("1972-02"), Ok(761..790));
    assert_eq!(days("1969-12-31..1970-01-02"), Ok(-1..2));
    assert_eq!(days("1970-01-02.."), Ok(1..i64::MAX));
    assert_eq!(days("..1970-01"), Ok(i64::MIN..31));
    assert_eq!(days("9999"), Ok(2_932_532..i64::MAX), "the calendar ends there");
    assert_eq!(days("0000-01-01..0000-01-01").map(|days| days.end - days.start), Ok(1));
}

#[test]
fn said_and_who_find_quotations() {
    let finds = |query: &str| parse(query).map(|query| query.finds_quotations());
    assert_eq!(finds("bridge -(title:x OR who:holt)"), Ok(true));
    assert_eq!(finds("said:winter"), Ok(true));
    assert_eq!(finds("bridge \"said:winter\" title:who:x"), Ok(false));
}

/// Queries out of the pieces that mean something to the grammar.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "bridge",
        "plan",
        "Müller",
        "東京",
        "a",
        "x1",
        "OR",
        "AND",
        "NOT",
        "or",
        " ",
        " ",
        " ",
        " ",
        "-",
        "(",
        ")",
        "(",
        ")",
        "\"",
        "“",
        "”",
        "„",
        "«",
        "»",
        "~",
        "~2",
        "*",
        ":",
        "title:",
        "who:",
        "said:",
        "lang:",
        "date:",
        "figure:",
        "foo:",
        "2026",
        "2026-03",
        "..",
        "2026-04-01",
        ".",
        ",",
        "'",
        "’",
        "\u{301}",
        "\n",
        "//",
        "🦀",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn check_canonical(query: &str) -> Result<(), TestCaseError> {
    match parse(query) {
        Ok(parsed) => {
            let canonical = parsed.to_string();
            prop_assert_eq!(parse(&canonical), Ok(parsed), "{} of {}", canonical, query);
        }
        Err(error) => {
            prop_assert!(query.get(error.span.range()).is_some(), "{:?} in {}", error, query);
            prop_assert!(!error.problem.hint().is_empty());
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_canonical_form_parses_to_itself(query in pieces()) {
        check_canonical(&query)?;
    }

    #[test]
    fn no_query_panics(query in any::<String>()) {
        check_canonical(&query)?;
    }
}
