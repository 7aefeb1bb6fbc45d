//! What people see: accounts of articles and tables of quotations, laid out for a terminal or a pipe.

mod article;
mod closing;
mod comparison;
mod dates;
mod figures;
mod history;
mod paper;
mod paragraphs;
mod person;
mod reading;
#[cfg(test)]
mod samples;
mod search;
mod wording;

pub(crate) use article::article;
pub(crate) use closing::{Total, closing, next, notice, origin};
pub(crate) use comparison::comparison;
pub(crate) use history::history;
pub(crate) use paper::{Look, Paper};
pub(crate) use person::{person, statement};
pub(crate) use reading::reading;
pub(crate) use search::{asked, facet, hit, pointed, saved};
