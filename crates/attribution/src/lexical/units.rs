//! The sentences of a text as units: words with their classes, marks, and whole quotations.

use sayso_language::{Shape, Word, word};
use sayso_model::Span;

use super::lexicon::{Class, Classes, Lexicon, stem};
use crate::passages::Passage;
use crate::quotations::Quotation;

/// A word, an expression of several, a mark, or a whole quotation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    pub(crate) span: Span,
    /// In lower case.
    pub(crate) word: Word,
    /// Without the ending of its case, where the language has cases.
    pub(crate) stem: Word,
    pub(crate) classes: Classes,
    pub(crate) capital: bool,
    /// Two capitals or more, and no small letter.
    pub(crate) caps: bool,
    pub(crate) number: bool,
    /// The first character of a mark.
    pub(crate) mark: Option<char>,
    /// Index of the quotation this unit stands for.
    pub(crate) quotation: Option<usize>,
}

impl Unit {
    pub(crate) fn has(&self, class: Class) -> bool {
        self.classes.has(class)
    }

    pub(crate) fn any(&self, classes: &[Class]) -> bool {
        self.classes.any(classes)
    }

    pub(crate) fn is_mark(&self, mark: char) -> bool {
        self.mark == Some(mark)
    }

    /// Dashes of any length, also the hyphen that stands for one between spaces.
    pub(crate) fn is_dash(&self) -> bool {
        matches!(self.mark, Some('—' | '–' | '―' | '-'))
    }

    /// A word: neither mark nor number nor quotation.
    pub(crate) fn is_word(&self) -> bool {
        self.mark.is_none() && self.quotation.is_none() && !self.number
    }
}

/// One sentence, or the sentences that a quotation binds together.
#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    pub(crate) units: Vec<Unit>,
    pub(crate) paragraph: usize,
    /// Index of the quotation in whose words it stands; none in the article's own.
    pub(crate) within: Option<usize>,
}

impl Sentence {
    pub(crate) fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.units[range.start].span.start, self.units[range.end - 1].span.end)
    }
}

/// The passages of a text as sentences of units.
pub(crate) fn sentences(
    text: &str,
    passages: &[Passage],
    quotations: &[Quotation],
    lexicon: &Lexicon,
) -> Vec<Sentence> {
    let mut out = Vec::with_capacity(passages.len());
    for passage in passages {
        let units = joined(&pieces(text, passage, lexicon), lexicon);
        let mut sentence =
            Sentence { units: Vec::new(), paragraph: passage.paragraph, within: passage.within };
        for unit in units {
            // « … . » Holt went: a quotation that is a sentence, with its mark set off by a space
            let ends = sentence.units.len() == 1
                && sentence.units[0].quotation.is_some_and(|index| {
                    quotations[index].inner.of(text).trim_end().ends_with(['.', '!', '?', '…'])
                });
            if ends && unit.capital {
                let units = std::mem::take(&mut sentence.units);
                out.push(Sentence { units, ..sentence.clone() });
            }
            sentence.units.push(unit);
        }
        if !sentence.units.is_empty() {
            out.push(sentence);
        }
    }
    out
}

/// Words with hyphens put together, elided articles taken apart: `porte-parole`, `l'` and `agence`.
fn pieces(text: &str, passage: &Passage, lexicon: &Lexicon) -> Vec<Unit> {
    let tokens = &passage.units;
    let mut out: Vec<Unit> = Vec::with_capacity(tokens.len());
    let mut folded = String::new();
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        let mut span = token.span;
        let mut next = at + 1;
        if token.quotation.is_none() && token.shape != Shape::Mark {
            while let [hyphen, part, ..] = &tokens[next..]
                && hyphen.span.start == span.end
                && hyphen.span.of(text) == "-"
                && part.span.start == hyphen.span.end
                && part.quotation.is_none()
                && part.shape != Shape::Mark
                && !is_enclitic(part.span.of(text))
            {
                span.end = part.span.end;
                next += 2;
            }
        }
        let number = token.shape == Shape::Number && next == at + 1;
        let mark = (token.shape == Shape::Mark && token.quotation.is_none())
            .then(|| span.of(text).chars().next())
            .flatten();
        let plain = token.quotation.is_none() && mark.is_none() && !number;
        if plain
            && let Some(length) = elided(span.of(text))
            && span.len() > length
        {
            fold(&text[span.start..span.start + length], &mut folded);
            let classes = lexicon.classes(&folded);
            if classes != Classes::default() {
                let head = Span::new(span.start, span.start + length);
                out.push(Unit { span: head, ..unit(&folded, head.of(text), classes) });
                span.start = head.end;
            }
        }
        if plain {
            fold(span.of(text), &mut folded);
            let classes = lexicon.classes(&folded);
            out.push(Unit { span, ..unit(&folded, span.of(text), classes) });
        } else {
            let word = if token.quotation.is_some() { Word(0) } else { token.word };
            out.push(Unit {
                span,
                word,
                stem: word,
                classes: Classes::default(),
                capital: token.capital,
                caps: false,
                number,
                mark,
                quotation: token.quotation,
            });
        }
        at = next;
    }
    out
}

fn unit(folded: &str, written: &str, classes: Classes) -> Unit {
    let capital = written.starts_with(char::is_uppercase);
    let caps = capital && written.chars().count() > 1 && !written.chars().any(char::is_lowercase);
    Unit {
        span: Span::default(),
        word: word(folded),
        stem: word(stem(folded)),
        classes,
        capital,
        caps,
        number: false,
        mark: None,
        quotation: None,
    }
}

/// Makes one unit of each expression that the lexicon has.
fn joined(units: &[Unit], lexicon: &Lexicon) -> Vec<Unit> {
    let words: Vec<Word> = units.iter().map(|unit| unit.word).collect();
    let mut out = Vec::with_capacity(units.len());
    let mut at = 0;
    while at < units.len() {
        let mut unit = units[at];
        let mut length = 1;
        if unit.is_word()
            && let Some((count, whole, classes)) = lexicon.expression(&words[at..])
        {
            unit.span.end = units[at + count - 1].span.end;
            unit.classes = classes;
            unit.word = whole;
            length = count;
        }
        out.push(unit);
        at += length;
    }
    out
}

/// Lowers `form` into `out`; the curly apostrophe becomes the straight one, ё becomes е.
fn fold(form: &str, out: &mut String) {
    out.clear();
    out.extend(form.chars().flat_map(char::to_lowercase).map(|letter| match letter {
        '’' | 'ʼ' => '\'',
        'ё' => 'е',
        other => other,
    }));
}

/// The length of what is elided before an apostrophe: `l'`, `dell'`.
fn elided(form: &str) -> Option<usize> {
    let at = form.find(['\'', '’'])?;
    let mark = form[at..].chars().next()?.len_utf8();
    (at > 0 && at + mark < form.len()).then_some(at + mark)
}

/// Pronouns that French hangs on its verbs.
fn is_enclitic(form: &str) -> bool {
    matches!(form, "t" | "il" | "elle" | "on" | "ils" | "elles" | "je" | "nous" | "vous" | "ce")
}
