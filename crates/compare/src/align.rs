//! Alignment of two rows of words.

/// The words that two rows share, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Alignment {
    /// Positions of the same word in the one and in the other, rising in both.
    pub(crate) pairs: Vec<(usize, usize)>,
}

/// What a break in the chain of shared words costs, whatever its length: half of what a word with
/// meaning brings, and more than two stop words do. So a passage cut from the middle of a quotation
/// costs no more than one word does, and stop words scattered over two texts never align.
const BREAK: u32 = 5;

/// The best local alignment of `a` and `b`, for rows that may have nothing to do with each other:
/// stop words that stand alone and strays at the ends are not in it.
pub(crate) fn align(a: &[u32], b: &[u32], weight: impl Fn(u32) -> u32 + Copy) -> Alignment {
    chain(a, b, weight, BREAK).without_strays(a, weight)
}

/// The best alignment of two rows that are known to be variants of each other: every shared word
/// counts.
pub(crate) fn align_variants(a: &[u32], b: &[u32], weight: impl Fn(u32) -> u32) -> Alignment {
    chain(a, b, weight, 1)
}

/// The chain of shared words of the greatest worth: each is worth its weight, each break costs
/// `gap`. Smith and Waterman's algorithm (1981) with a gap cost that does not grow, walked over the
/// shared words only; in time proportional to the product of the lengths at worst.
fn chain(a: &[u32], b: &[u32], weight: impl Fn(u32) -> u32, gap: u32) -> Alignment {
    /// No link.
    const NONE: usize = usize::MAX;
    if a == b {
        return Alignment { pairs: (0..a.len()).map(|at| (at, at)).collect() };
    }
    // Where each word stands in b, later places first.
    let mut places: Vec<(u32, usize)> = b.iter().copied().zip(0..).collect();
    places.sort_unstable_by_key(|&(word, at)| (word, std::cmp::Reverse(at)));
    // All chains, each link naming the one before it.
    let mut links: Vec<(usize, usize, usize)> = Vec::new();
    // best[j]: worth and last link of the best chain within the words of a seen and the first j of b.
    let mut best: Vec<(u32, usize)> = vec![(0, NONE); b.len() + 1];
    // last[j]: worth and link of the best chain that ends with word j - 1 of b, and its word of a.
    let mut last: Vec<(usize, u32, usize)> = vec![(NONE, 0, NONE); b.len() + 1];
    for (i, &word) in a.iter().enumerate() {
        let from = places.partition_point(|place| place.0 < word);
        // From the right, so that a word of a is not chained to itself.
        for &(_, j) in places[from..].iter().take_while(|place| place.0 == word) {
            let (worth, link) = best[j];
            let jump = worth.saturating_sub(gap);
            let (row, run, link_before) = last[j];
            let goes_on = row.wrapping_add(1) == i && run >= jump;
            let (before, link) =
                if goes_on { (run, link_before) } else { (jump, if jump > 0 { link } else { NONE }) };
            let worth = before + weight(word);
            last[j + 1] = (i, worth, links.len());
            for best in best[j + 1..].iter_mut().take_while(|best| best.0 < worth) {
                *best = (worth, links.len());
            }
            links.push((i, j, link));
        }
    }
    let mut pairs = Vec::new();
    let mut link = best[b.len()].1;
    while let Some(&(i, j, before)) = links.get(link) {
        pairs.push((i, j));
        link = before;
    }
    pairs.reverse();
    Alignment { pairs }
}

impl Alignment {
    /// The sum of the shared words' weights.
    pub(crate) fn weight(&self, a: &[u32], weight: impl Fn(u32) -> u32) -> u32 {
        self.pairs.iter().map(|&(i, _)| weight(a[i])).sum()
    }

    /// The most shared words in a row without a break in either.
    pub(crate) fn longest_run(&self) -> usize {
        let mut longest = 0;
        let mut run = 0;
        let mut last = None;
        for &(i, j) in &self.pairs {
            run = if last.is_some_and(|(before, other)| (before + 1, other + 1) == (i, j)) {
                run + 1
            } else {
                1
            };
            longest = longest.max(run);
            last = Some((i, j));
        }
        longest
    }

    /// The same without single words at the ends that stand far from the rest: they are there by
    /// chance.
    fn without_strays(mut self, a: &[u32], weight: impl Fn(u32) -> u32) -> Self {
        /// A group of fewer words than this, and of less weight than two with meaning, is a stray…
        const WORDS: usize = 3;
        const WEIGHT: u32 = 15;
        /// … when more words than this stand between it and the next.
        const FAR: usize = 6;
        let far = |one: (usize, usize), next: (usize, usize)| next.0 - one.0 > FAR || next.1 - one.1 > FAR;
        let stray = |group: &[(usize, usize)]| {
            group.len() < WORDS && group.iter().map(|&(i, _)| weight(a[i])).sum::<u32>() < WEIGHT
        };
        while let Some(end) = self.pairs.windows(2).position(|two| far(two[0], two[1])) {
            if !stray(&self.pairs[..=end]) {
                break;
            }
            self.pairs.drain(..=end);
        }
        while let Some(start) = self.pairs.windows(2).rposition(|two| far(two[0], two[1])) {
            if !stray(&self.pairs[start + 1..]) {
                break;
            }
            self.pairs.truncate(start + 1);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
        align(a, b, |word| if word < 10 { 2 } else { 10 }).pairs
    }

    #[test]
    fn cuts_cost_little_and_stop_words_do_not_align() {
        assert_eq!(pairs(&[1, 11, 12], &[1, 11, 12]), [(0, 0), (1, 1), (2, 2)]);
        assert_eq!(pairs(&[11, 12], &[1, 2, 11, 12, 3]), [(0, 2), (1, 3)]);
        assert_eq!(pairs(&[11, 12, 13, 14], &[11, 12, 21, 22, 23, 24, 25, 26, 27, 13, 14]).len(), 4);
        assert_eq!(pairs(&[11, 1, 12], &[11, 2, 12]), [(0, 0), (2, 2)]);
        assert_eq!(pairs(&[1, 2, 3], &[4, 5, 6]), []);
        assert_eq!(pairs(&[], &[1]), []);
    }

    #[test]
    fn strays_are_dropped() {
        let mut far: Vec<u32> = vec![11, 12, 13];
        far.extend(30..45);
        far.push(14);
        assert_eq!(pairs(&[11, 12, 13, 14], &far), [(0, 0), (1, 1), (2, 2)]);
    }
}
