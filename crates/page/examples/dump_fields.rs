//! Writes every candidate of every field.

use std::io::{Read, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, set, output] = arguments.as_slice() else { return Err("usage: dump_fields SET OUTPUT".into()) };
    let index: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(&std::fs::read(format!("{set}/index.json"))?)?;
    let mut out = std::io::BufWriter::new(std::fs::File::create(output)?);
    for (id, entry) in &index {
        let mut html = Vec::new();
        let file = entry["file"].as_str().ok_or("an entry without a file")?;
        flate2::read::GzDecoder::new(std::fs::File::open(format!("{set}/{file}"))?).read_to_end(&mut html)?;
        let hints = sayso_page::Hints { url: entry["url"].as_str(), content_type: None, now: None };
        writeln!(out, "{}", serde_json::json!({ "id": id, "all": sayso_page::debug_fields(&html, &hints) }))?;
    }
    Ok(())
}
