//! Sources across articles as persons.
//!
//! The rule, which rather keeps one person apart than takes two for one:
//! - A person with first name and surname is the same as another with exactly that name, unless they were given
//!   roles of different walks of life (a striker and a judge), or roles without a word in common by outlets
//!   of different countries. Case, dots and honorifics are no part of the name; accents and initials are.
//! - Without a role it is the one known person of that name; when several are known, a further one, who
//!   has no role.
//! - A single name belongs to whom the article means by it, which the article itself has told. When it does
//!   not, it is filed under the name alone, and shown as that: a name, not a person.
//! - Organisations and outlets go by their name. Documents, officials without a name, groups and anonymous
//!   sources are filed under nobody.
//!
//! Whatever is decided here or by hand, a mention stays a mention: the reading is never touched.

mod edit;
mod name;
mod resolve;
mod role;
mod who;

pub use edit::{Operation, OperationKind, PersonError, Selection};
pub(crate) use resolve::{Place, file_sources};
pub use who::{Person, PersonKind, Statement, Tally};
