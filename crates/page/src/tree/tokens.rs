use super::builder::with_line_feeds;
use super::tokenizer::{Content, Token, Tokenizer};
use super::{Doctype, Tree};

/// One token of a page, with everything it holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PageToken {
    /// `<!DOCTYPE …>`.
    Doctype {
        /// What it says.
        doctype: Doctype,
        /// Whether it is ill formed, which means quirks mode.
        force_quirks: bool,
    },
    /// `<p …>`.
    StartTag {
        /// In lower case.
        name: String,
        /// Names in lower case, and values.
        attributes: Vec<(String, String)>,
        /// Whether it ends in `/>`.
        self_closing: bool,
    },
    /// `</p>`: the name in lower case.
    EndTag(String),
    /// `<!-- … -->`: what is in between.
    Comment(String),
    /// Characters.
    Text(String),
}

impl Tree<'_> {
    /// The tokens of a text, without a tree that would tell the tokenizer what comes: it begins with
    /// `content`, in an element with the name `inside`. For looking into the tokenizer and for
    /// running the cases that parsers share.
    #[must_use]
    pub fn tokens(text: &str, content: Content, inside: Option<&str>) -> Vec<PageToken> {
        let source = with_line_feeds(text);
        let mut input = Tokenizer::new(&source);
        input.content = content;
        input.last_start = inside.map(|name| input.names.intern(name));
        let mut tokens = Vec::new();
        loop {
            tokens.push(match input.next(false) {
                Token::EndOfFile => return tokens,
                Token::Doctype(token) => {
                    PageToken::Doctype { doctype: token.doctype, force_quirks: token.force_quirks }
                }
                Token::Start(tag) => {
                    let range = tag.attributes.start as usize..tag.attributes.end() as usize;
                    let attributes = input.attributes[range].iter().map(|attribute| {
                        (input.names.spelling(attribute.name).to_owned(), input.value(*attribute).to_owned())
                    });
                    PageToken::StartTag {
                        name: input.names.spelling(tag.name).to_owned(),
                        attributes: attributes.collect(),
                        self_closing: tag.self_closing,
                    }
                }
                Token::End(name) => PageToken::EndTag(input.names.spelling(name).to_owned()),
                Token::Comment(piece) => PageToken::Comment(input.str(piece).to_owned()),
                Token::Text(piece) => PageToken::Text(input.str(piece).to_owned()),
                Token::Nul => PageToken::Text("\0".to_owned()),
            });
        }
    }
}
