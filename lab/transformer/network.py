"""The tagger: a six-layer encoder, a label for each piece, and for each anchor the role of every piece.

An anchor is the first piece of a cue. What each other piece is to it (nothing, source, cue, content) is scored from
both pieces and how far they stand apart, so that linking and nesting need no rules.
"""
import math

import torch
from torch import nn
from torch.nn import functional

LAYERS, HEADS, WIDTH, INNER = 6, 12, 384, 1536
PAIR = 128  # width of the scorer of pairs
NEAR = 64  # distances up to this many pieces are told apart in steps
UNARY = 3 * 3 + 2 + 4 + 8  # three layers of begin/inside/outside; anchor; act; kind of source


def bucket(distance):
    """Signed distance in pieces to one of 32 buckets, fine near by and coarse far off. Whole numbers only."""
    near = distance.abs()
    step = sum((near >= bound).long() for bound in (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192))
    return torch.where(distance < 0, step + 16, step)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x, bias, drop):
        batch, length, _ = x.shape
        q, k, v = (
            part.view(batch, length, HEADS, -1).transpose(1, 2) for part in self.qkv(x).chunk(3, dim=-1)
        )
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = self.norm1(x + thin(self.out(seen.transpose(1, 2).reshape(batch, length, WIDTH)), drop))
        return self.norm2(x + thin(self.down(functional.gelu(self.up(x))), drop))


def thin(x, rate):
    """Dropout of whole channels for a window: as good here, and far cheaper than a draw for every value."""
    if not rate:
        return x
    return x * (torch.rand(x.shape[0], 1, x.shape[2]) >= rate) / (1 - rate)


class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(256, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.unary = nn.Linear(WIDTH, UNARY)
        self.pair_anchor = nn.Linear(WIDTH, 2 * PAIR)
        self.pair_piece = nn.Linear(WIDTH, 2 * PAIR)
        self.pair_apart = nn.Embedding(32, PAIR)
        self.pair_role = nn.Linear(PAIR, 4)
        for part in (self.unary, self.pair_role):
            nn.init.normal_(part.weight, std=0.02)
            nn.init.zeros_(part.bias)
        nn.init.zeros_(self.pair_apart.weight)

    def encode(self, ids, mask, drop=0.0):
        x = self.norm(self.words(ids) + self.places.weight[: ids.shape[1]])
        bias = torch.zeros(mask.shape).masked_fill(~mask, -math.inf)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias, drop)
        return thin(x, drop)

    def pairs(self, x, rows, places):
        """Scores of the four roles of every piece, for anchors at `places` of windows `rows`."""
        anchor, scale = self.pair_anchor(x[rows, places]).chunk(2, dim=-1)
        piece, gate = self.pair_piece(x).chunk(2, dim=-1)
        apart = torch.arange(x.shape[1])[None, :] - places[:, None]
        hidden = anchor[:, None] + piece[rows] + scale[:, None] * gate[rows] + self.pair_apart(bucket(apart))
        return self.pair_role(functional.relu(hidden))

    def start_from(self, tensors):
        """Takes the weights of the pre-trained encoder."""
        get = lambda name: tensors[name].float()
        self.words.weight.data = get("embeddings.word_embeddings.weight")
        # There is one kind of segment here, so its vector is one with the places.
        kind = get("embeddings.token_type_embeddings.weight")[0]
        self.places.weight.data = get("embeddings.position_embeddings.weight")[:256] + kind
        copy = lambda part, name: (
            part.weight.data.copy_(get(name + ".weight")),
            part.bias.data.copy_(get(name + ".bias")),
        )
        copy(self.norm, "embeddings.LayerNorm")
        for number, layer in enumerate(self.layers):
            at = f"encoder.layer.{number}."
            for kind_of in ("weight", "bias"):
                parts = [get(f"{at}attention.self.{name}.{kind_of}") for name in ("query", "key", "value")]
                getattr(layer.qkv, kind_of).data.copy_(torch.cat(parts))
            copy(layer.out, at + "attention.output.dense")
            copy(layer.norm1, at + "attention.output.LayerNorm")
            copy(layer.up, at + "intermediate.dense")
            copy(layer.down, at + "output.dense")
            copy(layer.norm2, at + "output.LayerNorm")
