//! Writes the measures of every candidate block of a set: for trying out models.

use std::io::{Read, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, set, output] = arguments.as_slice() else { return Err("usage: dump_features SET OUTPUT".into()) };
    let index: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(&std::fs::read(format!("{set}/index.json"))?)?;
    let mut out = std::io::BufWriter::new(std::fs::File::create(output)?);
    for (id, entry) in &index {
        let mut html = Vec::new();
        let file = entry["file"].as_str().ok_or("an entry without a file")?;
        flate2::read::GzDecoder::new(std::fs::File::open(format!("{set}/{file}"))?).read_to_end(&mut html)?;
        let hints = sayso_page::Hints { url: entry["url"].as_str(), content_type: None, now: None };
        let blocks = sayso_page::body_candidates(&html, &hints);
        let texts: Vec<&str> = blocks.iter().map(|(text, _)| text.as_str()).collect();
        let rows: Vec<&[f32]> = blocks.iter().map(|(_, row)| row.as_slice()).collect();
        writeln!(out, "{}", serde_json::json!({ "id": id, "texts": texts, "rows": rows }))?;
    }
    Ok(())
}
