use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use sayso_language::{Relation, Tag, Token};

use crate::kits;

/// An annotated sentence: tokens over a text of their own, as the treebank cuts them.
#[derive(Clone, Debug, Default)]
pub(super) struct Sentence {
    pub(super) text: String,
    pub(super) tokens: Vec<Token>,
    pub(super) tags: Vec<Tag>,
    /// The head of each token, the number of tokens standing for the root; empty where no tree is given.
    pub(super) heads: Vec<usize>,
    pub(super) relations: Vec<Relation>,
}

impl Sentence {
    /// Appends a token; gives its place.
    pub(super) fn push(&mut self, form: &str) {
        let start = self.text.len();
        self.text.push_str(form);
        self.tokens.push(Token::new(&self.text, start..start + form.len()));
        self.text.push(' ');
    }
}

/// Reads a treebank in CoNLL-U. Words that are only in the enhanced layer, and ranges of words, are left out.
pub(super) fn read(path: &Path) -> Result<Vec<Sentence>> {
    let text =
        String::from_utf8(kits::read(path)?).with_context(|| format!("{}: not UTF-8", path.display()))?;
    let mut sentences = Vec::new();
    for block in text.split("\n\n") {
        let mut sentence = Sentence::default();
        for line in block.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            let [id, form, _, _, tag, _, head, relation, ..] = columns[..] else { continue };
            if !id.bytes().all(|byte| byte.is_ascii_digit()) {
                continue;
            }
            sentence.push(form);
            sentence.tags.push(Tag::parse(tag));
            let head: usize =
                head.parse().with_context(|| format!("{}: head {head:?} is no number", path.display()))?;
            sentence.heads.push(head);
            sentence.relations.push(Relation::parse(relation));
        }
        let count = sentence.tokens.len();
        for head in &mut sentence.heads {
            ensure!(*head <= count, "{}: a head lies outside its sentence", path.display());
            *head = head.checked_sub(1).unwrap_or(count);
        }
        if count > 0 {
            sentences.push(sentence);
        }
    }
    ensure!(!sentences.is_empty(), "{}: no sentences", path.display());
    Ok(sentences)
}

/// Parts of MASC that read like the news.
const MASC_PARTS: &[&str] = &["newspaper", "essays", "non-fiction", "journal", "travel-guides", "govt-docs"];

/// Reads the tags of those parts of MASC, which has no trees of this kind.
pub(super) fn masc(path: &Path) -> Result<Vec<Sentence>> {
    let file = File::open(path).with_context(|| format!("{}: cannot open", path.display()))?;
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
            let mut sentence = Sentence::default();
            for (form, tag) in line.split_whitespace().filter_map(|item| item.rsplit_once('_')) {
                sentence.push(form);
                sentence.tags.push(Tag::parse(tag));
            }
            sentences.push(sentence);
        }
    }
    Ok(sentences)
}
