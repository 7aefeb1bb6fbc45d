//! Held against what the reference implementation in Python recorded: `lab/transformer/record.py`.

use serde::Deserialize;

use crate::Transformer;
use crate::encoder::Room;
use crate::pieces::Pieces;
use crate::windows::windows;

#[derive(Deserialize)]
struct Recorded {
    pieces: Vec<RecordedPieces>,
    story: String,
    unary: Vec<Vec<f32>>,
    anchor: usize,
    roles: Vec<[f32; 4]>,
}

#[derive(Deserialize)]
struct RecordedPieces {
    text: String,
    ids: Vec<u32>,
    spans: Vec<[usize; 2]>,
}

const MODEL: &[u8] = include_bytes!("../../../models/english-attribution.bin");

fn recorded() -> Recorded {
    serde_json::from_str(include_str!("../tests/recorded.json")).unwrap()
}

#[test]
fn texts_are_cut_as_the_reference_cuts_them() {
    let transformer = Transformer::load(MODEL).unwrap();
    for right in recorded().pieces {
        let pieces = Pieces::of(&right.text, &transformer.vocabulary);
        let spans: Vec<[usize; 2]> = pieces.spans.iter().map(|span| [span.start, span.end]).collect();
        assert_eq!(pieces.ids, right.ids, "{}", right.text);
        assert_eq!(spans, right.spans, "{}", right.text);
    }
}

/// How far a score made with weights of eight bits, inputs of seven and rare pieces of four may be from the one in floating point,
/// where scores span fifty; as training goes on they span more, and are further apart. Most are far nearer.
const FAR: f32 = 1.5;
const USUAL: f32 = 0.2;
const SPAN: f32 = 50.0;

#[test]
fn scores_are_near_those_in_floating_point() {
    let transformer = Transformer::load(MODEL).unwrap();
    let recorded = recorded();
    let pieces = Pieces::of(&recorded.story, &transformer.vocabulary);
    let window = &windows(&pieces, &transformer.vocabulary)[0];
    let ids = window.ids(&pieces, &transformer.vocabulary);
    let mut room = Room::default();
    let vectors = transformer.encoder.encode(&ids, &mut room);
    let looked = transformer.heads.look(transformer.encoder.kernel(), vectors);
    let unary: Vec<f32> = recorded.unary.concat();
    near(looked.unary(), &unary);
    let roles = transformer.heads.roles(&looked, recorded.anchor);
    near(roles.as_flattened(), recorded.roles.as_flattened());
}

fn near(ours: &[f32], theirs: &[f32]) {
    assert_eq!(ours.len(), theirs.len());
    let apart: Vec<f32> = ours.iter().zip(theirs).map(|(one, other)| (one - other).abs()).collect();
    let furthest = apart.iter().copied().fold(0.0, f32::max);
    let mean = apart.iter().sum::<f32>() / apart.len() as f32;
    let (least, most) =
        theirs.iter().fold((0.0_f32, 0.0_f32), |(least, most), &one| (least.min(one), most.max(one)));
    let wide = ((most - least) / SPAN).max(1.0);
    assert!(furthest < FAR * wide && mean < USUAL * wide, "furthest {furthest}, in the mean {mean}, {wide}");
}

#[test]
fn a_story_is_read() {
    let transformer = Transformer::load(MODEL).unwrap();
    let story = recorded().story;
    let statements = transformer.read(&story);
    // the pieces of a statement whose best chance is that of a role
    let pieces = |statement: &crate::Statement, role: usize| -> Vec<&str> {
        let best = |chances: &[f32; 4]| chances.iter().all(|chance| *chance <= chances[role]);
        statement.roles.iter().filter(|(_, chances)| best(chances)).map(|(span, _)| span.of(&story)).collect()
    };
    let clear = statements.iter().filter(|statement| statement.chance > 0.5);
    let promise = clear.map(|statement| [pieces(statement, 1), pieces(statement, 3)]);
    let promise = promise.into_iter().find(|[_, content]| content.contains(&"promised")).unwrap();
    assert!(promise[0].contains(&"Qui"), "{promise:?}");
}

#[test]
fn any_text_is_read() {
    let transformer = Transformer::load(MODEL).unwrap();
    for text in ["", "\n", "\u{301}", "a\u{301}\u{301}\n\u{0}", "said", "\u{feff}“", "İ"] {
        let _ = transformer.read(text);
    }
    // one paragraph without an end, longer than several windows
    let statements = transformer.read(&"he said that she said that ".repeat(200));
    assert!(statements.iter().all(|statement| statement.chance > 0.0));
}
