//! A WARC or ARC file of any bytes: there is an end, blocks are as long as they say, bodies within their limit.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_intake::archive::{Records, Stored};

fuzz_target!(|bytes: &[u8]| {
    const LIMIT: u64 = 1 << 20;
    let Ok(mut records) = Records::new(bytes) else { return };
    let mut block = Vec::new();
    let mut heads = 0;
    while let Some(head) = records.next_head() {
        heads += 1;
        // Each head takes a byte of something; what is packed may be a thousand times as much.
        assert!(heads <= 2000 * bytes.len() + 2, "records without end");
        let Ok(head) = head else { continue };
        if head.length > LIMIT || heads % 3 == 0 {
            continue;
        }
        if records.read_block(&mut block).is_ok() {
            assert_eq!(block.len() as u64, head.length);
        }
        if let Some(stored) = Stored::parse(&block) {
            let _ = (stored.hash(), stored.header("content-type"));
            if let Ok(body) = stored.body(LIMIT) {
                assert!(body.len() as u64 <= LIMIT);
            }
        }
    }
});
