//! Trains the models that the program carries, from the kits' freely licensed data.

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use flate2::read::GzDecoder;
use sayso_language::{FEATURES, Row, TABLE_BITS, Tag, Tagger, Token, Word, features, word};

/// Passes over the training data.
const PASSES: usize = 8;
/// Words seen no more often than this are hidden half of the time, so that shapes and endings learn to speak
/// for words that were never seen.
const RARE: usize = 2;
/// A wrong tag must lose by this much, else the weights move (a margin perceptron).
const MARGIN: f32 = 4.0;

/// Trains the English part-of-speech tagger on the UD English treebanks EWT and GUM (free genres) and the
/// newspaper, essay and non-fiction parts of MASC in `kit`, writes its table to `out`, and prints the
/// accuracy on the treebanks' development parts.
///
/// # Errors
/// When a file of the kit is missing or malformed, or `out` cannot be written.
pub(crate) fn language(kit: &Path, out: &Path) -> Result<()> {
    let mut train = treebank(&kit.join("ewt-train.conllu.gz"))?;
    train.extend(treebank(&kit.join("gum-train-free.conllu.gz"))?);
    train.extend(masc(&kit.join("masc.zip"))?);
    println!("training on {} annotated sentences", train.len());
    let tagger = fit(&train)?;
    fs::write(out, tagger.to_bytes()).with_context(|| format!("{}: cannot write", out.display()))?;
    for name in ["ewt-dev", "gum-dev"] {
        let sentences = treebank(&kit.join(format!("{name}.conllu.gz")))?;
        let (right, all) = accuracy(&tagger, &sentences);
        println!("{name}: {:.2} % of {all} tags right", 100.0 * right as f64 / all as f64);
    }
    Ok(())
}

/// A sentence with its tags: tokens over a text of their own.
struct Tagged {
    text: String,
    tokens: Vec<Token>,
    tags: Vec<Tag>,
}

impl Tagged {
    fn new<'w>(words: impl Iterator<Item = (&'w str, &'w str)>) -> Self {
        let mut made = Self { text: String::new(), tokens: Vec::new(), tags: Vec::new() };
        for (form, tag) in words {
            let start = made.text.len();
            made.text.push_str(form);
            made.tokens.push(Token::new(&made.text, start..start + form.len()));
            made.text.push(' ');
            made.tags.push(Tag::parse(tag));
        }
        made
    }
}

fn treebank(path: &Path) -> Result<Vec<Tagged>> {
    let mut text = String::new();
    let file = fs::File::open(path).with_context(|| format!("{}: cannot open", path.display()))?;
    GzDecoder::new(file)
        .read_to_string(&mut text)
        .with_context(|| format!("{}: cannot read", path.display()))?;
    let sentences = text
        .split("\n\n")
        .map(|block| {
            Tagged::new(block.lines().filter_map(|line| {
                let mut columns = line.split('\t');
                let id = columns.next()?;
                if !id.bytes().all(|byte| byte.is_ascii_digit()) {
                    return None;
                }
                Some((columns.next()?, columns.nth(2)?))
            }))
        })
        .filter(|sentence| !sentence.tokens.is_empty())
        .collect();
    Ok(sentences)
}

/// Parts of MASC that read like the news.
const MASC_PARTS: &[&str] = &["newspaper", "essays", "non-fiction", "journal", "travel-guides", "govt-docs"];

fn masc(path: &Path) -> Result<Vec<Tagged>> {
    let file = fs::File::open(path).with_context(|| format!("{}: cannot open", path.display()))?;
    let mut archive =
        zip::ZipArchive::new(file).with_context(|| format!("{}: not a zip archive", path.display()))?;
    let mut categories = String::new();
    archive.by_name("masc_tagged/categories.txt")?.read_to_string(&mut categories)?;
    let wanted: Vec<String> = categories
        .lines()
        .filter_map(|line| line.split_once(char::is_whitespace))
        .filter(|(_, part)| MASC_PARTS.contains(&part.trim()))
        .map(|(name, _)| name.rsplit('/').next().unwrap_or(name).to_owned())
        .collect();
    ensure!(!wanted.is_empty(), "{}: no texts of the wanted kinds", path.display());
    let mut sentences = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index)?;
        let name = entry.name()?.rsplit('/').next().unwrap_or_default().to_owned();
        if !wanted.contains(&name) {
            continue;
        }
        let mut text = String::new();
        entry.read_to_string(&mut text)?;
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            sentences.push(Tagged::new(line.split_whitespace().filter_map(|item| item.rsplit_once('_'))));
        }
    }
    Ok(sentences)
}

/// Averaged margin perceptron: the weights after every token, averaged, so that late examples do not rule.
fn fit(sentences: &[Tagged]) -> Result<Tagger> {
    let width = size_of::<Row>();
    let mut weights = vec![0_f32; width << TABLE_BITS];
    let mut drift = vec![0_f32; width << TABLE_BITS];
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut random = Random(1);
    let mut time = 1_f32;
    let mut counts: HashMap<Word, usize> = HashMap::new();
    for token in sentences.iter().flat_map(|sentence| &sentence.tokens) {
        *counts.entry(token.word).or_default() += 1;
    }
    let unknown = word("\u{fffd}");
    for pass in 1..=PASSES {
        random.shuffle(&mut order);
        let (mut right, mut all) = (0_usize, 0_usize);
        for &index in &order {
            let sentence = &sentences[index];
            let mut tokens = sentence.tokens.clone();
            for token in &mut tokens {
                if counts.get(&token.word).is_some_and(|&count| count <= RARE)
                    && random.next().is_multiple_of(2)
                {
                    token.word = unknown;
                }
            }
            let (mut last, mut before) = (None, None);
            for at in 0..tokens.len() {
                let gold = sentence.tags[at];
                let mut chosen = gold;
                if let Some(rows) = features(&sentence.text, &tokens, at, last, before) {
                    let (guess, rival) = judge(&weights, width, &rows, gold);
                    chosen = guess;
                    if let Some(rival) = rival {
                        for row in rows {
                            for (tag, sign) in [(gold as usize, 1.0), (rival, -1.0)] {
                                weights[row * width + tag] += sign;
                                drift[row * width + tag] += sign * time;
                            }
                        }
                    }
                    all += 1;
                    right += usize::from(guess == gold);
                    time += 1.0;
                }
                before = last;
                last = Some(chosen);
            }
        }
        println!("pass {pass}: {:.2} % right while training", 100.0 * right as f64 / all as f64);
    }
    for (weight, drift) in weights.iter_mut().zip(&drift) {
        *weight -= drift / time;
    }
    let mut sizes: Vec<f32> = weights.iter().map(|weight| weight.abs()).filter(|&size| size > 0.0).collect();
    ensure!(!sizes.is_empty(), "the training data changed nothing");
    let at = (sizes.len() * 9995 / 10_000).min(sizes.len() - 1);
    let (_, &mut largest, _) = sizes.select_nth_unstable_by(at, f32::total_cmp);
    let bytes: Vec<u8> = weights
        .iter()
        .map(|weight| ((weight * 127.0 / largest).round().clamp(-127.0, 127.0) as i8).cast_unsigned())
        .collect();
    Ok(Tagger::from_bytes(&bytes))
}

/// The best tag, and the best wrong one when it does not lose by the margin.
fn judge(weights: &[f32], width: usize, rows: &[usize; FEATURES], gold: Tag) -> (Tag, Option<usize>) {
    let mut sums = [0_f32; size_of::<Row>()];
    for &row in rows {
        for (sum, weight) in sums.iter_mut().zip(&weights[row * width..(row + 1) * width]) {
            *sum += weight;
        }
    }
    let gold = gold as usize;
    let mut rival = usize::from(gold == 0);
    for tag in 0..Tag::ALL.len() {
        if tag != gold && sums[tag] > sums[rival] {
            rival = tag;
        }
    }
    let best = if sums[rival] > sums[gold] { rival } else { gold };
    (Tag::ALL[best], (sums[gold] - sums[rival] < MARGIN).then_some(rival))
}

fn accuracy(tagger: &Tagger, sentences: &[Tagged]) -> (usize, usize) {
    let (mut right, mut all) = (0, 0);
    for sentence in sentences {
        let mut tokens = sentence.tokens.clone();
        tagger.tag(&sentence.text, &mut tokens);
        all += tokens.len();
        right += tokens.iter().zip(&sentence.tags).filter(|(token, tag)| token.tag == **tag).count();
    }
    (right, all)
}

/// Xorshift (Marsaglia 2003): the same order on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn shuffle(&mut self, items: &mut [usize]) {
        for at in (1..items.len()).rev() {
            items.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}
