use std::fmt;

use super::Scored;
use super::agreement::Share;
use super::document::Role;
use super::meaning::{Labels, Understanding};
use crate::measures::Measures;
use crate::table::{Table, percent, ratio};

impl Scored {
    /// Names every figure for `--json` and the floors.
    pub(crate) fn measure(&self, measures: &mut Measures) {
        let prefix = format!("attribution.{}", self.name);
        let mut set = |name: String, value: f64| measures.set(format!("{prefix}.{name}"), value);
        let agreement = &self.agreement;
        for role in Role::ALL {
            let each = [
                ("exact", agreement.exact),
                ("chunk", agreement.chunk),
                ("soft", agreement.soft),
                ("token", agreement.token),
            ];
            for (name, shares) in each {
                set_share(&mut set, &format!("{name}.{}", role.name()), shares[role as usize]);
            }
            set(format!("jaccard.{}", role.name()), agreement.jaccard(role));
        }
        set_share(&mut set, "found", agreement.found);
        set_share(&mut set, "full", agreement.full);
        let linked = agreement.linked;
        set("source.right".to_owned(), ratio(linked.source_right, linked.with_source));
        set("source.exact".to_owned(), ratio(linked.source_exact, linked.with_source));
        set("source.not_given".to_owned(), ratio(linked.source_not_given, linked.with_source));
        set("source.left_empty".to_owned(), ratio(linked.left_empty, linked.without_source));
        set("cue.right".to_owned(), ratio(linked.cue_right, linked.pairs));
        for (name, count) in &agreement.by_type {
            set(format!("{name}.recall"), ratio(count.found, count.gold));
            set(format!("{name}.source_right"), ratio(count.source_right, count.with_source));
        }
        set("confidence.off".to_owned(), self.calibration.error());
        if let Some(understanding) = &self.understanding {
            understanding.measure(&mut set);
        }
    }
}

impl Understanding {
    fn measure(&self, set: &mut impl FnMut(String, f64)) {
        set("speaker.same".to_owned(), self.speaker_share());
        set("speaker.right".to_owned(), ratio(self.speakers_right, self.speakers));
        set("speaker.whole".to_owned(), ratio(self.speakers_whole, self.speakers));
        set("source_kind.macro_f1".to_owned(), self.source_kinds.macro_f1());
        set("act.macro_f1".to_owned(), self.acts.macro_f1());
        set("voice.own.f1".to_owned(), self.voices.f1("own"));
        set("voice.macro_f1".to_owned(), self.voices.macro_f1());
        set("via.right".to_owned(), ratio(self.chains_right, self.chains));
        set("via.invented".to_owned(), ratio(self.chains_invented, self.unchained));
        set_share(set, "citations", self.citations);
        set_share(set, "figures", self.figures);
        set("figures.given_right".to_owned(), ratio(self.figures_given_right, self.figures_found));
    }
}

fn set_share(set: &mut impl FnMut(String, f64), name: &str, share: Share) {
    set(format!("{name}.p"), share.precision());
    set(format!("{name}.r"), share.recall());
    set(format!("{name}.f1"), share.f1());
}

impl fmt::Display for Scored {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let agreement = &self.agreement;
        writeln!(out, "{}: {} articles\n", self.name, agreement.documents)?;
        let mut table = Table::new(["measure", "role", "P", "R", "F1", "predicted", "gold"]);
        for (name, shares) in [
            ("exact", agreement.exact),
            ("chunk", agreement.chunk),
            ("soft", agreement.soft),
            ("token", agreement.token),
        ] {
            for role in Role::ALL {
                share_row(&mut table, name, role.name(), shares[role as usize]);
            }
        }
        share_row(&mut table, "found", "content", agreement.found);
        share_row(&mut table, "full", "all", agreement.full);
        writeln!(out, "{table}")?;
        let linked = agreement.linked;
        writeln!(
            out,
            "of {} contents found: source right {} (word for word {}, none given {}), left empty where there is none {}, cue right {}\n",
            linked.pairs,
            percent(ratio(linked.source_right, linked.with_source)),
            percent(ratio(linked.source_exact, linked.with_source)),
            percent(ratio(linked.source_not_given, linked.with_source)),
            percent(ratio(linked.left_empty, linked.without_source)),
            percent(ratio(linked.cue_right, linked.pairs)),
        )?;
        let mut table = Table::new(["type", "gold", "found", "source right"]);
        for (name, count) in &agreement.by_type {
            table.row([
                name.clone(),
                count.gold.to_string(),
                percent(ratio(count.found, count.gold)),
                percent(ratio(count.source_right, count.with_source)),
            ]);
        }
        writeln!(out, "{table}")?;
        let mut table = Table::new(["kind", "gold", "found", "source right"]);
        for (kind, recall) in &self.kinds {
            table.row([
                (*kind).to_owned(),
                recall.gold.to_string(),
                percent(ratio(recall.found, recall.gold)),
                percent(ratio(recall.source_right, recall.found)),
            ]);
        }
        writeln!(out, "{table}\n{}", self.calibration)?;
        if let Some(understanding) = &self.understanding {
            writeln!(out, "{understanding}")?;
        }
        write!(out, "{}", self.errors)
    }
}

impl fmt::Display for Understanding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "speaker right {} (word for word {}, the whole gold name and perhaps more {}) of {}",
            percent(ratio(self.speakers_right, self.speakers)),
            percent(self.speaker_share()),
            percent(ratio(self.speakers_whole, self.speakers)),
            self.speakers
        )?;
        label_lines(out, "source kind", &self.source_kinds)?;
        label_lines(out, "act", &self.acts)?;
        label_lines(out, "voice of a sentence", &self.voices)?;
        writeln!(
            out,
            "chains right {} of {}; invented on {} of {} without one",
            percent(ratio(self.chains_right, self.chains)),
            self.chains,
            percent(ratio(self.chains_invented, self.unchained)),
            self.unchained
        )?;
        for (name, share) in [("citations", self.citations), ("figures", self.figures)] {
            writeln!(
                out,
                "{name} P {} R {} F1 {} ({} given, {} gold)",
                percent(share.precision()),
                percent(share.recall()),
                percent(share.f1()),
                share.predicted,
                share.gold
            )?;
        }
        writeln!(
            out,
            "figures given to the right voice {} of {} found",
            percent(ratio(self.figures_given_right, self.figures_found)),
            self.figures_found
        )
    }
}

fn label_lines(out: &mut fmt::Formatter<'_>, name: &str, labels: &Labels) -> fmt::Result {
    write!(out, "{name}: macro F1 {}", percent(labels.macro_f1()))?;
    for (label, f1, gold) in labels.each() {
        write!(out, "; {label} {} of {gold}", percent(f1))?;
    }
    writeln!(out)?;
    let confusions = labels.confusions();
    if !confusions.is_empty() {
        let worst: Vec<String> = confusions
            .iter()
            .take(6)
            .map(|(gold, given, count)| {
                format!("{gold} as {} {count}", if given.is_empty() { "nothing" } else { given })
            })
            .collect();
        writeln!(out, "  confused: {}", worst.join(", "))?;
    }
    Ok(())
}

fn share_row(table: &mut Table, name: &str, role: &str, share: Share) {
    table.row([
        name.to_owned(),
        role.to_owned(),
        percent(share.precision()),
        percent(share.recall()),
        percent(share.f1()),
        share.predicted.to_string(),
        share.gold.to_string(),
    ]);
}
