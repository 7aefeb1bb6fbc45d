#!/usr/bin/env python3
"""Checks the annotations of Wikinews articles in this folder.

    python3 corpus/wikinews/check.py                    what can be seen without the texts
    python3 corpus/wikinews/check.py --texts FILE       every check of the guidelines
    python3 corpus/wikinews/check.py --counts           the table of README.md

FILE holds the texts as README.md describes: JSON lines with `id` and `text`. Needs Python 3.11 and nothing
else. Prints one line per finding and exits 1 when there is one.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from annotations import Corpus, main

# The latest articles measure, so that nothing in them can have been seen in an earlier one.
LAST_FOR_TEST, BEFORE_FOR_DEV = 30, 20


def due(articles):
    """The articles by their dates, divided."""
    order = sorted(articles, key=lambda article: (article["date"], article["id"]))
    test, dev = len(order) - LAST_FOR_TEST, len(order) - LAST_FOR_TEST - BEFORE_FOR_DEV
    return {"train": order[:dev], "dev": order[dev:test], "test": order[test:]}


if __name__ == "__main__":
    sys.exit(main(Corpus(HERE, ("train", "dev", "test"), r"wikinews-\d{4}-\d{3}", "https://en.wikinews.org/wiki/", due)))
