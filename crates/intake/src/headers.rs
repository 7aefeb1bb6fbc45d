use sha2::{Digest, Sha256};

/// The hash of a response's header lines, as [`sayso_model::Sighting::headers`] defines it.
#[derive(Default)]
pub(crate) struct HeaderHash(Sha256);

impl HeaderHash {
    /// Adds one line; the name in whatever case, the value without white space around it.
    pub(crate) fn add(&mut self, name: &str, value: &[u8]) {
        self.0.update(name.to_ascii_lowercase());
        self.0.update(b": ");
        self.0.update(value.trim_ascii());
        self.0.update(b"\n");
    }

    /// The hash in hexadecimal.
    pub(crate) fn finish(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_case_of_names_does_not_count_and_the_value_does() {
        let hash = |lines: &[(&str, &str)]| {
            let mut hash = HeaderHash::default();
            lines.iter().for_each(|(name, value)| hash.add(name, value.as_bytes()));
            hash.finish()
        };
        // printf 'etag: "a"\n' | sha256sum
        let expected = "8027725b28ff19123744ee0664d8151a77ffff196a8fde02e8901b93aa165aef";
        assert_eq!(hash(&[("ETag", " \"a\"")]), expected);
        assert_eq!(hash(&[("etag", "\"a\"")]), expected);
        assert_ne!(hash(&[("etag", "\"A\"")]), expected);
        assert_ne!(hash(&[("etag", "\"a\""), ("etag", "\"a\"")]), expected);
    }
}
