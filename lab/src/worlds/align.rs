use crate::attribution::{Annotated, Marked, Predicted, Spans, Tokens};

/// Which token of one text is which of another: their longest common subsequence.
///
/// So an article is scored on what it says even where the page reader left a line too much or too few in it.
pub(crate) struct Alignment<'a, 't> {
    from: &'a Tokens<'t>,
    to: &'a Tokens<'t>,
    partner: Vec<Option<usize>>,
}

impl<'a, 't> Alignment<'a, 't> {
    pub(crate) fn new(from: &'a Tokens<'t>, to: &'a Tokens<'t>) -> Self {
        let (rows, columns) = (from.len(), to.len());
        // common[i][j]: length of the longest common subsequence of what follows token i here and token j there.
        let mut common = vec![0_u32; (rows + 1) * (columns + 1)];
        let at = |row: usize, column: usize| row * (columns + 1) + column;
        for row in (0..rows).rev() {
            for column in (0..columns).rev() {
                common[at(row, column)] = if from.word(row) == to.word(column) {
                    common[at(row + 1, column + 1)] + 1
                } else {
                    common[at(row + 1, column)].max(common[at(row, column + 1)])
                };
            }
        }
        let mut partner = vec![None; rows];
        let (mut row, mut column) = (0, 0);
        while row < rows && column < columns {
            if from.word(row) == to.word(column) {
                partner[row] = Some(column);
                (row, column) = (row + 1, column + 1);
            } else if common[at(row + 1, column)] >= common[at(row, column + 1)] {
                row += 1;
            } else {
                column += 1;
            }
        }
        Self { from, to, partner }
    }

    /// The same words as spans of the other text; none where they do not stand there.
    fn spans(&self, spans: &[[usize; 2]]) -> Spans {
        let mut moved = Spans::new();
        let mut last = None;
        for token in self.from.touched(spans) {
            let Some(there) = self.partner[token] else { continue };
            let [start, end] = self.to.span(there);
            match (last, moved.last_mut()) {
                (Some(before), Some(span)) if before + 1 == there => span[1] = end,
                _ => moved.push([start, end]),
            }
            last = Some(there);
        }
        moved
    }

    /// One span that holds all those words, empty where none of them stands there.
    fn span(&self, span: [usize; 2]) -> [usize; 2] {
        let moved = self.spans(&[span]);
        match (moved.first(), moved.last()) {
            (Some(first), Some(last)) => [first[0], last[1]],
            _ => [0, 0],
        }
    }

    /// A prediction on the one text as a prediction on the other.
    pub(crate) fn predicted(&self, predicted: &Predicted) -> Predicted {
        let mark = |marked: &Marked| Marked {
            source: self.spans(&marked.source),
            cue: self.spans(&marked.cue),
            content: self.spans(&marked.content),
            ..marked.clone()
        };
        Predicted {
            document: Annotated {
                attributions: predicted.document.attributions.iter().map(mark).collect(),
                ..predicted.document.clone()
            },
            sentences: predicted
                .sentences
                .iter()
                .map(|(span, voice)| (self.span(*span), voice.clone()))
                .collect(),
            citations: predicted.citations.iter().map(|&span| self.span(span)).collect(),
            figures: predicted
                .figures
                .iter()
                .map(|(span, speaker)| (self.span(*span), speaker.clone()))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::TokenPattern;

    #[test]
    fn spans_move_with_their_words() -> anyhow::Result<()> {
        let pattern = TokenPattern::new()?;
        let (ours, gold) = ("Share this. She said “no”. Read on.", "Été\n\nShe said “no”.");
        let (from, to) = (Tokens::new(ours, &pattern), Tokens::new(gold, &pattern));
        let alignment = Alignment::new(&from, &to);
        assert_eq!(alignment.spans(&[[12, 20]]), [[5, 13]]);
        assert_eq!(alignment.spans(&[[0, 10]]), Spans::new());
        assert_eq!(alignment.span([5, 24]), [5, 17]);
        Ok(())
    }
}
