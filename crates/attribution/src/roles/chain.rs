//! A linear chain over the units of a passage: the best labels and their chance, and expectations for training.

use super::label::Label;

const WIDTH: usize = Label::COUNT;

/// Scores of every label at every unit, and of every label after every other.
#[derive(Debug)]
pub struct Chain<'w> {
    /// One score a label, unit by unit.
    pub scores: Vec<[f32; WIDTH]>,
    /// By the label before, then the label.
    pub steps: &'w [[f32; WIDTH]; WIDTH],
}

impl Chain<'_> {
    /// The labels of highest score together, and their share of all labellings' weight (Viterbi 1967; the
    /// normaliser by the forward algorithm, Rabiner 1989).
    pub(super) fn best(&self) -> (Vec<Label>, f32) {
        let Some(first) = self.scores.first() else { return (Vec::new(), 1.0) };
        let mut best: [f32; WIDTH] = std::array::from_fn(|label| first[label] + opening(label));
        let mut back: Vec<[u8; WIDTH]> = Vec::with_capacity(self.scores.len());
        for scores in &self.scores[1..] {
            let mut next = [f32::NEG_INFINITY; WIDTH];
            let mut from = [0_u8; WIDTH];
            for label in 0..WIDTH {
                for (before, so_far) in best.iter().enumerate() {
                    let score = so_far + self.steps[before][label];
                    if score > next[label] && allowed(before, label) {
                        next[label] = score;
                        from[label] = before as u8;
                    }
                }
                next[label] += scores[label];
            }
            best = next;
            back.push(from);
        }
        let mut label = (0..WIDTH).fold(0, |top, label| if best[label] > best[top] { label } else { top });
        let top = best[label];
        let mut labels = vec![Label::ALL[label]];
        for from in back.iter().rev() {
            label = usize::from(from[label]);
            labels.push(Label::ALL[label]);
        }
        labels.reverse();
        let total = self.forward().last().map_or(0.0, log_sum);
        (labels, (top - total).exp())
    }

    /// Log-weights of all labellings of the units up to each one, by its label.
    fn forward(&self) -> Vec<[f32; WIDTH]> {
        let mut out: Vec<[f32; WIDTH]> = Vec::with_capacity(self.scores.len());
        for scores in &self.scores {
            let row = match out.last() {
                None => std::array::from_fn(|label| scores[label] + opening(label)),
                Some(last) => std::array::from_fn(|label| {
                    scores[label]
                        + log_sum(&std::array::from_fn(|before| last[before] + self.step(before, label)))
                }),
            };
            out.push(row);
        }
        out
    }

    fn step(&self, before: usize, label: usize) -> f32 {
        if allowed(before, label) { self.steps[before][label] } else { f32::NEG_INFINITY }
    }

    /// For training: the chance of every label at every unit and of every step, summed over the chain, and the
    /// log of the normaliser.
    #[must_use]
    pub fn expected(&self) -> (Vec<[f32; WIDTH]>, [[f32; WIDTH]; WIDTH], f32) {
        let forward = self.forward();
        let count = self.scores.len();
        let mut steps = [[0.0; WIDTH]; WIDTH];
        let mut chances = vec![[0.0; WIDTH]; count];
        let Some(last) = forward.last() else { return (chances, steps, 0.0) };
        let total = log_sum(last);
        let mut backward = [0.0_f32; WIDTH];
        for at in (0..count).rev() {
            for label in 0..WIDTH {
                chances[at][label] = (forward[at][label] + backward[label] - total).exp();
            }
            if at == 0 {
                break;
            }
            let ahead: [f32; WIDTH] = std::array::from_fn(|label| self.scores[at][label] + backward[label]);
            for before in 0..WIDTH {
                for label in 0..WIDTH {
                    let weight = forward[at - 1][before] + self.step(before, label) + ahead[label] - total;
                    steps[before][label] += weight.exp();
                }
            }
            backward = std::array::from_fn(|before| {
                log_sum(&std::array::from_fn(|label| self.step(before, label) + ahead[label]))
            });
        }
        (chances, steps, total)
    }
}

fn opening(label: usize) -> f32 {
    if Label::ALL[label].follows(None) { 0.0 } else { f32::NEG_INFINITY }
}

fn allowed(before: usize, label: usize) -> bool {
    Label::ALL[label].follows(Some(Label::ALL[before]))
}

fn log_sum(values: &[f32; WIDTH]) -> f32 {
    let top = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if top == f32::NEG_INFINITY {
        return top;
    }
    top + values.iter().map(|value| (value - top).exp()).sum::<f32>().ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_add_up_and_the_best_labels_have_theirs() {
        let mut steps = [[0.0; WIDTH]; WIDTH];
        steps[Label::BeginSource as usize][Label::InSource as usize] = 1.0;
        let mut scores = vec![[0.0; WIDTH]; 3];
        scores[0][Label::BeginSource as usize] = 2.0;
        scores[2][Label::BeginContent as usize] = 3.0;
        let chain = Chain { scores, steps: &steps };
        let (chances, _, _) = chain.expected();
        for unit in &chances {
            assert!((unit.iter().sum::<f32>() - 1.0).abs() < 1e-4, "{unit:?}");
        }
        let (labels, share) = chain.best();
        assert_eq!(labels, [Label::BeginSource, Label::InSource, Label::BeginContent]);
        assert!(share > 0.1 && share < 1.0, "{share}");
    }

    #[test]
    fn nothing_goes_on_that_has_not_begun() {
        let steps = [[0.0; WIDTH]; WIDTH];
        let mut scores = vec![[0.0; WIDTH]; 2];
        scores[0][Label::InContent as usize] = 9.0;
        let (labels, _) = Chain { scores, steps: &steps }.best();
        assert_ne!(labels[0], Label::InContent);
    }
}
