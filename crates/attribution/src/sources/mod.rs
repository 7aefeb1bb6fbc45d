//! From the words that name a source to who it is: one source for all its mentions.

mod description;
mod joint;
mod kinds;
mod known;
mod phrase;
mod pronouns;
mod works;

use std::collections::HashMap;

use sayso_language::{Analysis, Gender, Shape, Tag, Token, Word, word};
use sayso_model::{SourceKind, Span};

use crate::draft::Draft;
use crate::lexicon::is_time;
use crate::names::Names;
use crate::people::{Class, classes};
use crate::quotations::Quotation;
use crate::senses::{self, Named, Senses};
use kinds::kind_of_name;
use pronouns::{is_pronoun, kind_of_pronoun};
use works::Works;

/// Evidence against a name being a person's that no weights outweigh: "the charity Feed Orrin".
const BODY: i32 = -4;

/// One source.
#[derive(Clone, Debug)]
pub(crate) struct Entity {
    pub(crate) name: String,
    pub(crate) kind: SourceKind,
    pub(crate) role: Option<String>,
    /// Where it is mentioned as a source.
    pub(crate) mentions: Vec<Span>,
    /// The noun that heads its description, to know "the company" by.
    head: Option<Word>,
    plural: bool,
    /// Whether no rule knows what it is: a thing rather than somebody.
    vague: bool,
    gender: Option<Gender>,
    /// Index of its name among the article's names.
    named: Option<usize>,
}

/// What the resolution needs to know of the article.
pub(crate) struct Resolver<'t> {
    text: &'t str,
    analysis: &'t Analysis,
    names: &'t Names,
    quotations: &'t [Quotation],
    /// Weights that say what a source is; without them the rules do.
    senses: Option<&'t Senses>,
    /// Whether a carrier is looked for rather than a source.
    carrying: bool,
    /// What the senses saw of the source last asked for.
    pub(crate) noted: Option<Vec<u32>>,
    /// The cue of the draft that is resolved.
    cue: Word,
    pub(crate) entities: Vec<Entity>,
    by_name: HashMap<usize, usize>,
    by_description: HashMap<String, usize>,
    /// Descriptions by the short form set in brackets after them.
    by_short_form: HashMap<Word, usize>,
    /// The sources in the order in which they were spoken of, with where.
    spoken: Vec<(usize, usize)>,
    /// By head noun: the source last described with it, with where.
    by_head: HashMap<Word, (usize, usize)>,
    /// Works that the text gives to someone.
    works: Works,
    /// How many words led to those that are being looked at.
    led: usize,
    /// By sort of work: the source that last said something in one, with where.
    occasions: HashMap<u8, (usize, usize)>,
    /// The one person named in the text up to the byte given, where a second one appears.
    only_person: Option<(usize, usize)>,
}

impl<'t> Resolver<'t> {
    pub(crate) fn new(
        text: &'t str,
        analysis: &'t Analysis,
        names: &'t Names,
        quotations: &'t [Quotation],
        senses: Option<&'t Senses>,
    ) -> Self {
        Self {
            text,
            analysis,
            names,
            quotations,
            senses,
            carrying: false,
            noted: None,
            cue: Word(0),
            entities: Vec::new(),
            by_name: HashMap::new(),
            by_description: HashMap::new(),
            by_short_form: HashMap::new(),
            spoken: Vec::new(),
            by_head: HashMap::new(),
            works: Works::new(analysis),
            occasions: HashMap::new(),
            led: 0,
            only_person: known::only_person(text, names),
        }
    }

    /// The source that a draft's words name; none when it names none. Drafts are to come in text order.
    pub(crate) fn source(&mut self, draft: &Draft) -> Option<usize> {
        self.noted = None;
        let whole = self.place_of_source(draft)?;
        self.cue = draft.cue.last().map_or(Word(0), |cue| {
            let end = self.analysis.tokens.partition_point(|token| token.span.start < cue.end);
            end.checked_sub(1).map_or(Word(0), |at| self.analysis.tokens[at].word)
        });
        let source = self.mentioned(whole);
        self.spoken.push((source, whole.start));
        if let Some(head) = self.entities[source].head {
            self.by_head.insert(head, (source, whole.start));
        }
        self.note_occasion(draft, source);
        Some(source)
    }

    /// Where the words stand that name the source of a draft: from its first piece to its last, but for times of day; of
    /// pieces on both sides of the cue, which are two phrases, the nearer.
    fn place_of_source(&self, draft: &Draft) -> Option<Span> {
        let tokens = |piece: &Span| {
            let from = self.analysis.tokens.partition_point(|token| token.span.end <= piece.start);
            let to = self.analysis.tokens.partition_point(|token| token.span.start < piece.end);
            &self.analysis.tokens[from..to.max(from)]
        };
        let says_who = |piece: &&Span| !tokens(piece).iter().all(|token| is_time(token.word));
        let pieces: Vec<Span> = draft.source.iter().filter(says_who).copied().collect();
        let (Some(&first), Some(&last)) = (pieces.first(), pieces.last()) else {
            return draft.source.first().copied();
        };
        let Some(&cue) = draft.cue.iter().find(|cue| cue.start >= first.end && cue.end <= last.start) else {
            return Some(Span::new(first.start, last.end));
        };
        let distance = |piece: &Span| {
            if piece.end <= cue.start { cue.start - piece.end } else { piece.start.saturating_sub(cue.end) }
        };
        pieces.into_iter().min_by_key(distance)
    }

    /// The carrier that the words at `span` name.
    pub(crate) fn carrier(&mut self, span: Span) -> usize {
        // the weights have learnt from those who say something
        self.carrying = true;
        let index = self.mentioned(span);
        self.carrying = false;
        // "the newspaper" goes on from an outlet, but "he" not from who told a statement on
        if self.entities[index].kind == SourceKind::Outlet {
            self.spoken.push((index, span.start));
        }
        index
    }

    /// The source that the words at `span` name, which are kept as a mention of it.
    fn mentioned(&mut self, span: Span) -> usize {
        let index = self.who(span);
        let entity = &mut self.entities[index];
        // the same words come in a row: as the source of several statements, or as their carrier
        if !entity.mentions.iter().rev().take(8).any(|known| *known == span) {
            entity.mentions.push(span);
        }
        index
    }

    /// The outlet or agency that the page itself says its text came from.
    pub(crate) fn credited(&mut self, name: &str) -> usize {
        let known = self.entities.iter().position(|entity| entity.name.eq_ignore_ascii_case(name));
        known.unwrap_or_else(|| self.entry(name.to_owned(), SourceKind::Outlet))
    }

    /// The source that the words at `span` name, or those that these lead to: "a report" to "the Board's study", "the
    /// Board" and on.
    fn who(&mut self, span: Span) -> usize {
        /// Words of a text may lead back to themselves.
        const DEEPEST: usize = 8;
        if self.led == DEEPEST {
            return self.described(span, &[], SourceKind::Unknown);
        }
        self.led += 1;
        let index = self.words(span);
        self.led -= 1;
        index
    }

    fn words(&mut self, span: Span) -> usize {
        let start = self.owned_from(self.analysis.token_at(span.start));
        let span = Span::new(self.analysis.tokens[start].span.start.min(span.start), span.end);
        // "Orrin Today": a name goes on where its last word was not taken for one
        let close = self
            .names
            .before(span.end)
            .next()
            .filter(|mention| mention.span.start >= span.start)
            .map_or(span.end, |mention| mention.span.end.max(span.end));
        let end = self.analysis.tokens.partition_point(|token| token.span.start < close).max(start);
        let analysis = self.analysis;
        let whole = &analysis.tokens[start..end];
        if let Some(name) = self.described_beside(whole, start) {
            return self.named(name);
        }
        match phrase::trimmed(whole, self.text) {
            [] => self.described(span, &[], SourceKind::Unknown),
            // "I", "you": whoever is quoted
            [only] if only.tag == Tag::PRP && !is_pronoun(only) => {
                self.described(only.span, &[*only], SourceKind::Unknown)
            }
            [only] if is_pronoun(only) => self
                .pronoun(only, only.span)
                .unwrap_or_else(|| self.described(only.span, &[*only], kind_of_pronoun(only))),
            tokens => {
                let span = Span::new(tokens[0].span.start, tokens[tokens.len() - 1].span.end);
                match self.unseen_name(tokens) {
                    Some(name) => self.named(name),
                    None => self.phrase(span, tokens),
                }
            }
        }
    }

    /// Where a phrase begins whose first token is at `start`: with its owner where one stands before it, "the Board's
    /// (website)".
    fn owned_from(&self, start: usize) -> usize {
        let tokens = &self.analysis.tokens;
        let common = tokens.get(start).is_some_and(|first| first.tag == Tag::NN);
        let Some(sign) = start.checked_sub(1).filter(|&at| common && is_possessive(&tokens[at])) else {
            return start;
        };
        let owner = self.names.before(tokens[sign].span.start).next();
        match owner.filter(|owner| owner.span.end == tokens[sign].span.start) {
            Some(owner) => self.analysis.token_at(owner.span.start),
            None => start,
        }
    }

    /// "Holt" where the tagger saw no name: the one who is called so elsewhere.
    fn unseen_name(&self, tokens: &[Token]) -> Option<usize> {
        let [only] = tokens else { return None };
        let unseen = only.shape == Shape::Capital && self.names.within(only.span).next().is_none();
        self.names.bearer(only.word).filter(|_| unseen)
    }

    /// "Jana Holt, a baker who …": the person that a phrase set off after a name tells of.
    fn described_beside(&self, tokens: &[Token], start: usize) -> Option<usize> {
        let (first, last) = (tokens.first()?, tokens.last()?);
        let relative = classes(last.word).has(Class::Who) && tokens.len() > 1;
        let comma = self.analysis.tokens.get(start.checked_sub(1)?)?;
        if comma.word != word(",") || !(relative || first.word == word("a") || first.word == word("an")) {
            return None;
        }
        let mention = self.names.before(comma.span.start).next()?;
        let beside = mention.span.end == comma.span.start && self.names.list[mention.name].is_person();
        beside.then_some(mention.name)
    }

    /// The source with this name.
    fn named(&mut self, name: usize) -> usize {
        if let Some(&index) = self.by_name.get(&name) {
            return index;
        }
        let known = &self.names.list[name];
        // "ABC" where only a description has told what it is short for
        if known.words().len() == 1
            && let Some(&index) = self.by_short_form.get(&known.words()[0])
        {
            return index;
        }
        let rule = if known.is_person() {
            SourceKind::Person
        } else if known.outlet {
            SourceKind::Outlet
        } else {
            kind_of_name(known.words())
        };
        let start = self.analysis.token_at(known.full.start);
        let end = self.analysis.tokens.partition_point(|token| token.span.start < known.full.end).max(start);
        let analysis = self.analysis;
        let core = &analysis.tokens[start..end];
        let sensed = self.sensed(core, core.last(), rule, Some(known.score));
        // who was seen to be a newspaper is one, and a company or "EADS" is nobody
        let letters = core.last().is_some_and(|last| last.shape == Shape::AllCaps && last.span.len() > 2);
        let body = known.score <= BODY && rule == SourceKind::Organisation;
        let nobody = sensed == SourceKind::Person && (known.is_company() || letters || body);
        let kind = if known.outlet || nobody { rule } else { sensed };
        let index = self.entities.len();
        self.entities.push(Entity {
            name: known.full.of(self.text).to_owned(),
            kind,
            role: known.role.map(|role| role.of(self.text).to_owned()),
            mentions: Vec::new(),
            head: known.words().last().copied().filter(|_| kind != SourceKind::Person),
            plural: false,
            vague: false,
            gender: known.gender,
            named: Some(name),
        });
        self.by_name.insert(name, index);
        index
    }

    /// What a source is, by the weights or, without them, as the rule has it; `score` is that of a name.
    fn sensed(
        &mut self,
        core: &[Token],
        head: Option<&Token>,
        rule: SourceKind,
        score: Option<i32>,
    ) -> SourceKind {
        if self.carrying {
            return rule;
        }
        let rows = senses::kind_rows(&Named {
            text: self.text,
            core,
            head,
            rule,
            named: score.is_some(),
            score: score.unwrap_or_default(),
            cue: self.cue,
        });
        let kind = self.senses.map_or(rule, |senses| senses.kind(&rows, rule, score.is_some()));
        // of what is asked for on the way to a source, the first is the source itself
        self.noted.get_or_insert(rows);
        kind
    }

    /// The source known by these words alone.
    fn entry(&mut self, name: String, kind: SourceKind) -> usize {
        let key = name.to_lowercase();
        if let Some(&index) = self.by_description.get(&key) {
            return index;
        }
        let index = self.entities.len();
        self.by_description.insert(key, index);
        self.entities.push(Entity::new(name, kind));
        index
    }
}

impl Entity {
    /// A source of which nothing else is known yet.
    pub(crate) fn new(name: String, kind: SourceKind) -> Self {
        Self {
            name,
            kind,
            role: None,
            mentions: Vec::new(),
            head: None,
            plural: false,
            vague: false,
            gender: None,
            named: None,
        }
    }
}

/// Whether the token is the possessive sign.
fn is_possessive(token: &Token) -> bool {
    token.tag == Tag::POS
}
