"""Article to windows of word pieces, with what the tagger shall say of each.

A window is [CLS], some pieces of what went before, then whole paragraphs, each closed by [SEP]. What went before is
there to be looked at: its labels were given by the window before. `crates/transformer/src/windows.rs` cuts the same way.
"""
import re
from dataclasses import dataclass

CLS, SEP, MASK = 101, 102, 103
LENGTH = 256  # pieces in a window, with [CLS] and every [SEP]
BEFORE = 64  # at most so many of them repeat what went before,
ENOUGH = 32  # and at least so many, if so many went before
LAYERS = ("source", "cue", "content")
ACTS = ("speech", "writing", "thought", "plan")
KINDS = ("person", "organisation", "outlet", "document", "official", "anonymous", "group", "unknown")


@dataclass
class Window:
    ids: list  # pieces
    spans: list  # (start, end) of each piece in the text; (p, p) for [CLS] and [SEP]
    core: int  # where the window's own pieces begin
    first: int  # number of the first own piece in the article
    layers: list = None  # for each layer, 0 outside, 1 begins, 2 goes on
    anchors: list = None  # (place, role of every piece, act, kind)


def pieces(text, tokenizer):
    """Pieces of the whole text, each paragraph closed by [SEP]."""
    ids, spans = [], []
    for found in re.finditer(r"[^\n]+", text):
        if not found.group().strip():
            continue
        encoding = tokenizer.encode(found.group(), add_special_tokens=False)
        ids += encoding.ids
        spans += [(s + found.start(), e + found.start()) for s, e in encoding.offsets]
        ids.append(SEP)
        spans.append((found.end(), found.end()))
    return ids, spans


def cuts(ids, stops):
    """Where each window begins, with what it repeats, and where its own pieces begin.

    A window ends after a paragraph if one ends late enough, else after a sentence, else anywhere.
    """
    ends = {i for i, piece in enumerate(ids) if piece == SEP}
    stops = {i for i, piece in enumerate(ids) if piece in stops} | ends
    found, start = [], 0
    while start < len(ids):
        begin = max(start - BEFORE, 0)
        if start >= BEFORE:
            begin = next((i + 1 for i in reversed(range(begin, start - ENOUGH)) if i in stops), begin)
        found.append((begin, start))
        room = LENGTH - 1 - (start - begin)
        end = min(start + room, len(ids))
        if end < len(ids):
            late = [i + 1 for i in range(start + room * 2 // 3, end) if i in ends]
            late = late or [i + 1 for i in range(start + room // 3, end) if i in stops]
            end = late[-1] if late else end
        start = end
    return found


def windows(document, tokenizer, gold):
    """Windows of one document; with `gold`, labelled by its attributions."""
    ids, spans = pieces(document["text"], tokenizer)
    stops = {tokenizer.token_to_id(stop) for stop in ".!?"}
    starts = cuts(ids, stops)
    labels = label(document, spans) if gold else None
    for number, (begin, start) in enumerate(starts):
        end = starts[number + 1][1] if number + 1 < len(starts) else len(ids)
        window = Window([CLS] + ids[begin:end], [(spans[begin][0],) * 2] + spans[begin:end], 1 + start - begin, start)
        if gold:
            layers, anchors = labels
            window.layers = [[0] + layer[begin:end] for layer in layers]
            window.anchors = [
                (place - begin + 1, [0] + roles[begin:end], act, kind)
                for place, roles, act, kind in anchors
                if begin <= place < end
            ]
        yield window


def label(document, spans):
    layers = [[0] * len(spans) for _ in LAYERS]
    anchors = {}
    for attribution in document["attributions"]:
        for layer, name in zip(layers, LAYERS):
            for span in attribution[name]:
                inside = covered(spans, span)
                for i in inside:
                    layer[i] = max(layer[i], 2)
                if inside:
                    layer[inside[0]] = 1
        cue = attribution["cue"] or attribution["content"]
        heads = [i for span in cue for i in covered(spans, span)]
        if not heads:
            continue
        fresh = ([0] * len(spans), -1, -1)
        roles, act, kind = anchors.get(min(heads), fresh)
        for role, name in ((3, "content"), (1, "source"), (2, "cue")):
            for span in attribution[name]:
                for i in covered(spans, span):
                    roles[i] = role
        if "act" in attribution:
            act, kind = ACTS.index(attribution["act"]), KINDS.index(attribution["source_kind"])
        anchors[min(heads)] = (roles, act, kind)
    return layers, [(place, *rest) for place, rest in sorted(anchors.items())]


def covered(spans, span):
    start, end = span
    return [i for i, (s, e) in enumerate(spans) if s < end and e > start]
