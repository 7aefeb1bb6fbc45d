//! Character references: `&amp;`, `&#8217;`, `&copy`. WHATWG HTML §13.2.5.72 and §13.5.

/// What a character reference stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Reference {
    /// One character, or two.
    characters: [char; 2],
    /// How many bytes it takes up, with the ampersand.
    pub(super) length: usize,
}

/// Fills the second place of a name that stands for one character.
const NOTHING: char = '\0';

impl Reference {
    pub(super) fn push_to(self, text: &mut String) {
        text.push(self.characters[0]);
        if self.characters[1] != NOTHING {
            text.push(self.characters[1]);
        }
    }
}

/// The reference at the beginning of `bytes`, whose first byte is the ampersand. In attributes a
/// name without a semicolon before `=`, a letter or a digit is part of an address.
pub(super) fn reference(bytes: &[u8], in_attribute: bool) -> Option<Reference> {
    match bytes.get(1)? {
        b'#' => numeric(bytes),
        // By far the most frequent, in every address with parameters.
        b'a' if bytes.starts_with(b"&amp;") => Some(Reference { characters: ['&', NOTHING], length: 5 }),
        byte if byte.is_ascii_alphanumeric() => named(bytes, in_attribute),
        _ => None,
    }
}

fn numeric(bytes: &[u8]) -> Option<Reference> {
    let (first, radix) = if matches!(bytes.get(2)?, b'x' | b'X') { (3, 16) } else { (2, 10) };
    let (mut code, mut end) = (0_u32, first);
    while let Some(digit) = bytes.get(end).and_then(|&byte| char::from(byte).to_digit(radix)) {
        // Anything past the last code point stays there.
        code = (code * radix + digit).min(0x11_0000);
        end += 1;
    }
    if end == first {
        return None;
    }
    let semicolon = usize::from(bytes.get(end) == Some(&b';'));
    Some(Reference { characters: [character(code), NOTHING], length: end + semicolon })
}

/// The character a number stands for: the C1 controls mean what windows-1252 has there.
fn character(code: u32) -> char {
    const WINDOWS_1252: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž',
        '\u{8F}', //
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    match code {
        0 => char::REPLACEMENT_CHARACTER,
        0x80..=0x9F => WINDOWS_1252[(code - 0x80) as usize],
        _ => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// The longest name that `bytes` begins with after the ampersand.
fn named(bytes: &[u8], in_attribute: bool) -> Option<Reference> {
    let longest = bytes.len().min(LONGEST_NAME + 1);
    let letters = bytes[1..longest].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let semicolon = usize::from(bytes.get(1 + letters) == Some(&b';'));
    let mut run = &bytes[1..1 + letters + semicolon];
    let first = usize::from(run[0] - b'0');
    let names = &NAMED[usize::from(FIRST[first])..usize::from(FIRST[first + 1])];
    loop {
        // The last name that does not come after the run begins it, or shares its beginning with it.
        let place = names.partition_point(|(name, _)| name.as_bytes() <= run);
        let (name, characters) = *names.get(place.checked_sub(1)?)?;
        let shared = name.bytes().zip(run).take_while(|(one, other)| one == *other).count();
        if shared == name.len() {
            let length = 1 + name.len();
            let in_address = in_attribute
                && !name.ends_with(';')
                && bytes.get(length).is_some_and(|byte| *byte == b'=' || byte.is_ascii_alphanumeric());
            return (!in_address).then_some(Reference { characters, length });
        }
        run = &run[..shared];
    }
}

const COUNT: usize = 2231;
const LONGEST_NAME: usize = 32;

/// The names of the standard with what they stand for, in byte order.
static NAMED: [(&str, [char; 2]); COUNT] = read_table(include_str!("references.txt"));

/// Where the names that begin with each byte from `0` on begin in [`NAMED`].
static FIRST: [u16; 76] = {
    let mut first = [0; 76];
    let mut byte = 0;
    let mut row = 0;
    while byte < first.len() {
        while row < COUNT && (NAMED[row].0.as_bytes()[0] as usize) < byte + b'0' as usize {
            row += 1;
        }
        first[byte] = row as u16;
        byte += 1;
    }
    first
};

/// Reads lines of a name and one or two code points in hexadecimal.
const fn read_table(mut rest: &str) -> [(&str, [char; 2]); COUNT] {
    let mut table = [("", [NOTHING; 2]); COUNT];
    let mut row = 0;
    while row < COUNT {
        let (name, after) = rest.split_at(find(rest, b' '));
        table[row].0 = name;
        let (line, after) = after.split_at(find(after, b'\n'));
        table[row].1 = code_points(line.as_bytes());
        rest = after.split_at(1).1;
        row += 1;
    }
    table
}

const fn find(text: &str, byte: u8) -> usize {
    let mut at = 0;
    while text.as_bytes()[at] != byte {
        at += 1;
    }
    at
}

const fn code_points(line: &[u8]) -> [char; 2] {
    let mut characters = [NOTHING; 2];
    let (mut at, mut which) = (1, 0);
    let mut code = 0;
    while at <= line.len() {
        if at == line.len() || line[at] == b' ' {
            if let Some(character) = char::from_u32(code) {
                characters[which] = character;
            }
            (code, which) = (0, which + 1);
        } else {
            let digit = line[at];
            code = code * 16 + (if digit <= b'9' { digit - b'0' } else { digit - b'A' + 10 }) as u32;
        }
        at += 1;
    }
    characters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replaced(text: &str, in_attribute: bool) -> String {
        let mut out = String::new();
        match reference(text.as_bytes(), in_attribute) {
            Some(reference) => {
                reference.push_to(&mut out);
                out.push_str(&text[reference.length..]);
            }
            None => out.push_str(text),
        }
        out
    }

    #[test]
    fn every_name_is_found() {
        for (name, characters) in NAMED {
            let found = reference(format!("&{name}").as_bytes(), true).unwrap();
            assert_eq!((found.characters, found.length), (characters, name.len() + 1));
        }
        assert!(NAMED.is_sorted());
        assert!(NAMED.iter().all(|(name, _)| name.len() <= LONGEST_NAME));
    }

    #[test]
    fn the_longest_name_counts() {
        let cases = [
            ("&amp;x", "&x"),
            ("&ampx", "&x"),
            ("&notit;", "¬it;"),
            ("&notin;", "∉"),
            ("&nosuchname;", "&nosuchname;"),
            ("&", "&"),
            ("&;", "&;"),
            ("&nGt;", "≫⃒"),
            ("&#65;&", "A&"),
            ("&#x41 ", "A "),
            ("&#x;", "&#x;"),
            ("&#", "&#"),
            ("&#150;", "–"),
            ("&#0;", "\u{FFFD}"),
            ("&#xD800;", "\u{FFFD}"),
            ("&#99999999999;", "\u{FFFD}"),
            (
                "&zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
                "&zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(replaced(text, false), expected);
        }
    }

    #[test]
    fn addresses_keep_their_parameters() {
        assert_eq!(replaced("&copy=1", true), "&copy=1");
        assert_eq!(replaced("&copy2", true), "&copy2");
        assert_eq!(replaced("&copy", true), "©");
        assert_eq!(replaced("&copy;=", true), "©=");
        assert_eq!(replaced("&copy=1", false), "©=1");
    }
}
