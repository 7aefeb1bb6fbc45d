/// A word without regard to ASCII case, as the number that lexicons are keyed by.
///
/// FNV-1a over the bytes, ASCII letters lowered, the curly apostrophe counted as the straight one.
/// 64 bits keep accidental equality of two words of one article out of practical reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Word(pub u64);

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// The [`Word`] of a written form; usable in constants.
#[must_use]
pub const fn word(form: &str) -> Word {
    let bytes = form.as_bytes();
    let mut hash = OFFSET;
    let mut at = 0;
    while at < bytes.len() {
        let mut byte = bytes[at];
        // U+2019, the closing quotation mark that serves as apostrophe
        if byte == 0xE2 && at + 2 < bytes.len() && bytes[at + 1] == 0x80 && bytes[at + 2] == 0x99 {
            byte = b'\'';
            at += 2;
        }
        hash = (hash ^ byte.to_ascii_lowercase() as u64).wrapping_mul(PRIME);
        at += 1;
    }
    Word(hash)
}

/// Mixes a salt and up to three values into one well-spread number.
#[must_use]
pub const fn mix(salt: u64, a: u64, b: u64) -> u64 {
    let mut hash = (a ^ salt.wrapping_mul(0xD6E8_FEB8_6659_FD93)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    hash = (hash ^ (hash >> 29) ^ b).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_apostrophe_do_not_matter() {
        assert_eq!(word("Said"), word("said"));
        assert_eq!(word("n’t"), word("N'T"));
        assert_ne!(word("said"), word("says"));
    }
}
