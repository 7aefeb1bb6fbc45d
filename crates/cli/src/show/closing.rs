use std::time::Duration;

use sayso_model::Reading;

use super::paper::{Ink, Paper, Words};
use super::reading::{counted, percent};

/// The path or URL an account is of, when there are several.
pub(crate) fn origin(reading: &Reading, paper: &mut Paper) {
    paper.rule();
    let mut words = Words::new().add(Ink::Faint, &reading.input);
    if let Some(id) = &reading.id {
        words.push_item(Ink::Faint, id);
    }
    paper.entry(0, &Words::new().add(Ink::Tag, "FROM"), 6, &words);
}

/// The line of counts below an account, with the time it took when a person waits for it.
pub(crate) fn closing(reading: &Reading, took: Option<Duration>, paper: &mut Paper) {
    let profile = &reading.profile;
    let mut words = Words::new();
    words.push_item(Ink::Plain, &counted(profile.named_sources, "named source"));
    words.push_item(Ink::Plain, &format!("{} anonymous", profile.anonymous_sources));
    words.push_item(Ink::Plain, &counted(reading.attributions.len(), "statement"));
    words.push_item(Ink::Plain, &format!("{} of words in the outlet's own voice", percent(profile.own)));
    push_time(&mut words, took);
    paper.blank();
    paper.line(0, &words);
}

/// Sums over several articles.
#[derive(Debug, Default)]
pub(crate) struct Total {
    articles: usize,
    without_text: usize,
    statements: usize,
}

impl Total {
    pub(crate) fn add(&mut self, reading: &Reading) {
        self.articles += 1;
        self.without_text += usize::from(reading.article.text.trim().is_empty());
        self.statements += reading.attributions.len();
    }

    /// The last line below several accounts.
    pub(crate) fn write(&self, failed: usize, took: Option<Duration>, paper: &mut Paper) {
        let mut words = Words::new().add(Ink::Strong, &counted(self.articles, "article"));
        words.push_item(Ink::Plain, &counted(self.statements, "statement"));
        if self.without_text > 0 {
            words.push_item(Ink::Warning, &format!("{} without text", self.without_text));
        }
        if failed > 0 {
            words.push_item(Ink::Warning, &format!("{failed} could not be read"));
        }
        push_time(&mut words, took);
        paper.rule();
        paper.line(0, &words);
    }
}

fn push_time(words: &mut Words, took: Option<Duration>) {
    if let Some(took) = took {
        words.push_item(Ink::Faint, &format!("{:.2} s", took.as_secs_f32()));
    }
}

/// Commands to try next, one a line and never wrapped, so that they can be copied.
pub(crate) fn next(commands: &[String], paper: &mut Paper) {
    for (count, command) in commands.iter().enumerate() {
        let label = if count == 0 { "Next:" } else { "" };
        paper.cells(
            0,
            &[(Words::new().add(Ink::Faint, label), 6), (Words::new().add(Ink::Plain, command), 0)],
        );
    }
}

/// One sentence of the program's own.
pub(crate) fn notice(text: &str, paper: &mut Paper) {
    paper.line(0, &Words::new().add(Ink::Plain, text));
}
