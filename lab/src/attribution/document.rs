use serde::{Deserialize, Serialize};

use super::tokens::{Tokens, Words};

/// Spans in Unicode code points, as the kits write them.
pub(crate) type Spans = Vec<[usize; 2]>;

/// The attributions of one text, from a kit or from the program.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Annotated {
    pub(crate) id: String,
    /// Given by the corpora that carry their text; a prediction need not repeat it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) attributions: Vec<Marked>,
}

/// One attribution as its three roles and, where annotated, what the roles mean.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Marked {
    #[serde(default)]
    pub(crate) source: Spans,
    #[serde(default)]
    pub(crate) cue: Spans,
    #[serde(default)]
    pub(crate) content: Spans,
    /// `direct`, `indirect` or `mixed`.
    #[serde(default, alias = "type")]
    pub(crate) kind: Option<String>,
    #[serde(default)]
    pub(crate) act: Option<String>,
    #[serde(default)]
    pub(crate) speaker: Option<String>,
    #[serde(default)]
    pub(crate) source_kind: Option<String>,
    #[serde(default)]
    pub(crate) via: Vec<String>,
    /// How sure the program is of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) confidence: Option<f32>,
}

/// What an attribution consists of, in the order in which every table lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Source,
    Cue,
    Content,
}

impl Role {
    pub(crate) const ALL: [Self; 3] = [Self::Source, Self::Cue, Self::Content];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Cue => "cue",
            Self::Content => "content",
        }
    }
}

impl Marked {
    pub(crate) fn spans(&self, role: Role) -> &Spans {
        match role {
            Role::Source => &self.source,
            Role::Cue => &self.cue,
            Role::Content => &self.content,
        }
    }
}

/// One attribution by the words it covers.
#[derive(Debug)]
pub(crate) struct Covered {
    words: [Words; 3],
    chunks: [Vec<(usize, usize)>; 3],
}

impl Covered {
    pub(crate) fn new(marked: &Marked, tokens: &Tokens<'_>) -> Self {
        Self {
            words: Role::ALL.map(|role| tokens.words(marked.spans(role))),
            chunks: Role::ALL.map(|role| runs(&tokens.touched(marked.spans(role)))),
        }
    }

    /// The words of a role, all its pieces together.
    pub(crate) fn words(&self, role: Role) -> &Words {
        &self.words[role as usize]
    }

    /// The unbroken pieces of a role, signs included, each as its first token and the one after its last.
    pub(crate) fn chunks(&self, role: Role) -> &[(usize, usize)] {
        &self.chunks[role as usize]
    }
}

fn runs(tokens: &Words) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &token in tokens {
        match runs.last_mut() {
            Some(run) if run.1 == token => run.1 += 1,
            _ => runs.push((token, token + 1)),
        }
    }
    runs
}
