//! Posts: on a network that the text names, or by the verb alone.

use sayso_language::{Tag, Token, Word, word};
use sayso_model::{CitationKind, Span};

use super::{Context, Work};

/// Finds them: "wrote on Twitter", "via her Instagram account", "tweeted".
pub(super) fn posts(context: &Context) -> Vec<Work> {
    let mut out = Vec::new();
    for sentence in &context.analysis.sentences {
        let tokens = &context.analysis.tokens[sentence.tokens.clone()];
        for (at, token) in tokens.iter().enumerate() {
            let tweets = token.tag.is_verb() && TWEETED.contains(&token.word);
            let span = if tweets { Some(token.span) } else { network(context, tokens, at) };
            let Some(span) = span.filter(|&span| !context.in_quotation(span)) else { continue };
            let mut work = Work::new(CitationKind::Post, span);
            work.name = context
                .statement_near(span)
                .and_then(|number| context.name_of(number))
                .or_else(|| context.subject_before(span.start));
            out.push(work);
        }
    }
    out
}

const TWEETED: [Word; 3] = [word("tweeted"), word("tweets"), word("retweeted")];

/// The network named at `at`, when somebody says or writes something there.
fn network(context: &Context, tokens: &[Token], at: usize) -> Option<Span> {
    const NETWORKS: [Word; 16] = [
        word("twitter"),
        word("facebook"),
        word("instagram"),
        word("youtube"),
        word("tiktok"),
        word("weibo"),
        word("telegram"),
        word("whatsapp"),
        word("snapchat"),
        word("mastodon"),
        word("bluesky"),
        word("threads"),
        word("reddit"),
        word("linkedin"),
        word("tumblr"),
        word("media"),
    ];
    // who or what is there, rather than what was said there
    const HOLDERS: [Word; 7] = [
        word("followers"),
        word("users"),
        word("friends"),
        word("account"),
        word("accounts"),
        word("page"),
        word("profile"),
    ];
    let token = &tokens[at];
    if !token.tag.is_noun() || !NETWORKS.contains(&token.word) {
        return None;
    }
    let social = token.word == word("media");
    let first = at - usize::from(social && at > 0);
    if social && tokens[first].word != word("social") {
        return None;
    }
    // "on", "via her official"
    let link = (1..=4)
        .filter_map(|back| first.checked_sub(back))
        .find(|&link| [word("on"), word("via"), word("through")].contains(&tokens[link].word))?;
    let own = tokens[link + 1..first].iter().all(|token| {
        token.tag.is_adjective() || token.tag.is_noun() || matches!(token.tag, Tag::DT | Tag::PRPS | Tag::POS)
    });
    let holder = link.checked_sub(1).is_some_and(|before| HOLDERS.contains(&tokens[before].word));
    let said = tokens[link].word == word("via") || context.statement_near(token.span).is_some();
    (own && !holder && said).then(|| Span::new(tokens[first].span.start, token.span.end))
}
