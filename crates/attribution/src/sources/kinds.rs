//! What a source is, told by the words that name it.

use sayso_language::{Tag, Token, Word, word};
use sayso_model::SourceKind;

use crate::names::is_occupation;
use crate::people::{Class, classes};

/// The noun that heads a phrase: its last noun, or a word that stands for people.
pub(super) fn head_of(core: &[Token]) -> Option<&Token> {
    core.iter()
        .rev()
        .find(|token| token.tag.is_noun() || matches!(token.tag, Tag::CD))
        .or_else(|| core.last())
}

/// What the source described by `core` is, and whether it is several.
pub(super) fn kind_of(core: &[Token], head: Option<&Token>, text: &str) -> (SourceKind, bool) {
    let Some(head) = head else { return (SourceKind::Unknown, false) };
    // "some 7% said"
    if [word("%"), word("percent"), word("cent")].contains(&head.word) {
        return (SourceKind::Group, true);
    }
    let class = classes(head.word);
    let plural = matches!(head.tag, Tag::NNS) || classes(core[0].word).has(Class::Group) && core.len() == 1;
    let unnamed = core
        .iter()
        .any(|token| [word("anonymous"), word("unnamed"), word("unidentified")].contains(&token.word));
    let capital = head.of(text).starts_with(char::is_uppercase) && head.tag.is_name();
    let kind = if unnamed || class.has(Class::Anonymous) && !(class.has(Class::Group) && !plural) {
        SourceKind::Anonymous
    } else if capital && head.word == word("police") && core.len() > 1 && core[core.len() - 2].tag.is_name() {
        // "Thames Valley Police" is a force, "the Orrin police" whoever speaks for it
        SourceKind::Organisation
    } else if class.has(Class::Official) && !(capital && class.has(Class::Organisation)) {
        SourceKind::Official
    } else if is_media_reports(core)
        || class.has(Class::Outlet)
            && (capital || !class.has(Class::Document))
            && !(class.has(Class::Organisation) && !capital)
    {
        SourceKind::Outlet
    } else if class.has(Class::Document) && !capital {
        SourceKind::Document
    } else if is_service(core) {
        SourceKind::Official
    } else if class.has(Class::Organisation)
        && plural
        && !class.has(Class::Official)
        && is_kind_of_people(head)
    {
        SourceKind::Group
    } else if class.has(Class::Organisation) || class.has(Class::Country) {
        SourceKind::Organisation
    } else if class.has(Class::Document) {
        SourceKind::Document
    } else if class.has(Class::Group) || class.has(Class::Role) || is_occupation(head.of(text)) || plural {
        SourceKind::Group
    } else if capital {
        SourceKind::Organisation
    } else {
        SourceKind::Unknown
    };
    (kind, plural)
}

/// "Local media reports", "news reports": news organisations, not a report.
fn is_media_reports(core: &[Token]) -> bool {
    let reports = core.last().is_some_and(|token| {
        token.word == word("reports") || token.word == word("report") || token.word == word("accounts")
    });
    let medium = core
        .iter()
        .any(|token| [word("media"), word("news"), word("press"), word("newspaper")].contains(&token.word));
    reports && medium
}

/// "The fire service", "emergency services": authorities rather than companies.
fn is_service(core: &[Token]) -> bool {
    let [.., kind, head] = core else { return false };
    let service = [word("service"), word("services"), word("department"), word("brigade")];
    let duty =
        [word("fire"), word("emergency"), word("rescue"), word("ambulance"), word("police"), word("coast")];
    head.tag != Tag::NNP && service.contains(&head.word) && duty.contains(&kind.word)
}

/// "Groups", "teams", "families" stand for people.
fn is_kind_of_people(head: &Token) -> bool {
    [word("groups"), word("teams"), word("crews")].contains(&head.word)
}

/// What a name that is no person's names.
pub(super) fn kind_of_name(words: &[Word]) -> SourceKind {
    let any = |class| words.iter().any(|&word| classes(word).has(class));
    let last = words.last().map(|&word| classes(word)).unwrap_or_default();
    let press = (any(Class::OutletName) || words.contains(&word("press")) || words.contains(&word("news")))
        && words.last().is_some_and(|&last| last == word("agency") || last == word("network"));
    if press || last.has(Class::OutletName) || any(Class::OutletName) && !last.has(Class::Organisation) {
        SourceKind::Outlet
    } else if is_act(words) {
        SourceKind::Document
    } else if words.len() == 1 && last.has(Class::Official) && !last.has(Class::Organisation) {
        SourceKind::Official
    } else {
        SourceKind::Organisation
    }
}

/// "Harbour Act of 1998", "Constitution of Orrin".
fn is_act(words: &[Word]) -> bool {
    let laws = [
        word("act"),
        word("law"),
        word("treaty"),
        word("constitution"),
        word("resolution"),
        word("agreement"),
        word("convention"),
        word("charter"),
        word("directive"),
        word("declaration"),
        word("code"),
        word("bill"),
        word("report"),
    ];
    words.len() > 1 && words.iter().any(|word| laws.contains(word))
}
