//! The names in an article, and which of them name the same person or body.

mod runs;
mod signs;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use sayso_language::{Analysis, Gender, Shape, Tag, Token, Word, word};
use sayso_model::Span;

use crate::people::{Class, Classes, classes};

pub(crate) use runs::{is_occupation, is_portfolio};
pub(crate) use signs::gender_of_title;
use signs::{Signs, signs};

/// One bearer of a name, with every mention of it.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// Its fullest mention, without titles, but for those that stand in a name's place: "Pope Linus".
    pub(crate) full: Span,
    words: Vec<Word>,
    /// Evidence that it is a person, summed over its mentions.
    pub(crate) score: i32,
    /// How often it is mentioned.
    pub(crate) count: usize,
    /// How often something is said to be there.
    located: usize,
    /// Whether it was seen to be a news organisation.
    pub(crate) outlet: bool,
    pub(crate) gender: Option<Gender>,
    /// Office or relation words seen beside it: "mayor".
    pub(crate) roles: Vec<Word>,
    /// The longest such phrase as written: "mayor of Orrin".
    pub(crate) role: Option<Span>,
}

impl Name {
    pub(crate) fn is_person(&self) -> bool {
        // two or three words with nothing else known are a person's more often than not
        let length = i32::from(matches!(self.words.len(), 2 | 3));
        self.score + length > 0 && !self.outlet && !self.is_company()
    }

    /// Whether the name ends with a company's legal form, whoever the company is called after: "Jana Holt Inc.".
    pub(crate) fn is_company(&self) -> bool {
        self.words.len() > 1 && self.words.last().is_some_and(|&last| runs::is_company_form(last))
    }

    /// Whether every mention tells that it is a place.
    pub(crate) fn is_place(&self) -> bool {
        self.located == self.count
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
    /// Whether its sentence begins with it, titles aside.
    pub(crate) opens: bool,
}

/// All names of an article.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) list: Vec<Name>,
    /// In order of position.
    pub(crate) mentions: Vec<Mention>,
    by_last: HashMap<Word, Vec<usize>>,
    by_first: HashMap<Word, Vec<usize>>,
    /// By words between the first and the last.
    by_inner: HashMap<Word, Vec<usize>>,
    by_acronym: HashMap<Word, usize>,
    /// Of those, the short forms that the text itself gives in brackets: "(Orrivolc)".
    given: HashSet<Word>,
}

/// Finds the names of a text.
pub(crate) fn names(text: &str, analysis: &Analysis) -> Names {
    let mut names = Names::default();
    for sentence in &analysis.sentences {
        let tokens = &analysis.tokens[sentence.tokens.clone()];
        for (name, run) in runs::names_of(tokens, text) {
            names.take(text, tokens, run, name);
        }
    }
    names
}

/// How many bearers of a word are looked at when a mention looks for its own: enough for any article, and a
/// bound for a text of thousands of namesakes.
const NAMESAKES: usize = 24;

impl Names {
    fn take(&mut self, text: &str, tokens: &[Token], run: Range<usize>, core: Range<usize>) {
        let words = spelt_out(
            tokens[core.clone()].iter().map(|token| plain(token, text)).collect(),
            text,
            tokens[core.start],
        );
        let mut span = Span::new(tokens[core.start].span.start, tokens[core.end - 1].span.end);
        let mention = span;
        let signs = signs(text, tokens, &run, &core);
        let alone = core.len() == 1;
        let single_caps = alone && tokens[core.start].shape == Shape::AllCaps;
        // "Pope Linus" is called so
        let regal = core.start.checked_sub(1).filter(|&at| classes(tokens[at].word).has(Class::Regal));
        // "Queen Adela II" as well
        let alone_but_number = core.len() == 2 && classes(words[1]).has(Class::NameSuffix);
        if let Some(title) = regal.filter(|_| alone || alone_but_number) {
            span.start = tokens[title].span.start;
        }
        let short = signs.acronym.or_else(|| initials(text, &tokens[core]));
        let index = self.find(&words, &signs, short, single_caps).unwrap_or_else(|| self.add(&words, span));
        let name = &mut self.list[index];
        // "in Holt" and "the Holt" say nothing against a Jana Holt
        let shortened = alone && name.words.len() > 1;
        name.score += if shortened { signs.score.max(0) } else { signs.score };
        name.count += 1;
        name.located += usize::from(signs.located);
        name.outlet |= signs.outlet;
        name.gender = name.gender.or(signs.gender);
        for role in signs.roles {
            if !name.roles.contains(&role) {
                name.roles.push(role);
            }
        }
        if signs.role.is_some_and(|role| name.role.is_none_or(|known| known.len() < role.len())) {
            name.role = signs.role;
        }
        // "United States Mint" after "US Mint"
        let spelt =
            words == name.words && words.first() == Some(&word("united")) && span.len() > name.full.len() + 6;
        if words.len() > name.words.len() || spelt {
            name.words.clone_from(&words);
            name.full = span;
            self.index(index, &words);
        } else if regal.is_some() && alone && name.words.len() == 1 && name.full.len() < span.len() {
            name.full = span;
        }
        if let Some(short) = short {
            let known = *self.by_acronym.entry(short).or_insert(index);
            if signs.acronym.is_some() || known == index {
                self.by_acronym.insert(short, index);
            }
            if signs.acronym.is_some() {
                self.given.insert(short);
            }
        }
        let subject = tokens[run.end..].iter().take(3).any(|token| token.tag.is_finite());
        let opens = run.start < 8
            && tokens[..run.start]
                .iter()
                .all(|token| token.tag.is_noun() || token.tag.is_adjective() || token.tag == Tag::DT);
        self.mentions.push(Mention { span: mention, name: index, subject, opens });
    }

    fn add(&mut self, words: &[Word], span: Span) -> usize {
        let index = self.list.len();
        self.list.push(Name {
            full: span,
            words: words.to_vec(),
            score: 0,
            count: 0,
            located: 0,
            outlet: false,
            gender: None,
            roles: Vec::new(),
            role: None,
        });
        self.index(index, words);
        index
    }

    fn index(&mut self, index: usize, words: &[Word]) {
        let put = |map: &mut HashMap<Word, Vec<usize>>, word: Word| {
            let known = map.entry(word).or_default();
            if known.last() != Some(&index) {
                known.push(index);
            }
        };
        let last = last_name(words);
        put(&mut self.by_last, words[last]);
        put(&mut self.by_first, words[0]);
        for &inner in words.iter().take(last).skip(1) {
            put(&mut self.by_inner, inner);
        }
    }

    /// The name these words are another mention of.
    fn find(&self, words: &[Word], signs: &Signs, short: Option<Word>, caps: bool) -> Option<usize> {
        let (first, last) = (words[0], words[last_name(words)]);
        let short_form = caps || words.len() == 1 && self.given.contains(&first);
        if short_form && let Some(&index) = self.by_acronym.get(&first) {
            return Some(index);
        }
        // "European Example Council" after "EEC"
        if let Some(short) = short
            && let Some(known) = self.by_last.get(&short)
            && let Some(&index) = known.last()
            && self.list[index].words.len() == 1
        {
            return Some(index);
        }
        let none = Vec::new();
        let with_last = self.by_last.get(&last).unwrap_or(&none);
        let with_first = self.by_first.get(&first).unwrap_or(&none);
        let latest = |list: &[usize], fits: &dyn Fn(&Name) -> bool| {
            list.iter().rev().take(NAMESAKES).copied().find(|&index| fits(&self.list[index]))
        };
        if words.len() == 1 {
            let with_inner = self.by_inner.get(&first).unwrap_or(&none);
            // of two namesakes, the one who is spoken of more
            // "Holt" is not Ann Reyes-Holt
            let doubled =
                |name: &Name| matches!(name.words.as_slice(), [.., hyphen, _] if *hyphen == word("-"));
            let fits = |name: &Name| {
                name.words.len() == 1 || (name.is_person() || signs.score <= 0) && !doubled(name)
            };
            return with_last
                .iter()
                .rev()
                .take(NAMESAKES)
                .copied()
                .filter(|&index| fits(&self.list[index]))
                .max_by_key(|&index| self.list[index].count)
                .or_else(|| latest(with_inner, &|name| name.is_person() && name.words.len() <= 4))
                .or_else(|| latest(with_first, &|name| name.words.len() > 1))
                // "the Department" of "Orrin Department of Health"
                .or_else(|| {
                    let body = classes(first).has(Class::Organisation);
                    latest(with_inner, &|name| body && !name.is_person())
                });
        }
        // "Jana Holt, the owner of Jana Holt Inc." is not the company
        let alike = signs.roles.is_empty() && signs.score <= 3;
        latest(with_last, &|name| name.words == words)
            .or_else(|| latest(with_first, &|name| alike && is_company_of(&name.words, words)))
            .or_else(|| {
                latest(with_first, &|name| {
                    (name.roles.is_empty() && !name.outlet) && is_company_of(words, &name.words)
                })
            })
            .or_else(|| self.turned(words))
            .or_else(|| {
                // a place that runs into a company's name is no first name: "in Dalby Orrin's stock fell"
                let stands = |name: &Name| signs.score == 0 && name.score < -1 && name.count > 2;
                latest(with_last, &|name| name.words.len() == 1 && signs.score >= 0 && !stands(name))
            })
            .or_else(|| {
                latest(with_last, &|name| shortens(&name.words, words) || shortens(words, &name.words))
            })
            .or_else(|| {
                latest(with_first, &|name| {
                    !name.is_person()
                        && signs.score <= 0
                        && name.words.len() > 1
                        && words.starts_with(&name.words)
                        && !is_country(&name.words)
                })
            })
            // "the Supreme Court" of "Supreme Court of Orrin"
            .or_else(|| {
                latest(with_first, &|name| {
                    !name.is_person()
                        && name.words.len() > words.len() + 1
                        && name.words.starts_with(words)
                        && name.words[words.len()] == word("of")
                })
            })
            // "Ana Luz Prieto" of "Ana Luz Prieto Corral": a second surname comes and goes
            .or_else(|| {
                latest(with_first, &|name| {
                    name.is_person()
                        && signs.score >= 0
                        && name.words.len() > 1
                        && (follows(words, &name.words) || follows(&name.words, words))
                })
            })
    }

    /// "State Department" of "Orrin Department of State", and the other way round.
    fn turned(&self, words: &[Word]) -> Option<usize> {
        let of_list = |list: Option<&Vec<usize>>, fits: &dyn Fn(&[Word]) -> bool| {
            list?.iter().rev().take(NAMESAKES).copied().find(|&index| fits(&self.list[index].words))
        };
        if let &[subject, body] = words {
            let body_class = classes(body).has(Class::Organisation);
            let turned = [body, word("of"), subject];
            return of_list(self.by_last.get(&subject).filter(|_| body_class), &|name| {
                name.ends_with(&turned)
            });
        }
        let [.., body, of, subject] = words else { return None };
        let whole = *of == word("of") && classes(*body).has(Class::Organisation);
        let turned = [*subject, *body];
        of_list(self.by_last.get(body).filter(|_| whole), &|name| name == turned)
    }

    /// The person whose last name the word is.
    pub(crate) fn bearer(&self, last: Word) -> Option<usize> {
        self.by_last
            .get(&last)?
            .iter()
            .rev()
            .take(NAMESAKES)
            .copied()
            .find(|&index| self.list[index].is_person())
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

/// Whether a name is a country's, which a body of that country does not share: "United States" and "United States Mint".
fn is_country(words: &[Word]) -> bool {
    words[0] == word("united") && words.len() == 2
        || words.iter().any(|&word| classes(word).has(Class::Country)) && words.len() < 3
}

/// The words of a name with "US" before others written out, so that both ways of writing are one name.
fn spelt_out(words: Vec<Word>, text: &str, first: Token) -> Vec<Word> {
    let short = words.len() > 1 && matches!(first.of(text), "US" | "U.S." | "U.S");
    if !short {
        return words;
    }
    [word("united"), word("states")].into_iter().chain(words.into_iter().skip(1)).collect()
}

/// The word without the marks over its letters, which come and go: "Vásquez" and "Vasquez".
fn plain(token: &Token, text: &str) -> Word {
    let form = token.of(text);
    if form.is_ascii() {
        return token.word;
    }
    let letters: String = form
        .chars()
        .map(|letter| match letter {
            'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ă' | 'ą' | 'ā' => 'a',
            'é' | 'è' | 'ê' | 'ë' | 'ě' | 'ę' | 'ē' => 'e',
            'í' | 'ì' | 'î' | 'ï' | 'ı' | 'ī' => 'i',
            'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ő' | 'ø' | 'ō' => 'o',
            'ú' | 'ù' | 'û' | 'ü' | 'ű' | 'ů' | 'ū' => 'u',
            'ý' | 'ÿ' => 'y',
            'ç' | 'ć' | 'č' => 'c',
            'ş' | 'ś' | 'š' | 'ș' => 's',
            'ñ' | 'ń' | 'ň' => 'n',
            'ž' | 'ź' | 'ż' => 'z',
            'ğ' => 'g',
            'ł' => 'l',
            'ř' => 'r',
            'ţ' | 'ť' | 'ț' => 't',
            'đ' | 'ď' => 'd',
            'Á' | 'À' | 'Â' | 'Ä' | 'Ã' | 'Å' => 'a',
            'É' | 'È' | 'Ê' | 'Ë' => 'e',
            'Í' | 'Î' | 'İ' => 'i',
            'Ó' | 'Ô' | 'Ö' | 'Ø' => 'o',
            'Ú' | 'Ü' => 'u',
            'Ç' | 'Č' | 'Ć' => 'c',
            'Ş' | 'Ś' | 'Š' => 's',
            'Ž' | 'Ź' | 'Ż' => 'z',
            'Ł' => 'l',
            other => other,
        })
        .collect();
    word(&letters)
}

/// Index of the surname or head: the last word, but for "Jr.".
fn last_name(words: &[Word]) -> usize {
    let suffix = words.last().is_some_and(|&last| classes(last).has(Class::NameSuffix));
    words.len() - 1 - usize::from(suffix && words.len() > 2)
}

/// Whether `short` is `long` with inner words or the first ones left out, first and last kept: "Ann Reyes"
/// of "Ann Maria Reyes", "Example Council" of "European Example Council".
fn shortens(short: &[Word], long: &[Word]) -> bool {
    short.len() >= 2
        && short.len() < long.len()
        && short[last_name(short)] == long[last_name(long)]
        && follows(short, long)
}

/// Whether `long` is `short` with a company's legal form after it: "Orrin Lines Inc." of "Orrin Lines", "Orrin Bank Corp." of
/// "Orrin".
fn is_company_of(long: &[Word], short: &[Word]) -> bool {
    let Some(rest) = long.strip_prefix(short) else { return false };
    let form = rest.last().is_some_and(|&last| runs::is_company_form(last));
    let name = short.len() > 1 || rest.len() == 1 && !classes(short[0]).has(Class::Country);
    form && name
        && rest.len() <= 3
        && rest[..rest.len() - 1]
            .iter()
            .all(|&part| part == word("&") || classes(part).has(Class::Organisation))
}

/// Whether the words of `short` stand in `long` in the same order.
fn follows(short: &[Word], long: &[Word]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|word| rest.any(|other| other == word))
}

/// The first letters of a body's name, small words left out: "EEC" of "European Example Council". Those of two words that do
/// not tell a body are too often alike.
fn initials(text: &str, tokens: &[Token]) -> Option<Word> {
    if let [first, second] = tokens {
        let states =
            first.word == word("united") || first.word == word("european") && second.word == word("union");
        // "GM", "BA": what companies are called by the article that names them in full
        let company = classes(second.word).has(Class::Organisation) && second.tag.is_name();
        let letter = |token: &Token| token.of(text).chars().next().filter(|letter| letter.is_uppercase());
        return match (letter(first), letter(second)) {
            (Some(first), Some(second)) if states => Some(word(&format!("{first}{second}"))),
            (Some(first), Some(second)) if company => {
                Some(word(&format!("{first}{second}"))).filter(|&short| classes(short) == Classes::default())
            }
            _ => None,
        };
    }
    if tokens.len() < 3 || tokens.len() > 8 || tokens.iter().any(|token| token.tag == Tag::CD) {
        return None;
    }
    let mut letters = String::new();
    for token in tokens {
        letters.extend(token.of(text).chars().next().filter(|letter| letter.is_uppercase()));
    }
    (letters.len() > 2).then(|| word(&letters))
}
