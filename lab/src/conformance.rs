//! Runs the cases that parsers of the HTML standard share.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, bail};
use flate2::read::GzDecoder;
use sayso_page::tree::{Content, Namespace, NodeId, PageToken, Tag, Tree};
use serde::Deserialize;
use serde_json::Value;

use crate::table::Table;

/// How the cases of several suites came out.
#[derive(Debug, Default)]
pub(crate) struct ConformanceReport {
    /// One for each part of the collection.
    pub(crate) suites: Vec<Suite>,
}

/// How the cases of one suite came out.
#[derive(Debug, Default)]
pub(crate) struct Suite {
    /// Its name.
    pub(crate) name: &'static str,
    /// How many cases came out as expected.
    pub(crate) passed: usize,
    /// Those that did not.
    pub(crate) failed: Vec<Failure>,
    /// How many cases were not run, by the reason.
    pub(crate) not_run: BTreeMap<&'static str, usize>,
}

/// A case that came out otherwise than expected.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The file and the number of the case in it, from 1 on.
    pub(crate) case: String,
    /// What was read.
    pub(crate) input: String,
    /// What the case says.
    pub(crate) expected: String,
    /// What came out.
    pub(crate) found: String,
}

impl ConformanceReport {
    /// Prints the counts, the reasons for what was not run, and up to `failures` failed cases of each suite.
    pub(crate) fn print(&self, failures: usize) {
        let mut table = Table::new(["suite", "passed", "failed", "not run"]);
        for suite in &self.suites {
            let not_run: usize = suite.not_run.values().sum();
            let counts = [suite.passed, suite.failed.len(), not_run].map(|count| count.to_string());
            table.row([suite.name.to_owned()].into_iter().chain(counts));
        }
        println!("{table}");
        for suite in &self.suites {
            for (reason, count) in &suite.not_run {
                println!("{}: {count} not run: {reason}", suite.name);
            }
            for failure in suite.failed.iter().take(failures) {
                println!("\n== {}", failure.case);
                println!("{:?}\nexpected:\n{}\nfound:\n{}", failure.input, failure.expected, failure.found);
            }
        }
    }
}

impl Suite {
    /// Counts a case, and keeps it when it did not come out as expected.
    pub(crate) fn record(&mut self, case: String, input: &str, expected: String, found: String) {
        if expected == found {
            self.passed += 1;
        } else {
            self.failed.push(Failure { case, input: input.to_owned(), expected, found });
        }
    }

    fn leave_out(&mut self, reason: &'static str) {
        *self.not_run.entry(reason).or_default() += 1;
    }
}

/// Runs the collection html5lib-tests in the folder of kits: encodings, tokens, trees.
///
/// # Errors
/// When the collection is missing or is not what it should be.
pub(crate) fn html(kits: &Path) -> Result<ConformanceReport> {
    let path = kits.join("conformance/html5lib-tests.tar.gz");
    let file = File::open(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut archive = tar::Archive::new(GzDecoder::new(file));
    let mut encodings = Suite { name: "encoding", ..Suite::default() };
    let mut tokens = Suite { name: "tokenizer", ..Suite::default() };
    let mut trees = Suite { name: "tree-construction", ..Suite::default() };
    for entry in archive.entries()? {
        let mut entry = entry?;
        let name = entry.path()?.to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        let name = name.trim_start_matches("./");
        let scripted = name.contains("/scripted/");
        if name.ends_with(".test") {
            run_tokens(name, &bytes, &mut tokens).with_context(|| format!("in {name}"))?;
        } else if name.ends_with(".dat") && name.contains("tree-construction/") {
            run_trees(name, &String::from_utf8_lossy(&bytes), scripted, &mut trees);
        } else if name.ends_with(".dat") && name.contains("encoding/") && !scripted {
            run_encodings(name, &bytes, &mut encodings);
        }
    }
    Ok(ConformanceReport { suites: vec![encodings, tokens, trees] })
}

/// Cases of a page's bytes and the encoding named in them.
fn run_encodings(name: &str, bytes: &[u8], suite: &mut Suite) {
    for (number, case) in split_cases(bytes).into_iter().enumerate() {
        let Some(at) = find(case, b"\n#encoding\n") else { continue };
        let expected = String::from_utf8_lossy(&case[at + 11..]).trim().to_ascii_lowercase();
        let input = &case[..at];
        let found = match encoding_rs::Encoding::for_bom(input) {
            Some((encoding, _)) => Some(encoding),
            None => sayso_page::prescan(input),
        };
        let found = found.map_or("windows-1252", encoding_rs::Encoding::name);
        let case = format!("{name}:{}", number + 1);
        suite.record(case, &String::from_utf8_lossy(input), expected, found.to_ascii_lowercase());
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// What stands between lines of `#data`.
fn split_cases(bytes: &[u8]) -> Vec<&[u8]> {
    let mut cases = Vec::new();
    let mut rest = bytes.strip_prefix(b"#data\n").unwrap_or(bytes);
    while let Some(end) = find(rest, b"\n#data\n") {
        cases.push(&rest[..end]);
        rest = &rest[end + 7..];
    }
    cases.push(rest);
    cases
}

#[derive(Deserialize)]
struct TokenFile {
    #[serde(default)]
    tests: Vec<TokenCase>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TokenCase {
    input: String,
    output: Vec<Value>,
    #[serde(default)]
    initial_states: Vec<String>,
    last_start_tag: Option<String>,
    #[serde(default)]
    double_escaped: bool,
}

fn run_tokens(name: &str, bytes: &[u8], suite: &mut Suite) -> Result<()> {
    let file: TokenFile = serde_json::from_slice(bytes)?;
    for (number, mut case) in file.tests.into_iter().enumerate() {
        if case.double_escaped {
            let Some(input) = unescape(&case.input) else {
                suite.leave_out("half a surrogate pair, which text cannot hold");
                continue;
            };
            case.input = input;
            case.output.iter_mut().for_each(unescape_all);
        }
        if case.initial_states.is_empty() {
            case.initial_states.push("Data state".to_owned());
        }
        for state in &case.initial_states {
            let content = match state.as_str() {
                "Data state" => Content::Data,
                "RCDATA state" => Content::EscapableText,
                "RAWTEXT state" => Content::RawText,
                "Script data state" => Content::Script,
                "PLAINTEXT state" => Content::PlainText,
                "CDATA section state" => Content::Cdata,
                other => bail!("unknown state {other:?}"),
            };
            let found = Tree::tokens(&case.input, content, case.last_start_tag.as_deref());
            let found = joined(found.into_iter().map(as_json).collect());
            let expected = joined(case.output.clone());
            let label = format!("{name}:{} ({state})", number + 1);
            suite.record(
                label,
                &case.input,
                Value::from(expected).to_string(),
                Value::from(found).to_string(),
            );
        }
    }
    Ok(())
}

fn as_json(token: PageToken) -> Value {
    match token {
        PageToken::Doctype { doctype, force_quirks } => {
            serde_json::json!(["DOCTYPE", doctype.name, doctype.public_id, doctype.system_id, !force_quirks])
        }
        PageToken::StartTag { name, attributes, self_closing } => {
            let attributes: serde_json::Map<String, Value> =
                attributes.into_iter().map(|(name, value)| (name, value.into())).collect();
            let mut parts: Vec<Value> = vec!["StartTag".into(), name.into(), attributes.into()];
            if self_closing {
                parts.push(true.into());
            }
            parts.into()
        }
        PageToken::EndTag(name) => serde_json::json!(["EndTag", name]),
        PageToken::Comment(text) => serde_json::json!(["Comment", text]),
        PageToken::Text(text) => serde_json::json!(["Character", text]),
    }
}

/// The tokens with neighbouring characters as one.
fn joined(tokens: Vec<Value>) -> Vec<Value> {
    let mut joined: Vec<Value> = Vec::new();
    for token in tokens {
        if let Some(last) = joined.last_mut()
            && token[0] == "Character"
            && last[0] == "Character"
        {
            let text = format!("{}{}", last[1].as_str().unwrap_or(""), token[1].as_str().unwrap_or(""));
            last[1] = text.into();
        } else {
            joined.push(token);
        }
    }
    joined
}

fn unescape_all(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some(unescaped) = unescape(text) {
                *text = unescaped;
            }
        }
        Value::Array(values) => values.iter_mut().for_each(unescape_all),
        Value::Object(object) => {
            let entries = std::mem::take(object).into_iter().map(|(name, mut value)| {
                unescape_all(&mut value);
                (unescape(&name).unwrap_or(name), value)
            });
            *object = entries.collect();
        }
        _ => {}
    }
}

/// Replaces `\uXXXX` by what it stands for.
fn unescape(text: &str) -> Option<String> {
    let mut units = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("\\u") {
        units.extend(rest[..at].encode_utf16());
        units.push(u16::from_str_radix(rest.get(at + 2..at + 6)?, 16).ok()?);
        rest = &rest[at + 6..];
    }
    units.extend(rest.encode_utf16());
    String::from_utf16(&units).ok()
}

fn run_trees(name: &str, text: &str, scripted: bool, suite: &mut Suite) {
    for (number, case) in split_cases(text.as_bytes()).into_iter().enumerate() {
        let case = String::from_utf8_lossy(case);
        let Some((input, rest)) = case.split_once("\n#errors\n").or_else(|| case.split_once("\n#errors"))
        else {
            continue;
        };
        let Some((head, document)) = rest.split_once("#document\n") else { continue };
        if scripted || head.contains("#script-on") {
            suite.leave_out("scripting, which is always off here");
            continue;
        }
        if head.contains("#document-fragment") {
            suite.leave_out("a piece of a page in a given element, which the program never reads");
            continue;
        }
        let tree = Tree::parse(input);
        suite.record(
            format!("{name}:{}", number + 1),
            input,
            document.trim_end_matches('\n').to_owned(),
            write_tree(&tree),
        );
    }
}

/// The tree in the notation of the collection.
fn write_tree(tree: &Tree<'_>) -> String {
    let mut lines = Vec::new();
    // The depth of each open element, deeper by one in a template, whose content has a line.
    let mut depths: BTreeMap<NodeId, usize> = BTreeMap::from([(tree.root(), 0)]);
    for id in tree.descendants(tree.root()) {
        let depth = tree.parent(id).map_or(0, |parent| depths[&parent]);
        let indent = "  ".repeat(depth);
        if let Some(text) = tree.text(id) {
            lines.push(format!("| {indent}\"{text}\""));
        } else if let Some(text) = tree.comment(id) {
            lines.push(format!("| {indent}<!-- {text} -->"));
        } else if let Some(tag) = tree.tag(id) {
            let prefix = match tag.namespace() {
                Namespace::Html => "",
                Namespace::Svg => "svg ",
                Namespace::MathMl => "math ",
            };
            lines.push(format!("| {indent}<{prefix}{}>", tree.tag_name(id)));
            let mut attributes: Vec<(String, &str)> = tree
                .attrs(id)
                .map(|(name, value)| (attribute_name(name, tag.namespace() != Namespace::Html), value))
                .collect();
            attributes.sort();
            lines.extend(attributes.iter().map(|(name, value)| format!("| {indent}  {name}=\"{value}\"")));
            let template = tag == Tag::TEMPLATE;
            if template {
                lines.push(format!("| {indent}  content"));
            }
            depths.insert(id, depth + 1 + usize::from(template));
        } else if let Some(doctype) = tree.doctype() {
            let name = doctype.name.as_deref().unwrap_or("");
            lines.push(match (&doctype.public_id, &doctype.system_id) {
                (None, None) => format!("| <!DOCTYPE {name}>"),
                (public, system) => format!(
                    "| <!DOCTYPE {name} \"{}\" \"{}\">",
                    public.as_deref().unwrap_or(""),
                    system.as_deref().unwrap_or("")
                ),
            });
        }
    }
    lines.join("\n")
}

/// Attributes of other vocabularies are written with a space.
fn attribute_name(name: &str, foreign: bool) -> String {
    const ADJUSTED: [&str; 10] = [
        "xlink:actuate",
        "xlink:arcrole",
        "xlink:href",
        "xlink:role",
        "xlink:show",
        "xlink:title",
        "xlink:type",
        "xml:lang",
        "xml:space",
        "xmlns:xlink",
    ];
    if foreign && ADJUSTED.contains(&name) { name.replace(':', " ") } else { name.to_owned() }
}
