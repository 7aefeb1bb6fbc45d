#!/usr/bin/env python3
"""Makes the texts that the annotations in this folder point into, out of the collections that hold them.

    python3 corpus/news/texts.py --masc masc.zip --gum gum-train-free.conllu.gz --meantime meantime-dev.jsonl.gz > texts.jsonl

Each option may be left out; then its articles are. One JSON object a line: `id` and `text`. Needs Python 3.11 and nothing
else. Where the files come from is told in README.md.
"""

import argparse
import gzip
import io
import json
import re
import sys
import zipfile
from pathlib import Path, PurePosixPath

# How the articles of the wire begin, after the words that are meant for editors alone.
BEGINNINGS = {
    "NYTnewswire1": "ANAHEIM, Calif.", "NYTnewswire2": "A Russian accused", "NYTnewswire3": "EAST FISHKILL",
    "NYTnewswire4": "BIRMINGHAM, Ala.", "NYTnewswire5": "SAN FRANCISCO --", "NYTnewswire6": "SAN FRANCISCO --",
    "NYTnewswire7": "Chefs and seafood", "NYTnewswire8": "Intending to ease", "NYTnewswire9": "AUSTIN, Texas",
}
# Several articles run together.
LEFT_OUT = {"20020731-nyt"}
BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
ENDINGS = {"'s", "'S", "n't", "N'T", "'re", "'ve", "'ll", "'d", "'m", "’s", "n’t"}


def main():
    """Prints the texts."""
    arguments = argparse.ArgumentParser(description="Makes the texts that the annotations point into.")
    arguments.add_argument("--masc", type=Path, metavar="FILE", help="MASC's tagged files, zipped")
    arguments.add_argument("--gum", type=Path, metavar="FILE", help="GUM's trees, CoNLL-U packed by gzip")
    arguments.add_argument("--meantime", type=Path, metavar="FILE", help="MEANTIME's articles, JSON lines packed by gzip")
    options = arguments.parse_args()
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n")
    for path, texts in ((options.masc, masc), (options.gum, gum), (options.meantime, meantime)):
        if path:
            for name, text in texts(path):
                print(json.dumps({"id": name, "text": marks(text)}, ensure_ascii=False), file=out)
    out.flush()


def masc(path):
    """The newspaper articles of MASC, whose words stand apart with their tags: `said_VBD`."""
    with zipfile.ZipFile(path) as archive:
        categories = archive.read("masc_tagged/categories.txt").decode().split("\n")
        for line in categories:
            if not line.strip().endswith("newspaper"):
                continue
            file = line.split()[0]
            name = PurePosixPath(file).name.removesuffix(".txt")
            if name in LEFT_OUT:
                continue
            text = words_joined(archive.read("masc_tagged/" + file).decode("utf-8", errors="replace"))
            yield "masc-" + name, text[text.index(BEGINNINGS[name]):] if name in BEGINNINGS else text


def words_joined(tagged):
    """Lines of tagged words as running text; empty lines part paragraphs."""
    paragraphs = [[]]
    for line in tagged.split("\n"):
        words = [tuple(word.rpartition("_")[::2]) if "_" in word[1:] else (word, "") for word in line.split()]
        if words:
            paragraphs[-1].append(line_joined(words))
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join(" ".join(lines) for lines in paragraphs if lines)


def line_joined(words):
    """Words with the spaces that print has between them."""
    out, quoted, glued = "", False, False
    for at, (word, tag) in enumerate(words):
        before = words[at - 1][0] if at else ""
        after = words[at + 1][0] if at + 1 < len(words) else ""
        shown = BRACKETS.get(word, word)
        left = right = False  # whether it stands close to the word before, and to the word after
        if word in ("``", "''", '"'):
            shown, quoted = '"', word == "``" or (word == '"' and not quoted)
            left, right = not quoted, quoted
        elif shown in "([{$£#":
            right = True
        elif shown in ",.;:?!)]}%" or shown in ("...", "..") or shown in ENDINGS or (shown == "'" and tag == "POS"):
            left = True
        elif shown == "-" and before == "-":
            left = True
        elif shown == "/" or (shown == "-" and re.search(r"\w\.?$", before) and re.match(r"\w", after)):
            left = right = True
        out += ("" if not out or left or glued else " ") + shown
        glued = right
    return out


def gum(path):
    """The news articles of GUM, from the sentences above its trees."""
    name, text, begins = None, "", False
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                if name:
                    yield name, text
                document = line.split("=")[1].strip()
                name = "gum-" + document.split("_", 1)[1] if "_news_" in document else None
                text = ""
            elif line.startswith("# newpar"):
                begins = True
            elif name and line.startswith("# text ="):
                space = "" if not text else "\n\n" if begins else " "
                text, begins = text + space + line.split("=", 1)[1].strip(), False
    if name:
        yield name, text


def meantime(path):
    """The English articles of MEANTIME."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            if article["lang"] == "en":
                yield article["id"], article["text"]


def marks(text):
    """The text with straight quotation marks where a typewriter's stand."""
    return re.sub(r"` ` ?|`` ?|''", '"', text).replace("` ", "'")


if __name__ == "__main__":
    main()
