//! Gradient boosting of decision trees with logistic loss, over measures put into bins.
//!
//! Friedman 2001, with the histogram method and best-first growth that LightGBM made usual
//! (Ke et al. 2017). Deterministic: samples are drawn with a fixed seed.

/// What to train on: rows of measures, each with its label and weight.
#[derive(Default)]
pub(super) struct Examples {
    /// Measures of a row.
    pub(super) width: usize,
    /// All rows, one after the other.
    pub(super) measures: Vec<f32>,
    /// 1 for blocks of the body, 0 for others.
    pub(super) labels: Vec<f32>,
    /// How much each row counts.
    pub(super) weights: Vec<f32>,
}

impl Examples {
    /// All of several together.
    pub(super) fn joined<'e>(parts: impl Iterator<Item = &'e Self>) -> Self {
        let mut all = Self::default();
        for part in parts {
            all.width = all.width.max(part.width);
            all.measures.extend(&part.measures);
            all.labels.extend(&part.labels);
            all.weights.extend(&part.weights);
        }
        all
    }
}

/// How to train.
#[derive(Clone, Copy)]
pub(super) struct Settings {
    /// Number of trees.
    pub(super) trees: usize,
    /// Most leaves of a tree.
    pub(super) leaves: usize,
    /// How far each tree moves the answer.
    pub(super) rate: f64,
    /// Least number of rows in a leaf.
    pub(super) least: usize,
    /// Added to the sum of second derivatives, to keep small leaves small.
    pub(super) ridge: f64,
    /// Share of rows drawn for each tree.
    pub(super) rows: f64,
    /// Share of measures drawn for each tree.
    pub(super) columns: f64,
}

/// Bins a measure is put into.
const BINS: usize = 64;

/// One node of a tree in the making.
enum Node {
    Split { feature: usize, bin: usize, first: usize, second: usize },
    Leaf { value: f64 },
}

/// Trains and gives the trees as lines of text, nodes in preorder.
pub(super) fn train(examples: &Examples, settings: Settings) -> String {
    let rows = examples.labels.len();
    let cuts = cuts(examples);
    let bins = binned(examples, &cuts);
    let mut scores = vec![0.0f64; rows];
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut lines = String::new();
    for _ in 0..settings.trees {
        let gradients: Vec<(f64, f64)> = (0..rows)
            .map(|row| {
                let chance = 1.0 / (1.0 + (-scores[row]).exp());
                let weight = f64::from(examples.weights[row]);
                ((f64::from(examples.labels[row]) - chance) * weight, chance * (1.0 - chance) * weight)
            })
            .collect();
        let drawn: Vec<u32> = (0..rows as u32).filter(|_| random.share() < settings.rows).collect();
        let columns: Vec<usize> = (0..examples.width).filter(|_| random.share() < settings.columns).collect();
        let tree = grow(&bins, examples.width, &gradients, drawn, &columns, settings);
        for (row, score) in scores.iter_mut().enumerate() {
            let measures = &bins[row * examples.width..(row + 1) * examples.width];
            *score += value(&tree, measures);
        }
        write(&tree, 0, &cuts, &mut lines);
        lines.push('\n');
    }
    lines
}

/// Places where each measure is cut into bins: quantiles of its distinct values.
fn cuts(examples: &Examples) -> Vec<Vec<f32>> {
    (0..examples.width)
        .map(|feature| {
            let mut values: Vec<f32> =
                examples.measures.iter().skip(feature).step_by(examples.width).copied().collect();
            values.sort_by(f32::total_cmp);
            let mut cuts: Vec<f32> = Vec::new();
            let mut distinct = values.clone();
            distinct.dedup();
            if distinct.len() <= BINS {
                cuts.extend(distinct.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0));
            } else {
                for step in 1..BINS {
                    let at = values.len() * step / BINS;
                    let cut = values[at];
                    if cuts.last().is_none_or(|last| cut > *last) && cut > values[0] {
                        cuts.push(cut);
                    }
                }
            }
            cuts
        })
        .collect()
}

fn binned(examples: &Examples, cuts: &[Vec<f32>]) -> Vec<u8> {
    examples
        .measures
        .chunks(examples.width)
        .flat_map(|row| {
            row.iter().zip(cuts).map(|(value, cuts)| cuts.partition_point(|cut| cut <= value) as u8)
        })
        .collect()
}

/// A leaf that may be split further.
struct Open {
    node: usize,
    rows: Vec<u32>,
    sums: Vec<(f64, f64, u32)>,
    best: Option<Best>,
}

#[derive(Clone, Copy)]
struct Best {
    gain: f64,
    feature: usize,
    bin: usize,
}

fn grow(
    bins: &[u8],
    width: usize,
    gradients: &[(f64, f64)],
    rows: Vec<u32>,
    columns: &[usize],
    settings: Settings,
) -> Vec<Node> {
    let sums = histogram(bins, width, gradients, &rows, columns);
    let mut nodes = vec![Node::Leaf { value: leaf(&rows, gradients, settings) }];
    let best = best_split(&sums, columns, settings);
    let mut open = vec![Open { node: 0, rows, sums, best }];
    let mut leaves = 1;
    while leaves < settings.leaves {
        let Some(at) = (0..open.len())
            .filter(|&at| open[at].best.is_some())
            .max_by(|&a, &b| gain(&open[a]).total_cmp(&gain(&open[b])))
        else {
            break;
        };
        let Open { node, rows, mut sums, best } = open.swap_remove(at);
        let Some(best) = best else { break };
        let (first, second): (Vec<u32>, Vec<u32>) =
            rows.iter().partition(|&&row| usize::from(bins[row as usize * width + best.feature]) <= best.bin);
        // The larger side's sums are what the smaller side leaves of the whole.
        let smaller = if first.len() <= second.len() { &first } else { &second };
        let small = histogram(bins, width, gradients, smaller, columns);
        for (whole, part) in sums.iter_mut().zip(&small) {
            whole.0 -= part.0;
            whole.1 -= part.1;
            whole.2 -= part.2;
        }
        let (first_sums, second_sums) =
            if first.len() <= second.len() { (small, sums) } else { (sums, small) };
        let number = nodes.len();
        nodes[node] = Node::Split { feature: best.feature, bin: best.bin, first: number, second: number + 1 };
        for (rows, sums) in [(first, first_sums), (second, second_sums)] {
            let node = nodes.len();
            nodes.push(Node::Leaf { value: leaf(&rows, gradients, settings) });
            let best = best_split(&sums, columns, settings);
            open.push(Open { node, rows, sums, best });
        }
        leaves += 1;
    }
    nodes
}

fn gain(open: &Open) -> f64 {
    open.best.map_or(f64::MIN, |best| best.gain)
}

fn leaf(rows: &[u32], gradients: &[(f64, f64)], settings: Settings) -> f64 {
    let (mut first, mut second) = (0.0, 0.0);
    for &row in rows {
        first += gradients[row as usize].0;
        second += gradients[row as usize].1;
    }
    settings.rate * first / (second + settings.ridge)
}

/// Sums of gradients for every column and bin.
fn histogram(
    bins: &[u8],
    width: usize,
    gradients: &[(f64, f64)],
    rows: &[u32],
    columns: &[usize],
) -> Vec<(f64, f64, u32)> {
    let mut sums = vec![(0.0, 0.0, 0); columns.len() * BINS];
    for &row in rows {
        let (first, second) = gradients[row as usize];
        let measures = &bins[row as usize * width..(row as usize + 1) * width];
        for (place, &column) in columns.iter().enumerate() {
            let sum = &mut sums[place * BINS + usize::from(measures[column])];
            sum.0 += first;
            sum.1 += second;
            sum.2 += 1;
        }
    }
    sums
}

fn best_split(sums: &[(f64, f64, u32)], columns: &[usize], settings: Settings) -> Option<Best> {
    let score = |first: f64, second: f64| first * first / (second + settings.ridge);
    let mut best: Option<Best> = None;
    for (place, &feature) in columns.iter().enumerate() {
        let bins = &sums[place * BINS..(place + 1) * BINS];
        let whole = bins.iter().fold((0.0, 0.0, 0), |sum, bin| (sum.0 + bin.0, sum.1 + bin.1, sum.2 + bin.2));
        let mut left = (0.0, 0.0, 0);
        for (bin, part) in bins.iter().enumerate().take(BINS - 1) {
            left = (left.0 + part.0, left.1 + part.1, left.2 + part.2);
            let right = (whole.0 - left.0, whole.1 - left.1, whole.2 - left.2);
            if (left.2 as usize) < settings.least || (right.2 as usize) < settings.least {
                continue;
            }
            let gain = score(left.0, left.1) + score(right.0, right.1) - score(whole.0, whole.1);
            if gain > 1e-6 && best.is_none_or(|best| gain > best.gain) {
                best = Some(Best { gain, feature, bin });
            }
        }
    }
    best
}

fn value(tree: &[Node], measures: &[u8]) -> f64 {
    let mut at = 0;
    loop {
        match tree[at] {
            Node::Leaf { value } => return value,
            Node::Split { feature, bin, first, second } => {
                at = if usize::from(measures[feature]) <= bin { first } else { second };
            }
        }
    }
}

fn write(tree: &[Node], at: usize, cuts: &[Vec<f32>], line: &mut String) {
    if !line.is_empty() && !line.ends_with('\n') {
        line.push(' ');
    }
    match tree[at] {
        Node::Leaf { value } => line.push_str(&format!("={value:.4}")),
        Node::Split { feature, bin, first, second } => {
            line.push_str(&format!("{feature}:{}", cuts[feature][bin]));
            write(tree, first, cuts, line);
            write(tree, second, cuts, line);
        }
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014).
struct Random(u64);

impl Random {
    /// A number from 0 up to 1.
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}
