//! Help, messages and accounts word for word: each file in `commands/` is a session at a prompt.
//! `TRYCMD=overwrite cargo test -p sayso --test commands` writes them anew.

#[test]
fn sessions() {
    let cases = trycmd::TestCases::new();
    cases.default_bin_path(env!("CARGO_BIN_EXE_sayso"));
    cases.case(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/commands/*.trycmd"));
}
