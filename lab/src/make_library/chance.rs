/// Chances that are the same in every run, quickly: SplitMix64 (Steele, Lea, Flood 2014).
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Between 0 and 1, 1 excluded.
    pub(super) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// From `from` to `to`, `to` excluded.
    pub(super) fn between(&mut self, from: usize, to: usize) -> usize {
        from + (self.share() * (to - from) as f64) as usize
    }

    /// A rank below `count` by Zipf's law: the first twice as often as the second. By inverting the integral of 1/x,
    /// which is near enough.
    pub(super) fn rank(&mut self, count: usize) -> usize {
        let rank = ((count as f64 + 1.0).ln() * self.share()).exp() as usize;
        rank.saturating_sub(1).min(count.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn first_ranks_are_drawn_most() {
        let mut chance = Chance::new(7);
        let mut drawn = [0; 100];
        for _ in 0..100_000 {
            drawn[chance.rank(100)] += 1;
        }
        assert!(drawn[0] > 3 * drawn[4] / 2 && drawn[4] > drawn[40] && drawn[99] > 0, "{drawn:?}");
    }
}
