//! The content before a parenthetical cue, and what follows one: `“…,” she said, “…”`.

use sayso_language::{Tag, word};
use sayso_model::Span;

use super::Reader;
use crate::lexicon::{is_occasion, is_subordinator, is_time};
use crate::passages::Unit;
use crate::phrases::{is_comma, is_dash, is_end};

impl Reader<'_> {
    /// What stands before a parenthetical cue that begins at `open`, when it can be its content.
    pub(super) fn left_content(&self, open: usize, without_comma: bool) -> Option<Span> {
        let mut end = open;
        let comma = end > 0 && (is_comma(&self.units[end - 1]) || is_dash(&self.units[end - 1]));
        if comma {
            end -= 1;
        }
        if end == 0 {
            return None;
        }
        let mut start = self.left_bound(end);
        // "It stays closed after inspectors found cracks, officials said": what was found in a clause of the content's
        if comma
            && !self.units[start..end].iter().any(|unit| unit.tag.is_finite() || unit.is_quotation())
            && let Some(bound) = self.bounds.iter().rev().find(|bound| bound.end <= start)
            && bound.start > 2
            && self.in_subordinate_clause(bound.start)
        {
            start = self.left_bound(bound.start - 1);
        }
        if start >= end {
            return None;
        }
        let last = &self.units[end - 1];
        if last.is_quotation() {
            return Some(self.content_with_quotation_last(start, end));
        }
        if !(comma || without_comma) {
            return None;
        }
        // a clause of its own, not a fronted phrase
        // (a past tense may have been taken for a participle)
        let clause = self.units[start..end]
            .iter()
            .any(|unit| (unit.tag.is_finite() || unit.tag == Tag::VBN) && !unit.is_quotation());
        let first = &self.units[start];
        let fronted = (is_subordinator(first.word) || first.tag == Tag::VBG)
            && !self.units[start..end].iter().any(is_comma)
            || first.is(word("asked"))
            || self.is_opening(start, end);
        if !clause || fronted {
            return None;
        }
        Some(Span::new(self.skip_joiner(start), last.span.end))
    }

    /// Whether the subject at `at` is that of a subordinate clause: "after (inspectors found", "after it rained and (parents complained".
    fn in_subordinate_clause(&self, at: usize) -> bool {
        let joint = &self.units[at - 1];
        let clause = || self.units[..at].iter().rev().take_while(|unit| !is_comma(unit));
        is_subordinator(joint.word) || joint.tag == Tag::CC && clause().any(|unit| is_subordinator(unit.word))
    }

    /// The content around a parenthetical cue from `open` to `after` when what stands before it is no clause: `In return,
    /// Holt told the court, he was promised a post`, `The plan, she said, would fail`.
    pub(super) fn around(&self, open: usize, after: usize) -> Option<Vec<Span>> {
        let comma = open.checked_sub(1).filter(|&at| is_comma(&self.units[at]))?;
        let next = self.skip_adverbials(after) + 1;
        let goes_on = self.units.get(next - 1).is_some_and(is_comma)
            && self.units.get(next).is_some_and(|unit| {
                !unit.is_quotation()
                    && !matches!(unit.tag, Tag::CC | Tag::WP | Tag::WDT)
                    && !is_subordinator(unit.word)
                    && !self.cue_clause_begins(next)
            });
        let right = self.until_end(next).filter(|_| goes_on)?;
        let finite = |unit: &Unit| unit.tag.is_finite() && right.covers(unit.span) && !unit.is_quotation();
        if !self.units[next..].iter().any(finite) {
            return None;
        }
        let start = self.left_bound(comma);
        let left = self.units.get(start..comma).filter(|left| !left.is_empty())?;
        // "In a statement on Monday, she said, the plan …" tells when and where it was said
        let occasion = left.iter().any(|unit| is_occasion(unit.word) || is_time(unit.word));
        let left = Span::new(self.skip_joiner(start), left.last()?.span.end);
        Some(if occasion || left.is_empty() { vec![right] } else { vec![left, right] })
    }

    /// The content that ends with a quotation just before a cue: the quotation alone when it is whole
    /// sentences, else the clause it stands in (`The plan is “a disaster,” she said`).
    pub(super) fn content_with_quotation_last(&self, start: usize, end: usize) -> Span {
        let quotation = &self.units[end - 1];
        let lead = &self.units[start..end - 1];
        let lead = match lead.iter().rposition(|unit| is_end(unit) || unit.is(word(":"))) {
            Some(cut) => &lead[cut + 1..],
            None => lead,
        };
        // "Asked what had kept him, he replied: “…”" tells of the question
        let asked = lead.first().is_some_and(|first| first.is(word("asked")));
        let clause =
            !asked && lead.iter().any(|unit| unit.tag.is_verb() || unit.is_quotation()) || lead.len() >= 3;
        match lead.first() {
            Some(first) if clause => Span::new(self.joiner_end(first), quotation.span.end),
            _ => quotation.span,
        }
    }

    pub(super) fn skip_joiner(&self, start: usize) -> usize {
        self.joiner_end(&self.units[start])
    }

    /// Where a content that begins with `first` begins: after "And", "But".
    pub(super) fn joiner_end(&self, first: &Unit) -> usize {
        if first.tag == Tag::CC && !first.is_quotation() { first.span.end + 1 } else { first.span.start }
    }

    /// Where the content left of `end` may begin at the earliest: after the cue and source before it, a
    /// semicolon, or the start.
    pub(super) fn left_bound(&self, end: usize) -> usize {
        let cut = self.units[..end]
            .iter()
            .rposition(|unit| unit.is(word(";")) && !unit.is_quotation())
            .map_or(0, |at| at + 1);
        let mut start = self
            .bounds
            .iter()
            .filter(|bound| bound.end <= end)
            .map(|bound| bound.end)
            .max()
            .unwrap_or(0)
            .max(cut);
        while start < end
            && (is_comma(&self.units[start]) || is_end(&self.units[start]) || is_dash(&self.units[start]))
        {
            start += 1;
        }
        start
    }

    /// What follows a parenthetical cue: none when it makes the reading impossible, else the pieces that go
    /// on with the content (`“…,” she said, “…”`).
    pub(super) fn after_parenthesis(&self, after: usize, left: &Span) -> Option<Vec<Span>> {
        let quoted = self.is_quoted(*left);
        let end = self.skip_adverbials(after);
        let Some(unit) = self.units.get(end) else { return Some(Vec::new()) };
        if is_end(unit) || unit.is(word(";")) {
            let next = self.units.get(end + 1);
            // the quotation that goes on after the full stop of the cue
            return Some(
                next.filter(|next| quoted && next.is_quotation()).map(|next| next.span).into_iter().collect(),
            );
        }
        if unit.is_quotation() && quoted {
            return Some(vec![unit.span]);
        }
        if is_comma(unit) || unit.is(word(":")) || is_dash(unit) {
            let next = end + 1;
            if self.units.get(next).is_some_and(Unit::is_quotation) {
                return Some(self.quotation_at(next).into_iter().collect());
            }
            if quoted
                || self.units.get(next).is_none_or(|unit| {
                    unit.tag == Tag::VBG || is_subordinator(unit.word) || unit.tag == Tag::CC
                })
            {
                return Some(Vec::new());
            }
            // an indirect content that goes on: "The plan, she said, would fail."
            return Some(self.until_end(next).into_iter().collect());
        }
        if quoted {
            // "“…,” she said as she left": what follows is the writer's
            let opens = unit.is(word("that")) || unit.tag == Tag::TO;
            return (!opens).then(Vec::new);
        }
        // "…, Holt said the plan": the clause before the comma was only an opening
        let opens = unit.is(word("that"))
            || unit.tag.is_noun()
            || unit.tag == Tag::PRP
            || unit.tag == Tag::DT
            || unit.tag == Tag::TO
            || unit.tag.is_adjective()
            || unit.tag == Tag::PRPS
            || unit.tag == Tag::EX
            || unit.tag == Tag::CD;
        (!opens).then(Vec::new)
    }

    /// "Pressed by reporters, (Holt said)", "In a letter dated May 3, (Holt wrote)": whether what stands before the comma at `end`
    /// opens a sentence with what happened then and is no clause.
    fn is_opening(&self, start: usize, end: usize) -> bool {
        let first = &self.units[start];
        if start > 0 || !(first.tag == Tag::VBN || first.tag == Tag::VBD || first.tag == Tag::IN) {
            return false;
        }
        let mut inner = false;
        for unit in &self.units[start + 1..end] {
            inner |= matches!(unit.tag, Tag::WP | Tag::WDT | Tag::WRB)
                || unit.is(word("that"))
                || unit.is(word("whether"));
            if unit.tag.is_finite() && !inner && !unit.is_quotation() {
                return false;
            }
        }
        // "In a field that grows, the past decade, Holt says, has"
        let set_off =
            |at: usize| is_comma(&self.units[at]) && !matches!(self.units[at + 1].tag, Tag::VBN | Tag::VBG);
        !(first.tag == Tag::IN && (is_subordinator(first.word) || (start..end - 1).any(set_off)))
    }
}
