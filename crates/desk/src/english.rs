use std::sync::LazyLock;

use sayso_model::Effort;
use sayso_transformer::Transformer;

/// Loaded when it is first asked for, so that the fast analysis does not wait for it.
static TRANSFORMER: LazyLock<Option<Transformer<'static>>> =
    LazyLock::new(|| Transformer::load(include_bytes!("../../../models/english-attribution.bin")).ok());

/// The transformer that the program carries, when `effort` asks for it and the text is English or may be.
pub(crate) fn transformer(effort: Effort, language: Option<&str>) -> Option<&'static Transformer<'static>> {
    let english = language.is_none_or(|language| language.starts_with("en"));
    if effort == Effort::Accurate && english { TRANSFORMER.as_ref() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_carries_a_model_that_it_can_read() {
        assert!(transformer(Effort::Accurate, None).is_some());
        assert!(transformer(Effort::Accurate, Some("fr")).is_none());
    }
}
