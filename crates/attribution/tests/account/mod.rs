//! A reading told in lines, for the cases to compare.

use sayso_model::Reading;

/// One line for each attribution, then one for each quotation that nobody has.
pub(crate) fn of(reading: &Reading) -> String {
    let name = |id: &String| reading.source(id).map_or("?".to_owned(), |source| source.name.clone());
    let mut out = String::new();
    for attribution in &reading.attributions {
        let source = attribution.source.as_ref().and_then(|id| reading.source(id));
        let source =
            source.map_or("nobody".to_owned(), |source| format!("{} ({:?})", source.name, source.kind));
        let content = attribution.content.join(" … ");
        let (kind, act) = (attribution.kind, attribution.act);
        let how = format!("{kind:?} {act:?}").to_lowercase();
        out += &format!("{source} | {} | {content} | {how}", attribution.cue);
        if !attribution.via.is_empty() {
            out += &format!(" | via {}", attribution.via.iter().map(name).collect::<Vec<_>>().join(", "));
        }
        out.push('\n');
    }
    for words in &reading.not_attributed {
        out += &format!("not attributed | {} | {}\n", words.span.of(&reading.article.text), words.why);
    }
    out
}
