use std::sync::LazyLock;

use sayso_model::Effort;
use sayso_transformer::Transformer;

/// Loaded when it is first asked for, so that the fast analysis does not wait for it.
static TRANSFORMER: LazyLock<Option<Transformer<'static>>> =
    LazyLock::new(|| Transformer::load(include_bytes!("../../../models/english-attribution.bin")).ok());

/// The transformer that the program carries for texts in English, when `effort` asks for it.
pub(crate) fn transformer(effort: Effort) -> Option<&'static Transformer<'static>> {
    if effort == Effort::Accurate { TRANSFORMER.as_ref() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_carries_a_model_that_it_can_read() {
        assert!(transformer(Effort::Accurate).is_some());
        assert!(transformer(Effort::Fast).is_none());
    }
}
