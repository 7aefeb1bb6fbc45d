use anyhow::Result;
use sayso_model::{Comparison, History, Hit, Reading};

use crate::args::Format;

/// The JSON Schema of one kind of output, generated from the types that are printed.
pub(crate) fn schema(format: Format) -> Result<String> {
    let schema = match format {
        Format::Read => schemars::schema_for!(Reading),
        Format::Revisions => schemars::schema_for!(History),
        Format::Compare => schemars::schema_for!(Comparison),
        Format::Search => schemars::schema_for!(Hit),
    };
    Ok(serde_json::to_string_pretty(&schema)? + "\n")
}
