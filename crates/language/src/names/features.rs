use super::gazetteer::{Gazetteer, Listed};
use crate::Token;
use crate::forms::Form;
use crate::hash::mix;

/// Features a token.
pub const NAME_FEATURES: usize = 40;

/// A sentence in which names are looked for.
#[derive(Default)]
pub struct Scene {
    forms: Vec<Form>,
    tags: Vec<u64>,
    listed: Vec<Listed>,
}

/// Stands for the tag and lists beside the sentence.
const BESIDE: u64 = 99;

impl Scene {
    /// Takes up a sentence.
    pub fn set(&mut self, text: &str, sentence: &[Token], gazetteer: &Gazetteer) {
        self.forms.clear();
        self.forms.extend(sentence.iter().map(|token| Form::new(token.of(text), token)));
        self.tags.clear();
        self.tags.extend(sentence.iter().map(|token| token.tag as u64));
        gazetteer.look_up(sentence, &mut self.listed);
    }

    /// Hashes of what tells whether token `at` belongs to a name, and of what kind.
    #[must_use]
    pub fn features(&self, at: usize) -> [u64; NAME_FEATURES] {
        let form = |at: Option<usize>| at.and_then(|at| self.forms.get(at)).unwrap_or(&Form::NOTHING);
        let tag = |at: Option<usize>| at.and_then(|at| self.tags.get(at)).copied().unwrap_or(BESIDE);
        let lists =
            |at: Option<usize>| at.and_then(|at| self.listed.get(at)).map_or(BESIDE, |&bits| u64::from(bits));
        let [two_left, one_left, here, one_right, two_right] =
            [at.checked_sub(2), at.checked_sub(1), Some(at), Some(at + 1), Some(at + 2)];
        let (w, l, ll, r, rr) =
            (form(here), form(one_left), form(two_left), form(one_right), form(two_right));
        let (wt, lt, llt, rt) = (tag(here), tag(one_left), tag(two_left), tag(one_right));
        let (wg, lg, rg) = (lists(here), lists(one_left), lists(one_right));
        let first = u64::from(at == 0);
        let shape = w.shape << 1 | first;
        let shapes = |a: u64, b: u64| a << 8 | b;
        [
            mix(1, w.word, 0),
            mix(2, w.word, shape),
            mix(3, shape, 0),
            mix(4, w.tail[1], shape),
            mix(5, w.tail[2], shape),
            mix(6, w.tail[3], 0),
            mix(7, w.head, shape),
            mix(8, l.word, 0),
            mix(9, ll.word, 0),
            mix(10, r.word, 0),
            mix(11, rr.word, 0),
            mix(12, l.word, w.word),
            mix(13, w.word, r.word),
            mix(14, l.word, shape),
            mix(15, r.word, shape),
            mix(16, shapes(l.shape, r.shape), shape),
            mix(17, r.shape, shape),
            mix(18, l.shape, shape),
            mix(19, wt, first),
            mix(20, lt, wt),
            mix(21, wt, rt),
            mix(22, shapes(lt, wt), rt),
            mix(23, llt, lt),
            mix(24, wg, shape),
            mix(25, lg, wg),
            mix(26, wg, rg),
            mix(27, shapes(lg, wg), rg),
            mix(28, shapes(wg, wt), shape),
            mix(29, lg, shape),
            mix(30, rg, shape),
            mix(31, ll.word, mix(0, l.word, shape)),
            mix(32, r.word, mix(0, rr.word, shape)),
            mix(33, rr.word, shape),
            mix(34, ll.word, shape),
            mix(35, r.tail[2], r.shape),
            mix(36, l.tail[2], shape),
            mix(37, l.word, shapes(wg, first)),
            mix(38, r.word, wg),
            mix(39, rt, shapes(wg, shape)),
            mix(40, shapes(ll.shape, l.shape), shapes(shape, r.shape)),
        ]
    }
}

/// Hash of what weighs the labels after `before`.
#[must_use]
pub fn step(before: usize) -> u64 {
    mix(0, before as u64, 1)
}
