//! Laws by name: "the Reservoirs Act of 1998", "Republic Act No. 12".

use sayso_language::{Shape, Tag, Token, Word, word};
use sayso_model::{CitationKind, Dated, Precision, Span};

use super::{Context, Work};

/// Finds them by the noun that ends their name, written as a name.
pub(super) fn laws(context: &Context) -> Vec<Work> {
    const NOUNS: [Word; 10] = [
        word("act"),
        word("law"),
        word("code"),
        word("bill"),
        word("directive"),
        word("regulations"),
        word("regulation"),
        word("ordinance"),
        word("statute"),
        word("treaty"),
    ];
    let mut out = Vec::new();
    for sentence in &context.analysis.sentences {
        let tokens = &context.analysis.tokens[sentence.tokens.clone()];
        for head in 0..tokens.len() {
            let token = &tokens[head];
            if token.shape == Shape::Capital
                && NOUNS.contains(&token.word)
                && !context.in_quotation(token.span)
            {
                out.extend(law(context, tokens, head));
            }
        }
    }
    out
}

fn law(context: &Context, tokens: &[Token], head: usize) -> Option<Work> {
    let text = context.text;
    let capital = |at: usize| matches!(tokens[at].shape, Shape::Capital | Shape::AllCaps | Shape::MixedCase);
    let number = |at: usize| tokens.get(at).filter(|token| token.shape == Shape::Number);
    let mut first = head;
    while first > 0 {
        let before = &tokens[first - 1];
        // "Ballot Interference Prevention", "Protection of Birds and Rivers"
        let small = first > 1
            && [word("of"), word("and"), word("for"), word("on")].contains(&before.word)
            && capital(first - 2);
        let name =
            capital(first - 1) && before.tag.is_noun() || before.tag.is_adjective() && capital(first - 1);
        if !name && !small {
            break;
        }
        first -= 1;
    }
    let mut end = head + 1;
    // "Republic Act No. 3846"
    let numbered =
        tokens.get(end).is_some_and(|token| token.word == word("no.")) && number(end + 1).is_some();
    if numbered {
        end += 2;
    }
    // "of the Republic of Soldane", "for Buses"
    let of = tokens.get(end).is_some_and(|token| token.word == word("of") || token.word == word("for"));
    if of && tokens.get(end + 1).is_some_and(|token| token.tag == Tag::DT || capital(end + 1)) {
        let mut at = end + 1 + usize::from(tokens[end + 1].tag == Tag::DT);
        while at < tokens.len()
            && (capital(at)
                || tokens[at].word == word("of") && tokens.get(at + 1).is_some_and(|_| capital(at + 1)))
        {
            end = at + 1;
            at += 1;
        }
    }
    // "Bill Orrin", "the Harvard Law School"
    let longer = end == head + 1 && tokens.get(end).is_some_and(|next| next.tag.is_name());
    let name =
        token_is(tokens, head, &["bill", "law", "code"]) && (first == 0 || tokens[first - 1].tag != Tag::DT);
    if first == head && !numbered && end == head + 1 || longer || name {
        return None;
    }
    let title = Span::new(tokens[first].span.start, tokens[end - 1].span.end);
    // "of 1998", ", 1972", "1978"
    let link = tokens.get(end).is_some_and(|token| token.word == word("of") || token.word == word(","));
    let at = end + usize::from(link);
    let year = number(at)
        .and_then(|token| token.of(text).parse::<u16>().ok().filter(|year| (1200..2200).contains(year)));
    if year.is_some() {
        end = at + 1;
    }
    if tokens.get(end).is_some_and(|token| token.of(text) == "(")
        && tokens.get(end + 2).is_some_and(|token| token.of(text) == ")")
    {
        end += 3;
    }
    let article = first > 0 && tokens[first - 1].tag == Tag::DT;
    let start = tokens[first - usize::from(article)].span.start;
    let mut work = Work::new(CitationKind::Law, Span::new(start, tokens[end - 1].span.end));
    work.title = Some(title.of(text).to_owned());
    work.date = year.map(|year| Dated {
        at: format!("{year:04}"),
        precision: Precision::Year,
        from: "text".to_owned(),
    });
    work.source = context.source_at(work.span);
    Some(work)
}

fn token_is(tokens: &[Token], at: usize, forms: &[&str]) -> bool {
    forms.iter().any(|form| tokens[at].word == word(form))
}
