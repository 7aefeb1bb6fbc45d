//! The names in an article, and which of them name the same person or body.

use std::collections::HashMap;
use std::ops::Range;

use sayso_language::{Analysis, Gender, Shape, Tag, Token, Word, given_name, word};
use sayso_model::Span;

use crate::lexicon::is_time;
use crate::people::{Class, classes};

/// One bearer of a name, with every mention of it.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// Its fullest mention, without titles.
    pub(crate) full: Span,
    words: Vec<Word>,
    /// Evidence that it is a person, summed over its mentions; above zero it is taken for one.
    score: i32,
    pub(crate) gender: Option<Gender>,
    /// Office or relation words seen beside it: "mayor".
    pub(crate) roles: Vec<Word>,
    /// The longest such phrase as written: "mayor of Orrin".
    pub(crate) role: Option<Span>,
    acronym: Option<Word>,
}

impl Name {
    pub(crate) fn is_person(&self) -> bool {
        self.score > 0
    }

    /// The words of the fullest mention.
    pub(crate) fn words(&self) -> &[Word] {
        &self.words
    }
}

/// One place where a name stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mention {
    /// The name itself, without titles.
    pub(crate) span: Span,
    /// Index into [`Names::list`].
    pub(crate) name: usize,
    /// Whether a finite verb follows, so that it is likely a subject.
    pub(crate) subject: bool,
}

/// All names of an article.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) list: Vec<Name>,
    /// In order of position.
    pub(crate) mentions: Vec<Mention>,
    by_last: HashMap<Word, Vec<usize>>,
    by_first: HashMap<Word, Vec<usize>>,
    by_acronym: HashMap<Word, usize>,
}

/// Finds the names of a text.
pub(crate) fn names(analysis: &Analysis) -> Names {
    let mut names = Names::default();
    for sentence in &analysis.sentences {
        let tokens = &analysis.tokens[sentence.tokens.clone()];
        let mut at = 0;
        while at < tokens.len() {
            match run(tokens, at) {
                Some(end) => {
                    names.take(tokens, at..end);
                    at = end;
                }
                None => at += 1,
            }
        }
    }
    names
}

/// Where the run of name words that begins at `start` ends; none when none begins there.
fn run(tokens: &[Token], start: usize) -> Option<usize> {
    let capital = |token: &Token| matches!(token.shape, Shape::Capital | Shape::AllCaps | Shape::MixedCase);
    let named = |token: &Token| token.tag.is_name() && token.shape != Shape::Mark && !is_time(token.word);
    let first = &tokens[start];
    let adjective = capital(first)
        && first.tag == Tag::JJ
        && tokens
            .get(start + 1)
            .is_some_and(|next| capital(next) && (next.tag.is_name() || next.tag == Tag::JJ));
    // "Jon Halder" at the start of a sentence, whatever the tagger took "Jon" for
    let given = capital(first)
        && given_name(first.word).is_some()
        && tokens.get(start + 1).is_some_and(|next| capital(next) && named(next));
    if !(named(first) || given || adjective && (start > 0 || tokens[start + 1].tag.is_name())) {
        return None;
    }
    let mut end = start + 1;
    let mut body = classes(first.word).has(Class::Organisation);
    let mut linked = false;
    while let Some(token) = tokens.get(end) {
        let next = tokens.get(end + 1);
        let next_named = next.is_some_and(|next| {
            capital(next) && (named(next) || matches!(next.tag, Tag::NN | Tag::NNS | Tag::JJ))
        });
        if named(token)
            || capital(token)
                && matches!(token.tag, Tag::JJ | Tag::NN | Tag::NNS | Tag::FW)
                && !is_time(token.word)
        {
            body |= classes(token.word).has(Class::Organisation);
            end += 1;
        } else if classes(token.word).has(Class::Particle) && token.shape == Shape::Lower && next_named
            || token.word == word("&") && next_named
            || token.word == word("-") && next_named && tight(tokens, end)
        {
            end += 2;
        } else if body && (token.word == word("of") || token.word == word("for")) && next_named {
            linked = true;
            end += 2;
        } else if body
            && (token.word == word("of") || token.word == word("for"))
            && next.is_some_and(|next| next.word == word("the"))
            && tokens.get(end + 2).is_some_and(|after| named(after))
        {
            linked = true;
            end += 3;
        } else if linked
            && token.word == word("and")
            && next_named
            && !tokens.get(end + 2).is_some_and(|after| after.tag.is_finite())
        {
            end += 2;
        } else {
            break;
        }
    }
    Some(end)
}

fn tight(tokens: &[Token], at: usize) -> bool {
    at > 0
        && tokens[at - 1].span.end == tokens[at].span.start
        && tokens.get(at + 1).is_some_and(|next| next.span.start == tokens[at].span.end)
}

/// What stands around a mention.
struct Signs {
    score: i32,
    gender: Option<Gender>,
    roles: Vec<Word>,
    role: Option<Span>,
    acronym: Option<Word>,
}

impl Names {
    fn take(&mut self, tokens: &[Token], run: Range<usize>) {
        // titles and offices at the front are not the name: "President Osei", "Emergencies Minister Ann Reyes"
        let office =
            |token: &Token| classes(token.word).has(Class::Title) || classes(token.word).has(Class::Role);
        let mut start = run.start;
        if let Some(last) = (run.start..run.end - 1).rev().find(|&at| office(&tokens[at])) {
            let rest = &tokens[last + 1..run.end];
            let body = rest
                .iter()
                .any(|token| classes(token.word).has(Class::Organisation) || token.word == word("of"));
            if !body && rest[0].word != word("-") {
                start = last + 1;
            }
        }
        let core = start..run.end;
        // an office alone ("the Prime Minister") names nobody
        if core.len() == 1 && office(&tokens[start]) && given_name(tokens[start].word).is_none() {
            return;
        }
        let words: Vec<Word> = tokens[core.clone()].iter().map(|token| token.word).collect();
        let span = Span::new(tokens[core.start].span.start, tokens[core.end - 1].span.end);
        let signs = signs(tokens, &run, &core);
        let single_caps = core.len() == 1 && tokens[core.start].shape == Shape::AllCaps;
        let index = self.find(&words, &signs, single_caps).unwrap_or_else(|| self.add(&words, span));
        let name = &mut self.list[index];
        name.score += signs.score;
        name.gender = name.gender.or(signs.gender);
        for role in signs.roles {
            if !name.roles.contains(&role) {
                name.roles.push(role);
            }
        }
        if signs.role.is_some_and(|role| name.role.is_none_or(|known| known.len() < role.len())) {
            name.role = signs.role;
        }
        if words.len() > name.words.len() {
            name.words.clone_from(&words);
            name.full = span;
            self.index(index, &words);
        }
        if let Some(acronym) = signs.acronym {
            self.list[index].acronym = Some(acronym);
            self.by_acronym.insert(acronym, index);
        }
        let subject = tokens[run.end..].iter().take(3).any(|token| token.tag.is_finite());
        self.mentions.push(Mention { span, name: index, subject });
    }

    fn add(&mut self, words: &[Word], span: Span) -> usize {
        let index = self.list.len();
        self.list.push(Name {
            full: span,
            words: words.to_vec(),
            score: 0,
            gender: None,
            roles: Vec::new(),
            role: None,
            acronym: None,
        });
        self.index(index, words);
        index
    }

    fn index(&mut self, index: usize, words: &[Word]) {
        for (map, key) in [(&mut self.by_last, words.last()), (&mut self.by_first, words.first())] {
            if let Some(&key) = key {
                let known = map.entry(key).or_default();
                if !known.contains(&index) {
                    known.push(index);
                }
            }
        }
    }

    /// The name these words are another mention of.
    fn find(&self, words: &[Word], signs: &Signs, caps: bool) -> Option<usize> {
        let (&first, &last) = (words.first()?, words.last()?);
        if caps && let Some(&index) = self.by_acronym.get(&first) {
            return Some(index);
        }
        let none = Vec::new();
        let with_last = self.by_last.get(&last).unwrap_or(&none);
        let with_first = self.by_first.get(&first).unwrap_or(&none);
        let latest = |list: &[usize], fits: &dyn Fn(&Name) -> bool| {
            list.iter().rev().copied().find(|&index| fits(&self.list[index]))
        };
        if words.len() == 1 {
            return latest(with_last, &|name| name.words.len() == 1 || name.is_person() || signs.score <= 0)
                .or_else(|| latest(with_first, &|name| name.words.len() > 1));
        }
        latest(with_last, &|name| name.words == words)
            .or_else(|| latest(with_last, &|name| name.words.len() == 1 && signs.score >= 0))
            .or_else(|| {
                latest(with_last, &|name| shortens(&name.words, words) || shortens(words, &name.words))
            })
            .or_else(|| {
                latest(with_first, &|name| {
                    !name.is_person()
                        && signs.score <= 0
                        && name.words.len() > 1
                        && words.starts_with(&name.words)
                })
            })
    }

    /// The mentions that lie within `span`, in order.
    pub(crate) fn within(&self, span: Span) -> impl Iterator<Item = &Mention> {
        let from = self.mentions.partition_point(|mention| mention.span.end <= span.start);
        self.mentions[from..]
            .iter()
            .take_while(move |mention| mention.span.start < span.end)
            .filter(move |mention| span.covers(mention.span))
    }

    /// Mentions that begin at byte `position` or later, in order.
    pub(crate) fn after(&self, position: usize) -> impl Iterator<Item = &Mention> {
        self.mentions[self.mentions.partition_point(|mention| mention.span.start < position)..].iter()
    }

    /// Mentions that begin before byte `position`, latest first.
    pub(crate) fn before(&self, position: usize) -> impl Iterator<Item = &Mention> {
        let end = self.mentions.partition_point(|mention| mention.span.start < position);
        self.mentions[..end].iter().rev()
    }
}

/// Whether `short` is `long` with inner words or the first ones left out, first and last kept: "Ann Reyes"
/// of "Ann Maria Reyes", "Example Council" of "European Example Council".
fn shortens(short: &[Word], long: &[Word]) -> bool {
    short.len() >= 2 && short.len() < long.len() && short.last() == long.last() && {
        let mut rest = long.iter();
        short.iter().all(|word| rest.any(|other| other == word))
    }
}

fn signs(tokens: &[Token], run: &Range<usize>, core: &Range<usize>) -> Signs {
    let mut signs = Signs { score: 0, gender: None, roles: Vec::new(), role: None, acronym: None };
    let words = &tokens[core.clone()];
    let offices =
        |token: &Token| classes(token.word).has(Class::Role) || classes(token.word).has(Class::Title);
    let before = run.start.checked_sub(1).map(|at| &tokens[at]);
    // "President Osei", "mayor Jana Holt"
    let mut left = core.start;
    while left > 0 && core.start - left < 5 {
        let token = &tokens[left - 1];
        let modifies = matches!(token.tag, Tag::NN | Tag::NNP | Tag::JJ) || token.word == word("-");
        if !modifies || is_time(token.word) {
            break;
        }
        left -= 1;
    }
    if let Some(last) = core.start.checked_sub(1).filter(|&at| offices(&tokens[at])) {
        signs.score += 3;
        signs.gender = gender_of_title(tokens[last].word);
        signs.roles.extend(
            tokens[left..core.start]
                .iter()
                .map(|token| token.word)
                .filter(|&word| classes(word).has(Class::Role)),
        );
        if classes(tokens[last].word).has(Class::Role) && left <= last {
            signs.role = Some(Span::new(tokens[left].span.start, tokens[last].span.end));
        }
    }
    if let Some(gender) = given_name(words[0].word) {
        signs.score += if words.len() > 1 { 3 } else { 1 };
        signs.gender = signs.gender.or(gender);
    }
    let body = |class| words.iter().any(|token| classes(token.word).has(class));
    if body(Class::Organisation) || body(Class::Body) || words.iter().any(|token| token.word == word("of")) {
        signs.score -= 5;
    }
    if body(Class::OutletName) || body(Class::Place) || body(Class::Country) {
        signs.score -= 4;
    }
    if before.is_some_and(|token| token.word == word("the")) && core.start == run.start {
        signs.score -= 3;
    }
    if words.len() == 1 && words[0].shape == Shape::AllCaps {
        signs.score -= 2;
    } else if words.len() == 2 || words.len() == 3 {
        signs.score += 1;
    }
    // "in Orrin", "from Orrin": places
    if before.is_some_and(|token| [word("in"), word("at"), word("near"), word("from")].contains(&token.word))
        && words.len() == 1
    {
        signs.score -= 2;
    }
    office_before(tokens, run.start, &mut signs);
    apposition(tokens, core.end, &mut signs);
    // "European Example Council (EEC)"
    if let [open, short, close] = tokens.get(core.end..core.end + 3).unwrap_or_default()
        && open.word == word("(")
        && close.word == word(")")
        && short.shape == Shape::AllCaps
    {
        signs.acronym = Some(short.word);
    }
    signs
}

/// `the minister of culture, Jon Halder,`: an office that the name stands in apposition to.
fn office_before(tokens: &[Token], start: usize, signs: &mut Signs) {
    if start < 3 || tokens[start - 1].word != word(",") {
        return;
    }
    let mut at = start - 1;
    while at > 0 && start - at < 12 {
        let token = &tokens[at - 1];
        if !(token.tag.is_noun()
            || token.tag.is_adjective()
            || matches!(token.tag, Tag::IN | Tag::POS | Tag::CC | Tag::DT | Tag::PRPS))
        {
            break;
        }
        at -= 1;
        let opens = matches!(token.tag, Tag::DT | Tag::PRPS) || at == 0;
        let Some(head) = (at..start - 1)
            .find(|&at| matches!(tokens[at].tag, Tag::IN | Tag::CC))
            .or(Some(start - 1))
            .filter(|&end| end > at)
        else {
            continue;
        };
        if opens && classes(tokens[head - 1].word).has(Class::Role) {
            signs.score += 3;
            signs.roles.push(tokens[head - 1].word);
            signs.gender = signs.gender.or(gender_of_title(tokens[head - 1].word));
            let from = if at == 0 && !matches!(token.tag, Tag::DT | Tag::PRPS) { at } else { at + 1 };
            signs.role = signs.role.or(Some(Span::new(tokens[from].span.start, tokens[start - 2].span.end)));
            return;
        }
    }
}

/// `Holt, the mayor of Orrin,` and `Holt, 45,`.
fn apposition(tokens: &[Token], after: usize, signs: &mut Signs) {
    if tokens.get(after).is_none_or(|token| token.word != word(",")) {
        return;
    }
    let start = after + 1;
    let Some(first) = tokens.get(start) else { return };
    if first.tag == Tag::CD && tokens.get(start + 1).is_none_or(|token| token.word == word(",")) {
        signs.score += 2;
        return;
    }
    let stop = (start..tokens.len().min(start + 16))
        .find(|&at| {
            tokens[at].word == word(",")
                || tokens[at].word == word(".")
                || tokens[at].tag.is_finite()
                || tokens[at].tag == Tag::WP
        })
        .unwrap_or(tokens.len().min(start + 16));
    // the head noun of the apposition: before its first preposition
    let head_end = (start..stop)
        .find(|&at| matches!(tokens[at].tag, Tag::IN | Tag::TO | Tag::CC | Tag::Mark))
        .unwrap_or(stop);
    let Some(head) = (start..head_end).rev().find(|&at| tokens[at].tag.is_noun()) else { return };
    if tokens.get(stop).is_some_and(|token| token.tag.is_finite())
        || tokens[head].tag.is_name() && !classes(tokens[head].word).has(Class::Role)
    {
        return;
    }
    signs.roles.push(tokens[head].word);
    if !classes(tokens[head].word).has(Class::Role) {
        return;
    }
    signs.score += 3;
    signs.gender = signs.gender.or(gender_of_title(tokens[head].word));
    signs.roles.extend(
        tokens[start..=head].iter().map(|token| token.word).filter(|&word| classes(word).has(Class::Role)),
    );
    let from =
        if matches!(tokens[start].tag, Tag::DT | Tag::PRPS) && start < head { start + 1 } else { start };
    let end = tokens[from..stop]
        .iter()
        .rposition(|token| token.tag != Tag::Mark)
        .map_or(head + 1, |at| from + at + 1);
    signs.role = Some(Span::new(tokens[from].span.start, tokens[end - 1].span.end));
}

/// Whom a title or relation word such as "Mrs" or "spokesman" can mean.
pub(crate) fn gender_of_title(form: Word) -> Option<Gender> {
    let classes = classes(form);
    match (classes.has(Class::Female), classes.has(Class::Male)) {
        (true, false) => Some(Gender::Female),
        (false, true) => Some(Gender::Male),
        _ => None,
    }
}
