use std::collections::BTreeMap;

use anyhow::Result;

/// Named figures, such as `attribution.polnear-dev.full.f1`: what `--json` prints and floors refer to.
#[derive(Debug, Default)]
pub(crate) struct Measures(BTreeMap<String, f64>);

impl Measures {
    pub(crate) fn set(&mut self, name: impl Into<String>, value: f64) {
        self.0.insert(name.into(), value);
    }

    pub(crate) fn get(&self, name: &str) -> Option<f64> {
        self.0.get(name).copied()
    }

    pub(crate) fn to_json(&self) -> Result<String> {
        Ok(serde_json::to_string_pretty(&self.0)?)
    }
}
