use serde_json::{Value, json};

/// How far an index has come, kept in the same commit as its documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    /// The number of the last record taken in.
    pub(super) seq: i64,
    /// The highest article of which it was ever told: of what lies above there is nothing to take out.
    pub(super) highest: i64,
}

impl State {
    /// Changes with whatever makes an index of before unfit: its fields, or how words are told apart.
    const VERSION: i64 = 2;

    /// As it is kept.
    pub(super) fn written(self) -> String {
        json!({ "version": Self::VERSION, "seq": self.seq, "highest": self.highest }).to_string()
    }

    /// Reads what [`Self::written`] wrote; nothing when another version did.
    pub(super) fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let number = |name: &str| value.get(name)?.as_i64();
        if number("version")? != Self::VERSION {
            return None;
        }
        Some(Self { seq: number("seq")?, highest: number("highest")? })
    }
}
