use std::io::BufRead;
fn main() {
    let mut args = std::env::args().skip(1);
    let model = std::fs::read(args.next().unwrap()).unwrap();
    let t = std::time::Instant::now();
    let transformer = sayso_transformer::Transformer::load(&model).unwrap();
    eprintln!("load {:?}", t.elapsed());
    let t = std::time::Instant::now();
    let mut words = 0;
    let mut n = 0;
    for line in std::fs::File::open(args.next().unwrap()).map(std::io::BufReader::new).unwrap().lines() {
        let text = line.unwrap().replace("\\n", "\n");
        words += text.split_whitespace().count();
        n += 1;
        for s in transformer.read(&text) {
            let t = |v: &Vec<sayso_model::Span>| v.iter().map(|s| s.of(&text)).collect::<Vec<_>>().join(" … ");
            println!("{n} {:.3} {:?} {:?} | {} | {} | {}", s.chance, s.act, s.kind, t(&s.source), t(&s.cue), t(&s.content));
        }
    }
    let e = t.elapsed().as_secs_f64();
    eprintln!("{n} articles {words} words in {e:.2} s: {:.1} articles of 400 words/s", words as f64 / 400.0 / e);
}
