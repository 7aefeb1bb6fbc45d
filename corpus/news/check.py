#!/usr/bin/env python3
"""Checks the annotations of newspaper, agency and Wikinews articles in this folder.

    python3 corpus/news/check.py                    what can be seen without the texts
    python3 corpus/news/check.py --texts FILE       every check of the guidelines
    python3 corpus/news/check.py --counts           the table of README.md

FILE is what texts.py prints: JSON lines with `id` and `text`. Needs Python 3.11 and nothing else. Prints one line per
finding and exits 1 when there is one.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from annotations import Corpus, main

COLLECTIONS = ("masc", "gum", "meantime")


def due(articles):
    """Of each collection, by id, every fifth article measures."""
    parts = {"train": [], "test": []}
    for collection in COLLECTIONS:
        ids = sorted((one for one in articles if one["id"].split("-")[0] == collection), key=lambda one: one["id"])
        for at, article in enumerate(ids):
            parts["test" if at % 5 == 4 else "train"].append(article)
    return parts


if __name__ == "__main__":
    sys.exit(main(Corpus(HERE, ("train", "test"), r"(masc|gum|meantime)-[\w.-]+", "", due)))
