"""What the checkers of annotated articles share; each folder of annotations has a `check.py` that says what is its own.

Needs Python 3.11 and nothing else.
"""

import argparse
import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

KINDS = ("direct", "indirect", "mixed")
ACTS = ("speech", "writing", "thought", "plan")
SOURCE_KINDS = ("person", "organisation", "outlet", "document", "official", "anonymous", "group", "unknown")
VOICES = ("own", "attributed", "mixed")

ARTICLE = ("id", "url", "date", "text_sha256", "text_length", "sentences", "voice", "attributions",
           "not_attributed", "citations", "figures")
ATTRIBUTION = ("source", "cue", "content", "kind", "act", "speaker", "source_kind", "via")
CITATION = ("span", "outlet", "title", "date")
FIGURE = ("span", "what", "speaker")
# A label names somebody or something. What is longer than this is a piece of the article.
LONGEST_LABEL = 150


@dataclass
class Corpus:
    """A folder of annotated articles, one JSON object a line, one file a part."""

    folder: Path
    """The folder; its name is the corpus's."""
    parts: tuple[str, ...]
    """The files, without `.jsonl`."""
    identifier: str
    """The regular expression of an article's id."""
    address: str
    """How every article's address begins; empty where some have none."""
    due: Callable[[list[dict]], dict[str, list[dict]]]
    """All articles, put into the parts in which they belong, in the order in which they belong there."""


def main(corpus):
    """Checks a corpus as the arguments say, prints the findings, and returns the exit code."""
    arguments = argparse.ArgumentParser(description=f"Checks the annotations in corpus/{corpus.folder.name}.")
    arguments.add_argument("--texts", type=Path, metavar="FILE", help="JSON lines with id and text")
    arguments.add_argument("--counts", action="store_true", help="print the table of README.md and nothing else")
    options = arguments.parse_args()

    parts = {part: read_lines(corpus.folder / f"{part}.jsonl") for part in corpus.parts}
    table = count_table(parts)
    if options.counts:
        print(table)
        return 0
    texts = {line["id"]: line["text"] for line in read_lines(options.texts)} if options.texts else {}
    findings = across_articles(corpus, parts)
    if table not in (corpus.folder / "README.md").read_text(encoding="utf-8"):
        findings.append("README.md: the table of counts is not that of --counts")
    for articles in parts.values():
        for article in articles:
            seen = Article(article, corpus)
            seen.check(texts.get(article["id"]) if options.texts else None, bool(options.texts))
            findings += [f"{article['id']}: {finding}" for finding in seen.findings]
    for finding in findings:
        print(finding)
    how = "with their texts" if options.texts else "without their texts"
    print(f"{corpus.folder.name}: {sum(map(len, parts.values()))} articles {how}, {len(findings)} findings")
    return 1 if findings else 0


def read_lines(path):
    """The JSON objects of a file with one a line."""
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def across_articles(corpus, parts):
    """What no article shows alone: ids, addresses and texts are unique, and each part holds what belongs there."""
    findings = []
    every = [article for part in parts for article in parts[part]]
    for field in ("id", "url", "text_sha256"):
        findings += [f"{value}: {field} stands more than once"
                     for value, times in Counter(article[field] for article in every).items()
                     if times > 1 and value is not None]
    due = corpus.due(every)
    for part in parts:
        if [article["id"] for article in parts[part]] != [article["id"] for article in due[part]]:
            findings.append(f"{part}.jsonl: not the articles that belong there, or not in their order")
    return findings


def count_table(parts):
    """How much there is of everything, as a table in Markdown."""
    rows = [("", *parts, "all")]

    def row(name, count):
        counts = [sum(map(count, articles)) for articles in parts.values()]
        rows.append((name, *(f"{number:,}" for number in [*counts, sum(counts)])))

    row("articles", lambda article: 1)
    row("sentences", lambda article: len(article["sentences"]))
    for voice in VOICES:
        row(f"– {voice}", lambda article, voice=voice: article["voice"].count(voice))
    row("attributions", lambda article: len(article["attributions"]))
    for field, labels in (("kind", KINDS), ("act", ACTS), ("source_kind", SOURCE_KINDS)):
        for label in labels:
            row(f"– {field.replace('_', ' ')} {label}", lambda article, field=field, label=label:
                sum(one[field] == label for one in article["attributions"]))
    row("– with a carrier (`via`)", lambda article: sum(bool(one["via"]) for one in article["attributions"]))
    row("marks without attribution", lambda article: len(article["not_attributed"]))
    row("works cited", lambda article: len(article["citations"]))
    row("figures", lambda article: len(article["figures"]))
    row("– given to a source", lambda article: sum(one["speaker"] is not None for one in article["figures"]))
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, "| --- |" + " ---: |" * (len(parts) + 1))
    return "\n".join(lines)


class Article:
    """One article's annotation, and what is wrong with it."""

    def __init__(self, article, corpus):
        self.article = article
        self.corpus = corpus
        self.text = None
        self.findings = []

    def say(self, message, span=None):
        if span is not None:
            message += f" at {span[0]}–{span[1]}"
            if self.text is not None:
                message += f": {self.text[span[0]:span[1]]!r}"
        self.findings.append(message)

    def check(self, text, texts_given):
        """Everything; without a text, only what offsets and labels show."""
        if not self.has_form():
            return
        if texts_given and text is None:
            self.say("there is no text for it")
        elif text is not None and self.is_that_text(text):
            self.text = text
        self.check_sentences()
        for index, one in enumerate(self.article["attributions"]):
            self.check_attribution(f"attribution {index}", one)
        self.check_order()
        self.check_figures()
        if self.text is not None:
            self.check_words()
            self.check_marks()

    # -- without the text -------------------------------------------------------------------

    def has_form(self):
        """Fields, types and labels are those of README.md; nothing else can be trusted before that."""
        article = self.article
        self.fields("article", article, ARTICLE)
        if self.findings:
            return False
        if not re.fullmatch(self.corpus.identifier, article["id"]):
            self.say(f"id is not of the form {self.corpus.identifier}")
        may_lack = not self.corpus.address
        if not (may_lack if article["url"] is None else article["url"].startswith(self.corpus.address or "https://")):
            self.say(f"url does not begin with {self.corpus.address or 'https://'}")
        if not (may_lack if article["date"] is None else re.fullmatch(r"\d{4}-\d\d-\d\d", article["date"])):
            self.say("date is not of the form 2020-12-31")
        if not re.fullmatch(r"[0-9a-f]{64}", article["text_sha256"]):
            self.say("text_sha256 is no SHA-256")
        for one in article["attributions"]:
            self.fields("attribution", one, ATTRIBUTION)
        for one in article["citations"]:
            self.fields("citation", one, CITATION)
        for one in article["figures"]:
            self.fields("figure", one, FIGURE)
        if self.findings:
            return False
        spans = [*article["sentences"], *article["not_attributed"]]
        spans += [one["span"] for one in article["citations"] + article["figures"]]
        for one in article["attributions"]:
            spans += one["source"] + one["cue"] + one["content"]
            for field, labels in (("kind", KINDS), ("act", ACTS), ("source_kind", SOURCE_KINDS)):
                if one[field] not in labels:
                    self.say(f"unknown {field} {one[field]!r}")
            self.label("speaker", one["speaker"])
            for name in one["via"]:
                self.label("carrier", name or "")
        for span in spans:
            if not (isinstance(span, list) and len(span) == 2 and all(type(end) is int for end in span)
                    and 0 <= span[0] < span[1] <= article["text_length"]):
                self.say(f"{span} is no span of this text")
        for voice in article["voice"]:
            if voice not in VOICES:
                self.say(f"unknown voice {voice!r}")
        for one in article["citations"]:
            if not (one["outlet"] or one["title"]):
                self.say("citation with neither outlet nor title", one["span"])
            for field in ("outlet", "title", "date"):
                self.label(f"citation's {field}", one[field])
        for one in article["figures"]:
            self.label("figure's what", one["what"] or "")
            self.label("figure's speaker", one["speaker"])
        return not self.findings

    def fields(self, what, value, names):
        if not isinstance(value, dict) or tuple(value) != names:
            self.say(f"{what} has not exactly the fields {', '.join(names)}, in this order")

    def label(self, what, value):
        if value is not None and (not isinstance(value, str) or not value.strip() or len(value) > LONGEST_LABEL
                                  or "\n" in value):
            self.say(f"{what} {value!r} is not a short label")

    def check_sentences(self):
        """Each sentence has a voice, and a voice other than `own` exactly where there is content."""
        sentences, voices = self.article["sentences"], self.article["voice"]
        if len(sentences) != len(voices):
            self.say(f"{len(sentences)} sentences and {len(voices)} voices")
        self.in_order("sentences", sentences)
        content = [piece for one in self.article["attributions"] for piece in one["content"]]
        for sentence, voice in zip(sentences, voices):
            if any(overlap(sentence, piece) for piece in content) == (voice == "own"):
                self.say("sentence marked own that holds content" if voice == "own"
                         else f"sentence marked {voice} that holds no content", sentence)

    def check_attribution(self, label, one):
        if not one["content"] or not one["cue"]:
            self.say(f"{label}: no content or no cue")
        for role in ("source", "cue", "content"):
            self.in_order(f"{label}: {role}", one[role])
        for piece in one["content"]:
            for other in one["source"] + one["cue"]:
                if overlap(piece, other):
                    self.say(f"{label}: source or cue inside its own content", piece)
        for piece in one["source"]:
            for other in one["cue"]:
                if overlap(piece, other):
                    self.say(f"{label}: cue inside its own source", piece)
        unknown = one["source_kind"] == "unknown"
        if unknown != (not one["source"]) or unknown != (one["speaker"] is None):
            self.say(f"{label}: source and speaker are empty if and only if the source kind is unknown",
                     (one["source"] + one["cue"])[0])

    def check_order(self):
        """Lists stand in the order of the text, and nothing is listed twice."""
        article = self.article
        begins = [min(piece for role in ("source", "cue", "content") for piece in one[role])
                  for one in article["attributions"]]
        if begins != sorted(begins):
            self.say("attributions are not in the order of the text")
        seen = Counter(json.dumps([one["cue"], one["content"]]) for one in article["attributions"])
        if any(times > 1 for times in seen.values()):
            self.say("an attribution stands twice")
        self.in_order("not_attributed", article["not_attributed"])
        self.in_order("figures", [one["span"] for one in article["figures"]])
        self.in_order("citations", [one["span"] for one in article["citations"]])

    def in_order(self, what, spans):
        for one, next_one in zip(spans, spans[1:]):
            if next_one[0] < one[1]:
                self.say(f"{what}: spans overlap or are out of order", next_one)

    def check_figures(self):
        """A figure is given to one of those whose content it stands in, and to nobody outside content."""
        for figure in self.article["figures"]:
            holders = {one["speaker"] or "unknown" for one in self.article["attributions"]
                       if any(overlap(piece, figure["span"]) for piece in one["content"])}
            if (figure["speaker"] is None) != (not holders) or (holders and figure["speaker"] not in holders):
                self.say(f"figure given to {figure['speaker']!r}, stands in the content of {sorted(holders)}",
                         figure["span"])

    # -- with the text ----------------------------------------------------------------------

    def is_that_text(self, text):
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        if (len(text), digest) == (self.article["text_length"], self.article["text_sha256"]):
            return True
        self.say(f"another text: {len(text)} code points, SHA-256 {digest}")
        return False

    def check_words(self):
        """No span cuts a word or begins or ends in white space; the sentences leave out white space alone."""
        text, article = self.text, self.article
        spans = [*article["sentences"], *article["not_attributed"]]
        spans += [one["span"] for one in article["citations"] + article["figures"]]
        spans += [piece for one in article["attributions"] for role in ("source", "cue", "content")
                  for piece in one[role]]
        for start, end in spans:
            if any(text[at - 1:at + 1].isalnum() and 0 < at < len(text) for at in (start, end)):
                self.say("cuts a word", (start, end))
            if text[start].isspace() or text[end - 1].isspace():
                self.say("white space at an end", (start, end))
        at = 0
        for start, end in [*article["sentences"], [len(text), len(text)]]:
            if text[at:start].strip():
                self.say("no sentence covers this", (at, start))
            at = end

    def check_marks(self):
        """The kind agrees with the quotation marks, and every double mark is covered."""
        text, article = self.text, self.article
        marked_only = {at for start, end in article["not_attributed"] for at in range(start, end)}
        covered = set(marked_only)
        runs = quoted_runs(text)
        for index, one in enumerate(self.article["attributions"]):
            own = {at for start, end in one["content"] for at in range(start, end)}
            covered |= own
            # Marks count for the one whose content holds them: a report inside another's quotation is indirect.
            quoted = {at for start, end in runs if start in own or end - 1 in own
                      for at in range(start, end)} - marked_only
            places = [start + word.start() for start, end in one["content"]
                      for word in re.finditer(r"\w+", text[start:end])]
            inside = sum(place in quoted for place in places)
            kind = "indirect" if not inside else "direct" if inside == len(places) else "mixed"
            unmarked = one["kind"] == "direct" and (self.in_single_marks(one) or self.fills_paragraphs(one))
            if kind != one["kind"] and not unmarked:
                self.say(f"attribution {index}: kind {one['kind']}, but the marks say {kind}", one["content"][0])
        for mark in re.finditer(r'["“”]', text):
            if mark.start() not in covered:
                self.say("a quotation mark covered by nothing",
                         (max(mark.start() - 20, 0), min(mark.end() + 20, len(text))))

    def in_single_marks(self, one):
        """Whether the content is a quotation inside another, which has single marks."""
        pieces = [self.text[start:end] for start, end in one["content"]]
        return all(piece[0] in "'‘" and piece[-1] in "'’" for piece in pieces)

    def fills_paragraphs(self, one):
        """Whether the content is set off as a block, which needs no marks."""
        edges = [(self.text[:start], self.text[end:]) for start, end in one["content"]]
        return all(re.search(r"(?:^|\n)$", before) and re.match(r":?(?:\n|$)", after) for before, after in edges)


def quoted_runs(text):
    """Runs in double marks, paragraph by paragraph, marks included; one that is never closed goes on to the end of
    its paragraph, as in a quotation over several."""
    runs = []
    for paragraph in re.finditer(r"[^\n]+", text):
        start = None
        for mark in re.finditer(r'["“”]', paragraph.group()):
            at = paragraph.start() + mark.start()
            if start is None:
                start = at
            else:
                runs.append((start, at + 1))
                start = None
        if start is not None:
            runs.append((start, paragraph.end()))
    return runs


def overlap(one, other):
    return one[0] < other[1] and other[0] < one[1]
