//! The noun of a phrase: what in a run of capitals describes and what names, and what goes on after it.

use std::ops::Range;

use sayso_language::given_name;

use super::{DEEPEST, Phrase, core, is_function, run};
use crate::lexical::lexicon::{Class, Grammar};
use crate::lexical::units::Unit;

/// Tells in a run of capitals the noun that describes from the words that name.
pub(super) fn classify(
    units: &[Unit],
    run: Range<usize>,
    out: &mut Phrase,
    grammar: Grammar,
    determined: bool,
) {
    const PERSONS: &[Class] = &[
        Class::Role,
        Class::RoleFemale,
        Class::Title,
        Class::TitleFemale,
        Class::Official,
        Class::Group,
        Class::Anonymous,
    ];
    const BODIES: &[Class] = &[Class::Organisation, Class::Outlet, Class::Document, Class::Place];
    let describes = |at: &usize| units[*at].any(PERSONS) && !units[*at].any(BODIES);
    // "Bürgermeisterin Jana Holt", "Mme Holt"; in "Sprecher von Marl" the particle ties, and nothing names
    let described = run.clone().take_while(|at| describes(at)).count();
    if described > 0 {
        out.head = Some(run.start + described - 1);
        let rest = run.start + described..run.end;
        if rest.is_empty() {
            return;
        }
        if units[rest.start].has(Class::Particle) && !units[rest.start].capital {
            out.range.end = rest.start;
            return;
        }
        // "Ambasciatore Israele"
        if !units[rest.clone()].iter().all(|unit| unit.has(Class::Place)) {
            out.name = Some(rest);
        }
        return;
    }
    // "David Buik di BGC Partners": a person's name, and where the person belongs
    let tie = run.clone().find(|&at| units[at].has(Class::Of) && !units[at].capital && !grammar.verb_final);
    if let Some(tie) = tie.filter(|&tie| tie >= run.start + 2)
        && !units[run.start..tie].iter().any(|unit| unit.any(BODIES) || unit.caps)
    {
        out.head = None;
        out.name = Some(run.start..tie);
        return;
    }
    if let Some(body) = run.clone().find(|&at| units[at].any(BODIES)) {
        out.head = Some(body);
        // a place may be part of a person's name; a body that is described by a common noun is no name of its own
        let common = grammar.capital_nouns
            && run.len() == 1
            && !units[body].any(&[Class::Outlet, Class::Place])
            && !units[body].caps;
        if !common {
            out.name = Some(run);
        }
        return;
    }
    // "Yuans Kollege Hossein Robatjazi": the noun that describes stands further on
    if let Some(noun) = run.clone().rev().find(describes) {
        out.head = Some(noun);
        let rest = noun + 1..run.end;
        if rest.is_empty() {
            return;
        }
        if units[rest.start].has(Class::Particle) && !units[rest.start].capital {
            out.range.end = rest.start;
        } else {
            out.name = Some(rest);
        }
        return;
    }
    // "Mechaniker Frank Adler": a word before a given name, where nouns may stand so
    let given = |at: usize| given_name(units[at].word).is_some();
    if grammar.verb_final && run.len() > 2 && !given(run.start) && given(run.start + 1) {
        out.head = Some(run.start);
        out.name = Some(run.start + 1..run.end);
        return;
    }
    // "der Händler Peter Osei"; "der Händler"
    if grammar.capital_nouns && determined {
        out.head = Some(run.start);
        let named =
            run.len() > 1 && !units[run.start + 1..run.end].iter().any(|unit| unit.classes.is_source_noun());
        if named && !units[run.start + 1].has(Class::Particle) {
            out.name = Some(run.start + 1..run.end);
        } else if run.len() > 1 {
            out.range.end = run.start + 1;
        }
        return;
    }
    out.head = None;
    out.name = Some(run);
}

/// What goes on after a noun without a name: adjectives, `of …`, the name itself. Gives where it ends.
pub(super) fn after_head(units: &[Unit], out: &mut Phrase, grammar: Grammar, depth: usize) -> usize {
    let mut end = out.range.end;
    let head = out.head.map(|head| units[head].classes).unwrap_or_default();
    if grammar.cases {
        return genitives(units, out);
    }
    for _ in 0..DEEPEST {
        let plain = |at: usize| units.get(at).is_some_and(Unit::is_word) && !is_function(units, at);
        let titled = !head.any(&[Class::Document, Class::Work]);
        if plain(end) && !units[end].capital && !grammar.verb_final {
            // a word that an article follows is a verb
            let verb = units.get(end + 1).is_some_and(|next| {
                next.number || next.any(&[Class::Article, Class::Possessive]) && is_function(units, end + 1)
            });
            if verb || !titled && end > out.range.end {
                break;
            }
            end += 1;
        } else if plain(end) && units[end].capital && titled {
            let name = run(units, end);
            end = name.end;
            // "the government of France Jana Holt" does not occur; "el alcalde de Marl Pedro Gil" does
            out.name = Some(name);
            break;
        } else if depth < DEEPEST
            && units.get(end).is_some_and(|unit| unit.has(Class::Of))
            && (head.is_source_noun() || !grammar.capital_nouns)
            && let Some(owner) = owner(units, end, grammar, depth)
        {
            end = owner;
        } else if head.any(&[Class::Organisation, Class::Outlet, Class::Document, Class::Group])
            && units.get(end).is_some_and(|unit| unit.quotation.is_some())
        {
            end += 1;
            break;
        } else {
            break;
        }
    }
    end
}

/// Where the phrase ends that the tying word at `at` brings.
fn owner(units: &[Unit], at: usize, grammar: Grammar, depth: usize) -> Option<usize> {
    // an article that ties, as the German genitive has it, opens the phrase itself
    let opening = if units[at].has(Class::Article) { at } else { at + 1 };
    let inner = core(units, opening, grammar, depth + 1).filter(|inner| !inner.pronoun).map(|inner| {
        // "the mayor of Marl, Jana Holt": the place is no name of the mayor's
        inner.range.end
    });
    inner.or_else(|| {
        let next = units.get(opening).filter(|unit| unit.is_word())?;
        (!next.capital && !is_function(units, opening)).then_some(opening + 1)
    })
}

/// Where nouns have cases, all that follows a noun until the verb goes with it; a name at its end is the person's.
fn genitives(units: &[Unit], out: &mut Phrase) -> usize {
    /// Words of the longest office.
    const LONGEST: usize = 12;
    const TYING: &[Class] = &[Class::Of, Class::Particle, Class::Organisation];
    let start = out.range.end;
    let mut end = start;
    while end < units.len() && end - start < LONGEST {
        let unit = &units[end];
        let quoted = unit.quotation.is_some();
        let plain = unit.is_word() && !is_function(units, end);
        let tying = unit.any(TYING)
            && units.get(end + 1).is_some_and(|next| next.is_word() && !is_function(units, end + 1));
        if !(plain || tying || quoted) {
            break;
        }
        end += 1;
    }
    let capitals = (start..end)
        .rev()
        .take_while(|&at| units[at].capital && !units[at].caps && units[at].is_word())
        .count();
    let from = end - capitals;
    // "мэр Марла Яна Холт": a given name and a surname, with the father's name between them
    let named = capitals.min(if capitals > 2 && units[end - 2].has(Class::Patronymic) { 3 } else { 2 });
    let person = out.head.is_some_and(|head| {
        units[head].any(&[Class::Role, Class::RoleFemale, Class::Title, Class::TitleFemale])
    });
    if person && (named > 1 || named == 1 && from > start) && end - named >= start {
        out.name = Some(end - named..end);
    } else if person && named == 1 && from == start && end > start {
        out.name = Some(start..end).filter(|_| !units[start].any(&[Class::Place, Class::Oblique]));
    }
    end
}
