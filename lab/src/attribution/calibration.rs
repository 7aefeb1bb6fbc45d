//! Whether confidence means what it says.

use std::fmt;

use crate::table::{Table, percent, ratio};

/// Bins of a tenth from one half on, and one for all below.
const BINS: usize = 6;

/// Attributions by the confidence they were given, with how many of them were right: who, cue and content.
#[derive(Clone, Debug, Default)]
pub(crate) struct Calibration {
    bins: [Bin; BINS],
}

#[derive(Clone, Copy, Debug, Default)]
struct Bin {
    given: usize,
    right: usize,
    confidence: f64,
}

impl Calibration {
    /// Adds one attribution of the program's.
    pub(crate) fn add(&mut self, confidence: f32, right: bool) {
        let confidence = f64::from(confidence);
        // .8 as a binary fraction lies a little off
        let at = ((confidence * 10.0 + 1e-4).floor() - 4.0).clamp(0.0, (BINS - 1) as f64) as usize;
        let bin = &mut self.bins[at];
        bin.given += 1;
        bin.right += usize::from(right);
        bin.confidence += confidence;
    }

    /// How far confidence and share right lie apart on average, each attribution counting the same (expected calibration
    /// error).
    pub(crate) fn error(&self) -> f64 {
        let all: usize = self.bins.iter().map(|bin| bin.given).sum();
        let apart: f64 = self.bins.iter().map(|bin| (bin.confidence - bin.right as f64).abs()).sum();
        if all == 0 { 0.0 } else { apart / all as f64 }
    }
}

impl fmt::Display for Calibration {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::new(["confidence", "given", "on average", "right"]);
        for (at, bin) in self.bins.iter().enumerate().filter(|(_, bin)| bin.given > 0) {
            let name = match at {
                0 => "under .5".to_owned(),
                5 => ".9 to 1".to_owned(),
                _ => format!(".{} to .{}", 4 + at, 5 + at),
            };
            table.row([
                name,
                bin.given.to_string(),
                percent(bin.confidence / bin.given as f64),
                percent(ratio(bin.right, bin.given)),
            ]);
        }
        writeln!(out, "{table}confidence is off by {} on average", percent(self.error()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_confidence_falls_into_its_tenth() {
        let mut calibration = Calibration::default();
        for confidence in [0.2, 0.5, 0.59, 0.8, 0.9, 1.0] {
            calibration.add(confidence, confidence > 0.7);
        }
        let given: Vec<usize> = calibration.bins.iter().map(|bin| bin.given).collect();
        assert_eq!(given, [1, 2, 0, 0, 1, 2]);
        // off by .2, 1.09, .2 and .1 in the four bins
        assert!((calibration.error() - 1.59 / 6.0).abs() < 1e-6, "{}", calibration.error());
    }
}
