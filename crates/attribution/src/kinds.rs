//! What each source is, decided when all that the article says of it is known: under which words it speaks, which pronouns go back
//! to it, and by what cues.

use std::collections::HashMap;

use sayso_language::{Analysis, Tag, Token, Word, word};
use sayso_model::SourceKind;

use crate::draft::{Draft, Found};
use crate::names::{Name, Names};
use crate::people::{Class, classes};
use crate::senses::training::Sort;
use crate::senses::{self, Named, Senses, Uses};
use crate::sources::Entity;

/// Statements and mentions of one source that are looked at.
const MOST: usize = 8;

/// Gives every source of a draft its kind: by the weights or, without them, as the rules have it. `owners` are the sources of
/// the drafts. Who only carries what others say keeps what the rules made of it: the weights have learnt from those who say
/// something. What the weights saw of each entity goes with it.
pub(crate) fn settle(
    text: &str,
    analysis: &Analysis,
    names: &Names,
    drafts: &[Draft],
    owners: &[(Option<usize>, Vec<usize>)],
    entities: &mut [Entity],
    senses: Option<&Senses>,
) -> Vec<Option<Sort>> {
    let mut statements: Vec<Vec<&Draft>> = vec![Vec::new(); entities.len()];
    for (draft, (source, _)) in drafts.iter().zip(owners) {
        if let Some(source) = source
            && statements[*source].len() < MOST
        {
            statements[*source].push(draft);
        }
    }
    let by_name: HashMap<&str, &Name> = names.list.iter().map(|name| (name.full.of(text), name)).collect();
    let mut out = vec![None; entities.len()];
    for (index, statements) in statements.iter().enumerate().filter(|(_, statements)| !statements.is_empty())
    {
        let entity = &mut entities[index];
        let rule = entity.kind;
        let known = by_name.get(entity.name.as_str()).copied();
        let mentions: Vec<&[Token]> =
            entity.mentions.iter().take(MOST).map(|&span| tokens(analysis, span)).collect();
        // a work by the name of who issued it goes by its own words
        let issuer = known.filter(|_| rule == SourceKind::Document);
        let known = known.filter(|_| rule != SourceKind::Document);
        let described = mentions.iter().copied().find(|mention| !is_pronoun(mention));
        let full = known.map(|name| tokens(analysis, name.full));
        // "she" of whom nothing else is known
        let Some(described) = described.or(full) else { continue };
        let core = full.unwrap_or_else(|| core_of(described));
        let named = known.is_some();
        // an outlet is its articles, pages and headlines
        if issuer.is_some_and(is_outlet) && !head_of(core).is_some_and(asks_people) {
            entity.kind = SourceKind::Outlet;
            continue;
        }
        // "news sources" are no people who stay without a name
        if rule == SourceKind::Anonymous && core.iter().any(is_of_press) {
            entity.kind = SourceKind::Outlet;
        }
        // who was seen to be a newspaper is one, that somebody stays without a name is said in so many words, and several people
        // at once are what the first of them is
        let seen = match rule {
            SourceKind::Outlet => known.is_some_and(|name| name.outlet),
            SourceKind::Anonymous => true,
            SourceKind::Person => !named,
            _ => false,
        };
        if core.is_empty() || seen {
            continue;
        }
        let head = if named { core.last() } else { head_of(core) };
        let rest = if named { &[] } else { after(described, core) };
        let before = core.first().and_then(|first| {
            let at = analysis.token_at(first.span.start).checked_sub(1)?;
            analysis.tokens.get(at)
        });
        let uses = uses(analysis, statements, &mentions);
        let rows =
            senses::kind_rows(&Named { text, core, head, rest, before, rule, name: known, uses: &uses });
        let sort = Sort { source: index, rows, rule, named };
        if let Some(senses) = senses {
            entity.kind = senses.kind(&sort);
        }
        out[index] = Some(sort);
    }
    out
}

/// How a source is spoken of and speaks.
fn uses(analysis: &Analysis, statements: &[&Draft], mentions: &[&[Token]]) -> Uses {
    let mut uses = Uses { statements: statements.len(), ..Uses::default() };
    for draft in statements {
        if let Some(cue) = draft.cue.last().and_then(|&cue| tokens(analysis, cue).last())
            && !uses.cues.contains(&cue.word)
        {
            uses.cues.push(cue.word);
        }
        uses.according |= draft.found == Found::AccordingTo;
        uses.quoted |= draft.found == Found::VerbAndQuotation;
    }
    for mention in mentions {
        match mention {
            [only] if is_pronoun(mention) => {
                let class = classes(only.word);
                for (at, kind) in
                    [Class::He, Class::She, Class::They, Class::It, Class::Who].into_iter().enumerate()
                {
                    uses.pronouns |= u64::from(class.has(kind)) << at;
                }
            }
            _ => uses.heads.extend(head_of(core_of(mention)).map(|head| head.word)),
        }
    }
    uses
}

fn tokens(analysis: &Analysis, span: sayso_model::Span) -> &[Token] {
    let start = analysis.token_at(span.start);
    let end = analysis.tokens.partition_point(|token| token.span.start < span.end).max(start);
    &analysis.tokens[start..end]
}

fn is_pronoun(tokens: &[Token]) -> bool {
    matches!(tokens, [only] if matches!(only.tag, Tag::PRP | Tag::PRPS | Tag::WP | Tag::WDT))
}

/// The words of a phrase up to what hangs on its head: in "a report by the Board" the first two, in "a number of residents" the
/// last.
fn core_of(tokens: &[Token]) -> &[Token] {
    let start = tokens.iter().position(|token| token.tag != Tag::Mark).unwrap_or(0);
    let tokens = &tokens[start..];
    let hangs = |at: usize| {
        let token = &tokens[at];
        matches!(token.tag, Tag::IN | Tag::TO | Tag::WP | Tag::WDT | Tag::VBD | Tag::VBZ | Tag::VBP)
            || at > 1 && matches!(token.tag, Tag::VBN | Tag::VBG) && tokens[at - 1].tag.is_noun()
            || token.word == word(",")
            || token.word == word("(")
    };
    // "a number of residents", "one of the engineers", "more than half of those asked"
    let of = tokens.iter().take(6).position(|token| token.word == word("of")).filter(|&of| {
        let class = |token: &Token| classes(token.word);
        of > 0
            && (class(&tokens[of - 1]).has(Class::Collective)
                || class(&tokens[of - 1]).has(Class::Group)
                || tokens[..of].iter().any(|token| token.tag == Tag::CD))
            && of + 1 < tokens.len()
    });
    if let Some(of) = of {
        return core_of(&tokens[of + 1..]);
    }
    let end = (1..tokens.len()).find(|&at| hangs(at)).unwrap_or(tokens.len());
    &tokens[..end]
}

/// What stands in a phrase after its core.
fn after<'t>(phrase: &'t [Token], core: &[Token]) -> &'t [Token] {
    let end = core.last().map_or(0, |last| last.span.end);
    &phrase[phrase.partition_point(|token| token.span.start < end)..]
}

fn head_of(core: &[Token]) -> Option<&Token> {
    core.iter().rfind(|token| token.tag.is_noun() || token.tag == Tag::CD).or_else(|| core.last())
}

/// Whether a name is that of a news organisation.
fn is_outlet(name: &Name) -> bool {
    name.outlet || name.words().iter().any(|&part| classes(part).has(Class::OutletName))
}

/// Works of an outlet that are no news.
fn asks_people(head: &Token) -> bool {
    [word("poll"), word("polls"), word("polling"), word("survey"), word("surveys")].contains(&head.word)
}

/// "Local media", "news sources".
fn is_of_press(token: &Token) -> bool {
    [word("media"), word("news"), word("press")].contains(&token.word)
}

/// The word of a token, that of nothing where there is none.
pub(crate) fn word_of(token: Option<&Token>) -> Word {
    token.map_or(Word(0), |token| token.word)
}
