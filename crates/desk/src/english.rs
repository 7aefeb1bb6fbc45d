use std::sync::{LazyLock, Once};
use std::thread;

use sayso_attribution::{Roles, Senses};
use sayso_language::{Parser, WordClasses};
use sayso_model::Effort;
use sayso_transformer::Transformer;

/// Loaded when it is first asked for, so that the fast analysis does not wait for it.
static TRANSFORMER: LazyLock<Option<Transformer<'static>>> =
    LazyLock::new(|| Transformer::load(include_bytes!("../../../models/english-attribution.bin")).ok());

/// The transformer that the program carries for texts in English, when `effort` asks for it.
pub(crate) fn transformer(effort: Effort) -> Option<&'static Transformer<'static>> {
    if effort == Effort::Accurate { TRANSFORMER.as_ref() } else { None }
}

/// Has the models unpacked that attribution asks for last, while the first text is cut into words and tagged: unpacking is
/// half of what a single page waits for.
pub(crate) fn unpack_beside() {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| {
        // a machine that has no thread to spare unpacks each when it is asked for
        let unpack = || {
            let _ = (Parser::english(), Senses::english(), Roles::english(), WordClasses::english());
        };
        let _ = thread::Builder::new().name("unpack".to_owned()).spawn(unpack);
    });
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
