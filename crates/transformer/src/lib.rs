//! Text → statements, by a small transformer (Vaswani et al. 2017) with a head that links.
//!
//! [`Transformer::load`] takes the bytes of a model file, [`Transformer::read`] gives the statements of a text. The way
//! through:
//!
//! 1. `pieces`: the text is cut into word pieces, as BERT's uncased models have them;
//! 2. `windows`: the pieces are laid in windows, each seeing some of what went before;
//! 3. `encoder`: six layers make of each piece a vector that knows its surroundings;
//! 4. `heads`: each piece gets its chance of being an anchor (the first piece of a cue), and for each anchor every
//!    piece its scores of being source, cue, content or nothing to it;
//! 5. `decode`: what the windows say of each anchor is put together.
//!
//! Products of matrices are made of whole numbers (`product`), and what is not (`numbers`) uses no more than addition,
//! multiplication, division and square roots in a fixed order, so that every machine gives the same answer, whatever
//! instructions it has. Training and the model's format are in `lab/transformer`.

mod decode;
mod encoder;
mod heads;
mod model_file;
mod numbers;
#[cfg(test)]
mod parity;
mod pieces;
mod product;
mod vocabulary;
mod windows;

pub use decode::Statement;
pub use model_file::ModelError;
pub use product::Kernel;

use encoder::Encoder;
use heads::Heads;
use pieces::Pieces;
use vocabulary::Vocabulary;

/// A model, ready to read.
#[derive(Debug)]
pub struct Transformer<'m> {
    vocabulary: Vocabulary<'m>,
    encoder: Encoder<'m>,
    heads: Heads<'m>,
}

impl<'m> Transformer<'m> {
    /// Takes a model from the bytes of its file. Weights stay where they are; what is built is the table of pieces.
    ///
    /// # Errors
    /// [`ModelError`] when the bytes are not a model of this version and layout.
    pub fn load(bytes: &'m [u8]) -> Result<Self, ModelError> {
        let mut file = model_file::ModelFile::open(bytes)?;
        let vocabulary = Vocabulary::new(file.text("vocabulary")?)?;
        let encoder = Encoder::load(&mut file, vocabulary.len())?;
        let heads = Heads::load(&mut file)?;
        file.close()?;
        Ok(Self { vocabulary, encoder, heads })
    }

    /// The same model, multiplying in this way instead of the fastest: to measure what another machine would take.
    #[must_use]
    pub fn with_kernel(mut self, kernel: Kernel) -> Self {
        self.encoder.use_kernel(kernel);
        self
    }

    /// Finds the statements of `text`, in order of their anchors. Spans are in bytes of it; lines are paragraphs.
    ///
    /// Time is proportional to the length of the text.
    #[must_use]
    pub fn read(&self, text: &str) -> Vec<Statement> {
        let pieces = Pieces::of(text, &self.vocabulary);
        let mut decoder = decode::Decoder::new(&pieces);
        let mut room = encoder::Room::default();
        for window in windows::windows(&pieces, &self.vocabulary) {
            let ids = window.ids(&pieces, &self.vocabulary);
            let vectors = self.encoder.encode(&ids, &mut room);
            decoder.window(&window, self.encoder.kernel(), vectors, &self.heads);
        }
        decoder.statements()
    }
}
