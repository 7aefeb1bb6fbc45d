//! What people see: accounts of articles and tables of quotations, laid out for a terminal or a pipe.

mod article;
mod closing;
mod comparison;
mod dates;
mod paper;
mod paragraphs;
mod reading;
#[cfg(test)]
mod samples;
mod wording;

pub(crate) use article::article;
pub(crate) use closing::{Total, closing, next, notice, origin};
pub(crate) use comparison::comparison;
pub(crate) use paper::{Look, Paper};
pub(crate) use reading::reading;
