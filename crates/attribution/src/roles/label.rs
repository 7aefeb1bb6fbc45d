//! The labels of units around a cue.

/// What a unit does for the cue it is labelled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Names whose words or views they are.
    Source,
    /// Ties source and content.
    Cue,
    /// Is what they say.
    Content,
}

/// A role at its beginning or going on, or none (BIO, Ramshaw and Marcus 1995).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Label {
    Outside,
    BeginSource,
    InSource,
    BeginCue,
    InCue,
    BeginContent,
    InContent,
}

impl Label {
    pub(super) const ALL: [Label; 7] = [
        Label::Outside,
        Label::BeginSource,
        Label::InSource,
        Label::BeginCue,
        Label::InCue,
        Label::BeginContent,
        Label::InContent,
    ];
    pub(super) const COUNT: usize = Self::ALL.len();

    pub(super) fn new(role: Role, begins: bool) -> Self {
        match (role, begins) {
            (Role::Source, true) => Label::BeginSource,
            (Role::Source, false) => Label::InSource,
            (Role::Cue, true) => Label::BeginCue,
            (Role::Cue, false) => Label::InCue,
            (Role::Content, true) => Label::BeginContent,
            (Role::Content, false) => Label::InContent,
        }
    }

    pub(super) fn role(self) -> Option<Role> {
        match self {
            Label::Outside => None,
            Label::BeginSource | Label::InSource => Some(Role::Source),
            Label::BeginCue | Label::InCue => Some(Role::Cue),
            Label::BeginContent | Label::InContent => Some(Role::Content),
        }
    }

    pub(super) fn begins(self) -> bool {
        matches!(self, Label::BeginSource | Label::BeginCue | Label::BeginContent)
    }

    /// Whether this label may follow `before` (none at the beginning).
    pub(super) fn follows(self, before: Option<Label>) -> bool {
        self.begins() || self == Label::Outside || before.is_some_and(|before| before.role() == self.role())
    }
}
