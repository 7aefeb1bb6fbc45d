use std::sync::LazyLock;

use sayso_attribution::Roles;
use sayso_model::Effort;
use sayso_transformer::Transformer;

/// Loaded when it is first asked for, so that the fast analysis does not wait for it.
static TRANSFORMER: LazyLock<Option<Transformer<'static>>> =
    LazyLock::new(|| Transformer::load(include_bytes!("../../../models/english-attribution.bin")).ok());

/// The trained weights that the program carries for texts in English, or that may be; others are left to the rules.
pub(crate) fn roles(language: Option<&str>) -> Option<&'static Roles> {
    is_english(language).then(Roles::english)
}

/// The transformer that the program carries, when `effort` asks for it and the text is English or may be.
pub(crate) fn transformer(effort: Effort, language: Option<&str>) -> Option<&'static Transformer<'static>> {
    if effort == Effort::Accurate && is_english(language) { TRANSFORMER.as_ref() } else { None }
}

fn is_english(language: Option<&str>) -> bool {
    language.is_none_or(|language| language.starts_with("en"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_carries_a_model_that_it_can_read() {
        assert!(transformer(Effort::Accurate, None).is_some());
        assert!(transformer(Effort::Accurate, Some("fr")).is_none());
        assert!(roles(Some("en-GB")).is_some());
        assert!(roles(Some("fr")).is_none());
    }
}
