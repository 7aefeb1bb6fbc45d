//! Whether a name begins as persons' names do: the one sign that tells "Ann Reyes" from "Harbour Tests".

use std::sync::LazyLock;

use super::words::is_no_name;
use crate::agencies::looks_like_outlet;
use crate::dates::fold;

/// Sorted, so that a name is found by halving: a hash table of all would cost more to make than most
/// runs of the program ask of it.
static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("given_names.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_ascii_whitespace).collect()
});

/// Whether a word is a given name of somewhere, whatever its case and accents. Of a double name one
/// part is enough.
pub(crate) fn is_given_name(word: &str) -> bool {
    let folded = fold(word);
    let known = |name: &str| NAMES.binary_search(&name).is_ok();
    known(&folded) || (folded.contains('-') && folded.split('-').any(known))
}

/// Whether a full name is a person's for all that can be told: two to four capitalised words or
/// initials, a given name first or after an initial, and no word that only desks and outlets have.
/// Names of which no given name is known are not told, though they may be persons'.
pub(crate) fn is_surely_person(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let is_initial = |word: &str| word.trim_end_matches('.').chars().count() == 1;
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let (Some(first), Some(last)) = (words.iter().find(|word| !is_initial(word)), words.last()) else {
        return false;
    };
    (2..=4).contains(&words.len())
        && capital(&words[0])
        && capital(last)
        && last.chars().count() > 1
        && is_given_name(first)
        && !words.iter().any(|word| is_no_name(&fold(word)))
        && !is_trade(&fold(last))
        && !looks_like_outlet(name)
}

/// Whether a folded word ends the names of firms and houses that are called after persons: "Ann Reyes
/// Design".
fn is_trade(word: &str) -> bool {
    const TRADES: &str = "academy advisors advisory apartments architects architektur associates attorneys auto automotive beauty books      boutique brands brewery cafe capital care catering center centre charity church clothing coaching coffee collection      collective college communications community concepts construction consultants consulting cosmetics creative cuisine data      dental design designs desktop digital direct diy electric energy engineering enterprises equipment events farm farms fashion film films      financial fitness flowers foods fotografie foundation furniture galerie gallery games garden gardens global gymnasium health      holdings home homes hotels house immobilien inn institut insurance interiors international jewelry kitchen kitchens labs land lane      law lawyers logistics management marketing motors music nutrition outdoors paper park partners pharma photography plumbing pr      production productions products properties realty records recipes resorts restaurant roofing salon school schule security      server servers shoes software solutions spa sports street systems tech technologies technology theatre theater tours toys trading training      travel travels tv university ventures verlag village vineyards water web werke winery wines works yoga";
    crate::word_lists::holds(TRADES, " ", word) || word.ends_with("schule")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_folded() {
        assert!(NAMES.is_sorted());
        let unfolded: Vec<_> = NAMES.iter().filter(|name| fold(name) != **name).collect();
        assert!(unfolded.is_empty(), "{unfolded:?}");
    }

    #[test]
    fn persons_are_told_from_sections_and_outlets() {
        for name in
            ["Ann Reyes", "Jörg Holt", "J. Peter Osei", "Anne-Marie van Lind", "Ольга Кравец", "Götz B. Lind"]
        {
            assert!(is_surely_person(name), "{name}");
        }
        for name in [
            "Harbour Tests",
            "Alle Beiträge",
            "Ann",
            "Ann reyes",
            "Daily Ledger",
            "Ann Team",
            "Ann Reyes Energy",
            "The Ann Holt",
            "",
        ] {
            assert!(!is_surely_person(name), "{name}");
        }
    }
}
