//! Gradient descent for both models: AdaGrad (Duchi et al. 2011) on the log-likelihood, examples in an order drawn
//! from a fixed seed.

use sayso_attribution::senses_training::{SENSE_BITS, SENSES};
use sayso_attribution::training::{CUE_BITS, Chain, CueExample, LABELS, RoleExample, UNIT_BITS};

/// Passes over the examples.
const PASSES: usize = 8;
/// Passes after whose end the weights count towards their mean (Polyak and Juditsky 1992): what the last examples happened
/// to be shall not rule.
const AVERAGED: std::ops::Range<usize> = 4..PASSES;
/// Times that all is learnt from nothing, each in an order of its own; their mean is kept.
const ORDERS: u64 = 3;
/// Length of the first step.
const RATE: f32 = 0.02;
/// How strongly weights are drawn to nothing.
const RIDGE: f32 = 1e-3;

/// Steps of a transition matrix.
pub(super) type Steps = [[f32; LABELS]; LABELS];

/// Weights of the cue model: logistic regression.
pub(super) fn cues(examples: &[&CueExample]) -> Vec<f32> {
    let mut mean = Mean::new(1 << CUE_BITS);
    for order in 0..ORDERS {
        cues_in_order(examples, order, &mut mean);
    }
    mean.weights().into_iter().map(|[value]| value).collect()
}

fn cues_in_order(examples: &[&CueExample], order: u64, mean: &mut Mean<1>) {
    let mut weights = Weights::<1>::new(1 << CUE_BITS);
    let mut order = Order::new(examples.len(), order);
    for pass in 0..PASSES {
        let mut loss = 0.0_f64;
        for &number in order.drawn() {
            let example = examples[number];
            let sum: f32 = example.rows.iter().map(|&row| weights.values[row as usize][0]).sum();
            let chance = 1.0 / (1.0 + (-sum).exp());
            let wanted = if example.is_cue { 1.0 } else { 0.0 };
            loss -= f64::from(if example.is_cue { chance } else { 1.0 - chance }.max(1e-9).ln());
            for &row in &example.rows {
                weights.step(row as usize, [wanted - chance]);
            }
        }
        eprintln!("cues, pass {}: loss {:.4}", pass + 1, loss / examples.len() as f64);
        if AVERAGED.contains(&pass) {
            mean.add(&weights);
        }
    }
}

/// Weights of the role model: a linear-chain conditional random field.
pub(super) fn roles(examples: &[&RoleExample]) -> (Vec<[f32; LABELS]>, Steps) {
    let (mut mean, mut mean_steps) = (Mean::new(1 << UNIT_BITS), Mean::new(LABELS));
    for order in 0..ORDERS {
        roles_in_order(examples, order, &mut mean, &mut mean_steps);
    }
    let steps = mean_steps.weights();
    (mean.weights(), std::array::from_fn(|before| steps[before]))
}

fn roles_in_order(
    examples: &[&RoleExample],
    order: u64,
    mean: &mut Mean<LABELS>,
    mean_steps: &mut Mean<LABELS>,
) {
    let mut weights = Weights::<LABELS>::new(1 << UNIT_BITS);
    let mut steps = Weights::<LABELS>::new(LABELS);
    let mut order = Order::new(examples.len(), order);
    for pass in 0..PASSES {
        let mut loss = 0.0_f64;
        for &number in order.drawn() {
            let example = examples[number];
            let scores = example.rows.iter().map(|rows| weights.sum(rows)).collect();
            let table: Steps = std::array::from_fn(|before| steps.values[before]);
            let chain = Chain { scores, steps: &table };
            let (chances, expected, total) = chain.expected();
            let mut given: Steps = [[0.0; LABELS]; LABELS];
            let mut score = 0.0;
            for (at, &label) in example.labels.iter().enumerate() {
                score += chain.scores[at][usize::from(label)];
                if at > 0 {
                    let before = usize::from(example.labels[at - 1]);
                    given[before][usize::from(label)] += 1.0;
                    score += table[before][usize::from(label)];
                }
            }
            loss += f64::from(total - score);
            for ((rows, chances), &label) in example.rows.iter().zip(&chances).zip(&example.labels) {
                let mut gradient = chances.map(|chance| -chance);
                gradient[usize::from(label)] += 1.0;
                for &row in rows {
                    weights.step(row as usize, gradient);
                }
            }
            for before in 0..LABELS {
                steps.step(
                    before,
                    std::array::from_fn(|label| given[before][label] - expected[before][label]),
                );
            }
        }
        eprintln!("roles, pass {}: loss {:.4}", pass + 1, loss / examples.len() as f64);
        if AVERAGED.contains(&pass) {
            mean.add(&weights);
            mean_steps.add(&steps);
        }
    }
}

/// Weights of one of the models of senses: multinomial logistic regression, each example by its rows and the column that is
/// right among the first `columns`.
pub(crate) fn senses(examples: &[(Vec<u32>, usize)], columns: usize) -> Vec<[f32; SENSES]> {
    let mut weights = Weights::<SENSES>::new(1 << SENSE_BITS);
    let mut order = Order::new(examples.len(), 0);
    for _ in 0..SENSE_PASSES {
        for &number in order.drawn() {
            let (rows, right) = &examples[number];
            let chances = softmax(&weights.sum(rows)[..columns]);
            let gradient = std::array::from_fn(|at| {
                f32::from(u8::from(at == *right)) - chances.get(at).copied().unwrap_or_default()
            });
            for &row in rows {
                weights.step(row as usize, gradient);
            }
        }
    }
    weights.values
}

/// Passes over the examples of the senses.
const SENSE_PASSES: usize = 8;

fn softmax(scores: &[f32]) -> Vec<f32> {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let weights: Vec<f32> = scores.iter().map(|score| (score - top).exp()).collect();
    let total: f32 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / total).collect()
}

/// Weights with the sums of their squared gradients.
struct Weights<const N: usize> {
    values: Vec<[f32; N]>,
    squares: Vec<[f32; N]>,
}

impl<const N: usize> Weights<N> {
    fn new(rows: usize) -> Self {
        Self { values: vec![[0.0; N]; rows], squares: vec![[1e-3; N]; rows] }
    }

    fn sum(&self, rows: &[u32]) -> [f32; N] {
        let mut sums = [0.0; N];
        for &row in rows {
            for (sum, value) in sums.iter_mut().zip(&self.values[row as usize]) {
                *sum += value;
            }
        }
        sums
    }

    /// One step up the gradient of the log-likelihood.
    fn step(&mut self, row: usize, gradient: [f32; N]) {
        let (values, squares) = (&mut self.values[row], &mut self.squares[row]);
        for at in 0..N {
            let slope = gradient[at] - RIDGE * values[at];
            if slope.abs() > 1e-5 {
                squares[at] += slope * slope;
                values[at] += RATE * slope / squares[at].sqrt();
            }
        }
    }
}

/// The mean of weights that were seen at several times.
struct Mean<const N: usize> {
    sums: Vec<[f32; N]>,
    count: f32,
}

impl<const N: usize> Mean<N> {
    fn new(rows: usize) -> Self {
        Self { sums: vec![[0.0; N]; rows], count: 0.0 }
    }

    fn add(&mut self, weights: &Weights<N>) {
        self.count += 1.0;
        for (sum, value) in self.sums.iter_mut().flatten().zip(weights.values.iter().flatten()) {
            *sum += value;
        }
    }

    fn weights(mut self) -> Vec<[f32; N]> {
        self.sums.iter_mut().flatten().for_each(|sum| *sum /= self.count);
        self.sums
    }
}

/// The examples in a new order each pass, the same on every run.
struct Order {
    numbers: Vec<usize>,
    state: u64,
}

impl Order {
    fn new(count: usize, seed: u64) -> Self {
        let state = 0x9e37_79b9_7f4a_7c15 ^ seed.wrapping_mul(0xd6e8_feb8_6659_fd93);
        Self { numbers: (0..count).collect(), state }
    }

    /// Fisher–Yates with an xorshift generator (Marsaglia 2003).
    fn drawn(&mut self) -> &[usize] {
        for at in (1..self.numbers.len()).rev() {
            self.state ^= self.state << 13;
            self.state ^= self.state >> 7;
            self.state ^= self.state << 17;
            self.numbers.swap(at, (self.state % (at as u64 + 1)) as usize);
        }
        &self.numbers
    }
}
