use sayso_model::{
    Act, Article, Attribution, Block, BlockKind, Dated, Figure, Kind, Outlet, Precision, Profile, Reading,
    Sentence, Source, SourceKind, Span, Voice,
};

use super::chance::Chance;
use super::vocabulary::{Vocabulary, name};

/// Invents articles, each the same for the same number.
pub(super) struct Invention {
    vocabulary: Vocabulary,
    /// Persons there are: as in real news, more articles quote more persons.
    persons: usize,
    articles: u64,
}

const OUTLETS: usize = 400;
const ROLES: [&str; 12] = [
    "mayor",
    "minister",
    "senator",
    "spokeswoman for the ministry",
    "chief executive",
    "professor of hydraulics",
    "head of the union",
    "coach",
    "detective",
    "lawyer",
    "director of the institute",
    "councillor",
];
/// 1 January 2021, and five years in seconds.
const BEGIN: i64 = 1_609_459_200;
const SPAN: i64 = 5 * 365 * 86_400;

impl Invention {
    pub(super) fn new(articles: u64) -> Self {
        Self { vocabulary: Vocabulary::new(40_000), persons: 20_000 + articles as usize / 2, articles }
    }

    /// An article of some 400 words with what is read from it, and when it was seen, in seconds since 1970.
    pub(super) fn article(&self, number: u64) -> (Reading, i64) {
        let mut chance = Chance::new(number ^ 0x5A75_0000_0000);
        let at = BEGIN + (SPAN as f64 * number as f64 / self.articles.max(1) as f64) as i64;
        let mut making = Making { invention: self, chance: &mut chance, reading: Reading::default() };
        making.text();
        let outlet = making.chance.rank(OUTLETS) as u64;
        let title = making.words(6, 11);
        let mut reading = making.reading;
        let domain = format!("{}.example", name(outlet, 3).to_lowercase());
        let url = format!("https://www.{domain}/{}/{}-{number}", at / 86_400, title.replace(' ', "-"));
        let published = sayso_library::iso(at);
        reading.schema = Reading::SCHEMA.to_owned();
        reading.input.clone_from(&url);
        reading.article = Article {
            id: id(&url),
            url: Some(url.clone()),
            canonical_url: Some(url),
            outlet: Some(Outlet {
                name: format!("The {} Post", name(outlet, 3)),
                domain: Some(domain),
                from: "og:site_name".into(),
            }),
            title: Some(title),
            bylines: vec![format!("{} {}", name(number % 5000, 5), name(number % 3000, 6))],
            published: Some(Dated { at: published, precision: Precision::Second, from: "json-ld".into() }),
            language: Some("en".into()),
            ..reading.article
        };
        (reading, at + 3600)
    }
}

/// Stands for the hash that the page stage makes: 64 hexadecimal digits.
fn id(url: &str) -> String {
    let mut chance = Chance::new(url.bytes().fold(7, |sum, byte| sum * 31 % (1 << 40) + u64::from(byte)));
    (0..64).map(|_| char::from_digit(chance.between(0, 16) as u32, 16).unwrap_or('0')).collect()
}

/// One article that is being made.
struct Making<'a> {
    invention: &'a Invention,
    chance: &'a mut Chance,
    reading: Reading,
}

impl Making<'_> {
    fn text(&mut self) {
        /// Words of a whole article.
        const WORDS: usize = 400;
        let cast = self.chance.between(2, 8);
        for index in 0..cast {
            let number = self.chance.rank(self.invention.persons) as u64;
            let role = (self.chance.share() < 0.6).then(|| ROLES[(number % ROLES.len() as u64) as usize]);
            self.reading.sources.push(Source {
                id: format!("s{}", index + 1),
                name: format!("{} {}", name(number % 3001, 1), name(number, 2)),
                kind: if number % 5 == 4 { SourceKind::Organisation } else { SourceKind::Person },
                role: role.map(Into::into),
                aliases: vec![name(number, 2)],
                mentions: Vec::new(),
                statements: 0,
                words: 0,
            });
        }
        let mut words = 0;
        while words < WORDS {
            let start = self.here();
            for _ in 0..self.chance.between(1, 4) {
                words += self.sentence();
            }
            let span = Span::new(start, self.here());
            self.reading.article.blocks.push(Block { kind: BlockKind::Paragraph, span });
            self.reading.article.text.push_str("\n\n");
        }
        let whole = self.reading.article.text.trim_end().len();
        self.reading.article.text.truncate(whole);
        self.reading.sources.retain(|source| source.statements > 0);
        self.reading.profile = Profile {
            words,
            attributed: 0.48,
            own: 0.4,
            mixed: 0.12,
            named_sources: self.reading.sources.len(),
            anonymous_sources: 0,
        };
    }

    /// Appends a sentence and gives its number of words.
    fn sentence(&mut self) -> usize {
        let start = self.here();
        let kind = self.chance.share();
        let words = if kind < 0.28 {
            self.statement(Kind::Direct)
        } else if kind < 0.45 {
            self.statement(Kind::Indirect)
        } else {
            let words = self.words(10, 26);
            self.push(&words);
            if kind > 0.8 {
                self.figure();
            }
            self.push(". ");
            words.split(' ').count()
        };
        let said = self.reading.attributions.last().filter(|said| said.content_spans[0].start >= start);
        let attributions: Vec<String> = said.map(|said| said.id.clone()).into_iter().collect();
        let voice = if attributions.is_empty() { Voice::Own } else { Voice::Attributed };
        self.reading.sentences.push(Sentence {
            span: Span::new(start, self.here() - 1),
            voice,
            attributions,
        });
        words
    }

    /// Appends somebody's statement and gives its number of words.
    fn statement(&mut self, kind: Kind) -> usize {
        let speaker = self.chance.between(0, self.reading.sources.len());
        let shown = if self.reading.sources[speaker].statements == 0 {
            self.reading.sources[speaker].name.clone()
        } else {
            self.reading.sources[speaker].aliases[0].clone()
        };
        let cue = ["said", "told", "added", "warned", "argued"][self.chance.rank(5)];
        let words = self.words(8, 22);
        let (source, cue_span, content);
        if kind == Kind::Direct {
            let quoted = format!("“{words},”");
            content = self.push(&quoted);
            self.push(" ");
            cue_span = self.push(cue);
            self.push(" ");
            source = self.push(&shown);
        } else {
            source = self.push(&shown);
            self.push(" ");
            cue_span = self.push(cue);
            self.push(" ");
            content = self.push(&format!("that {words}"));
        }
        self.push(". ");
        let count = words.split(' ').count();
        let of = &mut self.reading.sources[speaker];
        of.statements += 1;
        of.words += count;
        of.mentions.push(source);
        self.reading.attributions.push(Attribution {
            id: format!("a{}", self.reading.attributions.len() + 1),
            source: Some(of.id.clone()),
            source_spans: vec![source],
            cue_spans: vec![cue_span],
            cue: cue.into(),
            content_spans: vec![content],
            content: vec![content.of(&self.reading.article.text).to_owned()],
            kind,
            act: Act::Speech,
            via: Vec::new(),
            inside: None,
            inserted: Vec::new(),
            sentences: vec![self.reading.sentences.len()],
            confidence: self.chance.between(55, 99) as f32 / 100.0,
        });
        count + 3
    }

    fn figure(&mut self) {
        let value = self.chance.between(2, 900);
        let text = format!("${value} million");
        self.push(" for ");
        let span = self.push(&text);
        self.reading.figures.push(Figure {
            text,
            value: Some(value as f64 * 1e6),
            unit: Some("USD".into()),
            of: None,
            approximate: None,
            span,
            attribution: None,
        });
    }

    /// Between `from` and `to` words, with single spaces.
    fn words(&mut self, from: usize, to: usize) -> String {
        let count = self.chance.between(from, to);
        let words: Vec<&str> = (0..count).map(|_| self.invention.vocabulary.draw(self.chance)).collect();
        words.join(" ")
    }

    fn push(&mut self, words: &str) -> Span {
        let start = self.here();
        self.reading.article.text.push_str(words);
        Span::new(start, self.here())
    }

    fn here(&self) -> usize {
        self.reading.article.text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_whole_and_the_same_again() {
        let invention = Invention::new(100);
        let (reading, at) = invention.article(42);
        assert_eq!(invention.article(42), (reading.clone(), at));
        assert!((380..460).contains(&reading.profile.words), "{}", reading.profile.words);
        assert!(reading.attributions.len() > 4);
        for said in &reading.attributions {
            assert_eq!(said.content_spans[0].of(&reading.article.text), said.content[0]);
            assert!(reading.source(said.source.as_ref().unwrap()).is_some());
        }
    }
}
