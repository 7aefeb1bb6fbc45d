#!/usr/bin/env python3
"""Checks the invented stories under corpus/worlds against their gold.

    python3 corpus/check.py                 every world
    python3 corpus/check.py FOLDER…         only these

Needs Python 3.11 and nothing else. Prints one line per finding and exits 1 when there is one. What
it holds the gold to is listed in corpus/README.md; each rule below names what it protects.
"""

import html.parser
import json
import re
import sys
import unicodedata
from pathlib import Path

WORLDS = Path(__file__).resolve().parent / "worlds"
KINDS = {"direct", "indirect", "mixed"}
ACTS = {"speech", "writing", "thought", "plan"}
SOURCE_KINDS = {"person", "organisation", "outlet", "document", "official", "anonymous", "group", "unknown"}
CITATION_KINDS = {"outlet", "document", "statement", "post", "law", "data"}
CELLS = {"verbatim", "changed", "paraphrased", "unattributed", "left_out", "cut_off", "published_before"}
CARRIED = {"verbatim", "changed", "paraphrased", "unattributed"}
DRIFTS = {"exact", "cut", "joined", "reworded", "inserted", "paraphrased", "other_speaker"}
CUT_OFF = {None, "paywall", "teaser", "live", "truncated"}
BLOCK_KINDS = {"heading", "quote", "list", "table", "embed"}
# Namespaces and vocabularies that a page must name; every other host has to be an invented one.
VOCABULARIES = {"schema.org", "www.w3.org", "ogp.me"}
SCHEMA = "sayso.world/1"


def main(arguments):
    """Checks the worlds named, or all; returns the exit code."""
    folders = [Path(a) for a in arguments] or sorted(p for p in WORLDS.iterdir() if p.is_dir())
    findings = 0
    for folder in folders:
        world = World(folder)
        world.check()
        for finding in world.findings:
            print(f"{folder.name}: {finding}")
        findings += len(world.findings)
        count = len(world.gold["documents"])
        attributions = sum(len(d["attributions"]) for d in world.gold["documents"])
        print(f"{folder.name}: {count} documents, {attributions} attributions, "
              f"{len(world.gold['families'])} families, {len(world.findings)} findings")
    return 1 if findings or not folders else 0


class World:
    """One folder: its gold, its pages, and what is wrong with them."""

    def __init__(self, folder):
        self.folder = folder
        self.gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        self.documents = {d["file"]: d for d in self.gold["documents"]}
        self.findings = []
        self.where = ""

    def say(self, message):
        self.findings.append(f"{self.where}: {message}")

    def check(self):
        self.where = "gold.json"
        if self.gold.get("schema") != SCHEMA:
            self.say(f"schema is not {SCHEMA}")
        if self.gold["world"] != self.folder.name:
            self.say("world is not the folder's name")
        pages = {p.name for p in self.folder.iterdir() if p.suffix in {".html", ".txt"}}
        if pages != set(self.documents):
            self.say(f"pages and documents differ: {sorted(pages ^ set(self.documents))}")
        for document in self.gold["documents"]:
            self.where = document["file"]
            self.check_page(document)
            self.check_fields(document)
            self.check_attributions(document)
            self.check_marks_covered(document)
            self.check_others(document)
        for family in self.gold["families"]:
            self.where = family["id"]
            self.check_family(family)
        for family in self.gold["figure_families"]:
            self.where = family["id"]
            self.check_figure_family(family)
        self.where = "copies"
        self.check_copies()

    # -- the page ---------------------------------------------------------------------------

    def check_page(self, document):
        """The gold's body is what the page says, and the page is of a plausible size."""
        raw = (self.folder / document["file"]).read_bytes()
        is_html = document["file"].endswith(".html")
        charset = re.search(rb"charset=[\"']?([\w-]+)", raw)
        source = raw.decode(charset.group(1).decode() if charset else "utf-8")
        if is_html and not 15_000 <= len(raw) <= 60_000:
            self.say(f"{len(raw)} bytes; a page has 15 to 60 kB")
        for host in re.findall(r"https?://([\w.-]+)", source):
            if not host.endswith(".example") and host not in VOCABULARIES:
                self.say(f"host {host} is not an invented one")
        text = visible_text(source) if is_html else normalise(source)
        position = 0
        for number, paragraph in enumerate(document["body"], 1):
            if paragraph != normalise(paragraph):
                self.say(f"¶{number} is not in normal form")
            found = text.find(paragraph, position)
            if found < 0:
                self.say(f"¶{number} does not stand in the page, or not in this order")
            else:
                position = found + len(paragraph)
        if normalise(document["title"]) not in text:
            self.say("title does not stand in the page")
        for name in document["bylines"] + document["credited_to"]:
            if name not in text:
                self.say(f"{name!r} does not stand in the page")
        words = sum(len(p.split()) for p in document["body"])
        if document["cut_off"] != "paywall" and not 350 <= words <= 800:
            self.say(f"{words} words; an article has 350 to 800")

    def check_fields(self, document):
        for field in ("published", "modified"):
            if document[field] is not None and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", document[field]):
                self.say(f"{field} is not ISO 8601 in UTC")
        if document["modified"] and document["modified"] < document["published"]:
            self.say("modified before published")
        if document["cut_off"] not in CUT_OFF:
            self.say(f"unknown cut_off {document['cut_off']!r}")
        for number, kind in document["block_kinds"].items():
            if kind not in BLOCK_KINDS or not 1 <= int(number) <= len(document["body"]):
                self.say(f"bad block kind {number}: {kind}")
        entries = document.get("entries", [])
        times = [entry["at"] for entry in entries]
        if times != sorted(times, reverse=True):
            self.say("entries are not newest first")
        if times and (times[-1] != document["published"] or times[0] > document["modified"]):
            self.say("entries do not begin with published and end by modified")
        listed = [n for e in entries for n in [e["heading"], *e["paragraphs"]]]
        if entries and listed != list(range(1, len(document["body"]) + 1)):
            self.say("entries do not cover the body in order")

    # -- attributions -----------------------------------------------------------------------

    def check_attributions(self, document):
        """Every snippet stands where it is said to; kinds agree with the quotation marks."""
        body = "\n".join(document["body"]).casefold().replace("’", "'")
        spans = {}
        ids = [a["id"] for a in document["attributions"]]
        if ids != [f"a{n}" for n in range(1, len(ids) + 1)]:
            self.say("attribution ids are not a1, a2, … in order")
        for a in document["attributions"]:
            label = a["id"]
            if a["kind"] not in KINDS or a["act"] not in ACTS or a["source_kind"] not in SOURCE_KINDS:
                self.say(f"{label}: unknown kind, act or source_kind")
            content = [self.find(document, s, label) for s in a["content"]]
            spans[label] = content
            source = [self.find(document, s, label) for s in a["source"]]
            cue = [self.find(document, s, label) for s in a["cue"]]
            if not content:
                self.say(f"{label}: no content")
            if not cue:
                self.say(f"{label}: no cue")
            if bool(source) != (a["source_kind"] != "unknown") or bool(a["speaker"]) != (a["source_kind"] != "unknown"):
                self.say(f"{label}: source and speaker are empty if and only if source_kind is unknown")
            if content != sorted(content):
                self.say(f"{label}: content pieces out of order")
            if any(overlap(x, y) for x in source + cue for y in content):
                self.say(f"{label}: source or cue inside its own content")
            if (kind := kind_by_marks(document, content)) != a["kind"]:
                self.say(f"{label}: kind {a['kind']} but the marks say {kind}")
            for name in [a["speaker"] or "", *a["via"]]:
                # A joint source is named in full even when the article names its members apart.
                if bare(name) not in body and not all(bare(part) in body for part in name.split(" and ")):
                    self.say(f"{label}: {name!r} is not a name in this article")
            for s in a.get("inserted", []):
                place = self.find(document, s, label)
                if not any(covers(c, place) for c in content):
                    self.say(f"{label}: insertion outside the content")
                if not re.fullmatch(r"\[.+\]|\(?…\)?", s["text"]):
                    self.say(f"{label}: {s['text']!r} does not look like an insertion or omission")
        for a in document["attributions"]:
            if a["inside"] and not all(any(covers(o, c) for o in spans.get(a["inside"], [])) for c in spans[a["id"]]):
                self.say(f"{a['id']}: does not stand inside {a['inside']}")

    def check_marks_covered(self, document):
        """Words in quotation marks are attributed or expressly not; headings are like headlines."""
        covered = [self.find(document, s, a["id"]) for a in document["attributions"] for s in a["content"]]
        covered += [self.find(document, s, "not_attributed") for s in document["not_attributed"]]
        for s in document["not_attributed"]:
            if not s.get("why"):
                self.say("not_attributed without a why")
        for index, paragraph in enumerate(document["body"]):
            if document["block_kinds"].get(str(index + 1)) == "heading":
                continue
            for start, end in quoted_runs(paragraph, document["single_marks"]):
                # The marks themselves need not be covered: a name may be marked without them.
                inner = (index, start + 2, end - 2)
                if end == len(paragraph) and not re.search(r"(?:[”“»\"’]|'')\W*$", paragraph):
                    inner = (index, start + 2, start + 3)  # never closed: where it ends is a judgement
                if inner[1] < inner[2] and not any(covers(c, inner) for c in covered):
                    self.say(f"¶{index + 1}: {paragraph[start:end]!r} is covered by nothing")

    def check_others(self, document):
        """Citations, figures and the headline's quotations."""
        attributions = {a["id"]: a for a in document["attributions"]}
        for c in document["citations"]:
            self.find(document, c["mention"], "citation")
            if c["kind"] not in CITATION_KINDS or not (c["name"] or c["title"]):
                self.say(f"citation {c['mention']['text']!r} has a bad kind or neither name nor title")
            if c["date"] and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", c["date"]):
                self.say(f"citation date {c['date']!r} is not ISO 8601")
        for f in document["figures"]:
            place = self.find(document, f["where"], "figure")
            if f["text"] != f["where"]["text"] or not isinstance(f["value"], (int, float)):
                self.say(f"figure {f['text']!r} is malformed")
            holders = [a["id"] for a in attributions.values()
                       if any(covers(self.find(document, s, a["id"]), place) for s in a["content"])]
            if bool(holders) != bool(f["attribution"]) or (holders and f["attribution"] not in holders):
                self.say(f"figure {f['text']!r}: stands in {holders}, gold says {f['attribution']}")
            speaker = (attributions[f["attribution"]]["speaker"] or "unknown") if f["attribution"] else None
            if f["speaker"] != speaker:
                self.say(f"figure {f['text']!r}: speaker is not that of its attribution")
        titled = quoted_runs(document["title"], document["single_marks"])
        if len(titled) != len(document["headline"]):
            self.say(f"{len(titled)} quotations in the headline, {len(document['headline'])} in the gold")
        body = " ".join(words(" ".join(p for i, p in enumerate(document["body"], 1)
                                       if document["block_kinds"].get(str(i)) != "heading")))
        for h in document["headline"]:
            if h["text"] not in document["title"]:
                self.say(f"headline quotation {h['text']!r} is not in the title")
            stands = f" {' '.join(words(h['text']))} " in f" {body} "
            if stands != (h["how"] == "verbatim") or h["how"] not in {"verbatim", "changed", "absent"}:
                self.say(f"headline quotation {h['text']!r} is {h['how']}, body disagrees")
            if (h["family"] is None) != (h["how"] == "absent"):
                self.say(f"headline quotation {h['text']!r}: a family if and only if it is not absent")

    # -- across documents -------------------------------------------------------------------

    def check_family(self, family):
        """Cells follow from wording, speaker and time."""
        coverage = {c["file"]: c for c in family["coverage"]}
        if list(coverage) != list(self.documents):
            self.say("coverage does not list every document once, in order")
            return
        carried = {f: c for f, c in coverage.items() if c["cell"] in CARRIED}
        if not carried:
            self.say("nobody carries it")
            return
        first = min(carried.values(), key=lambda c: c["at"])
        if (family["first"], family["first_at"]) != (first["file"], first["at"]):
            self.say(f"first is {first['file']} at {first['at']}")
        for file, cell in coverage.items():
            document = self.documents[file]
            if cell["cell"] not in CELLS:
                self.say(f"{file}: unknown cell {cell['cell']!r}")
            elif file not in carried:
                missing = ("cut_off" if document["cut_off"]
                           else "published_before" if document["published"] < first["at"] else "left_out")
                if cell["cell"] != missing:
                    self.say(f"{file}: cell should be {missing}")
            else:
                self.check_cell(family, document, cell)

    def check_cell(self, family, document, cell):
        file, drift = document["file"], cell["drift"]
        if not set(drift) <= DRIFTS or drift != list(dict.fromkeys(drift)):
            self.say(f"{file}: bad drift {drift}")
        pieces = cell["wording"].split(" … ")
        holders = [a for a in document["attributions"] if a["id"] in cell["attributions"]]
        for piece in pieces:
            if not any(piece in p for p in document["body"]):
                self.say(f"{file}: {piece!r} does not stand in the body")
            if holders and not any(piece in s["text"] for a in holders for s in a["content"]):
                self.say(f"{file}: {piece!r} is not in the content of {cell['attributions']}")
        numbers = {i for i, p in enumerate(document["body"], 1) if pieces[0] in p}
        times = {e["at"] for e in document.get("entries", []) if numbers & set(e["paragraphs"])}
        times = times or {document["published"]}
        if cell["at"] not in times:
            self.say(f"{file}: at {cell['at']} is not when the words were published")
        speakers = {a["speaker"] for a in holders}
        if speakers - {cell["speaker"]} or (cell["cell"] == "unattributed") != (not holders):
            self.say(f"{file}: speaker or attributions do not fit the cell")
        names = {bare(name) for name in [family["speaker"], *family["also"]]}
        same_speaker = not holders or bare(cell["speaker"]) in names
        if same_speaker == ("other_speaker" in drift):
            self.say(f"{file}: other_speaker is wrong")
        told, spoken = words(cell["wording"]), words(family["spoken"])
        wording_drift = [d for d in drift if d != "other_speaker"]
        if cell["cell"] == "verbatim" and (told != spoken or wording_drift != ["exact"]):
            self.say(f"{file}: not verbatim")
        if cell["cell"] == "changed":
            if told == spoken and "joined" not in drift:
                self.say(f"{file}: says changed but is verbatim")
            shorter = told != spoken and is_subsequence(told, spoken)
            if "reworded" not in drift and ("cut" in drift) != shorter:
                self.say(f"{file}: cut is wrong")
            if "cut" in drift and len(told) >= len(spoken):
                self.say(f"{file}: cut, but no shorter")
            if ("reworded" in drift) != bool([w for w in told if w not in spoken and "inserted" not in drift]):
                self.say(f"{file}: reworded is wrong")
            if not is_subsequence(spoken, told) and drift == ["inserted"]:
                self.say(f"{file}: more than inserted")
        if (cell["cell"] == "paraphrased") != ("paraphrased" in drift):
            self.say(f"{file}: paraphrased is wrong")
        quoted = cell["cell"] in {"verbatim", "changed"}
        if quoted == all(a["kind"] == "indirect" for a in holders):
            self.say(f"{file}: quotation marks do not fit {cell['cell']}")

    def check_figure_family(self, family):
        for x in family["appearances"]:
            hits = [f for f in self.documents[x["file"]]["figures"]
                    if (f["text"], f["value"], f["speaker"], f["where"]["paragraph"])
                    == (x["text"], x["value"], x["speaker"], x["paragraph"])]
            if not hits:
                self.say(f"{x['file']}: no figure {x['text']!r}")
            ratio = x["value"] / family["value"]
            drift = "exact" if ratio == 1 else "rounded" if 0.9 <= ratio <= 1.1 else "changed"
            if drift != x["drift"]:
                self.say(f"{x['file']}: drift should be {drift}")

    def check_copies(self):
        for c in self.gold["copies"]:
            copy, original = self.documents[c["copy"]], self.documents[c["of"]]
            if copy["published"] <= original["published"]:
                self.say(f"{c['copy']} is not later than {c['of']}")
            if c["credited"] != (c["origin"] in copy["credited_to"]):
                self.say(f"{c['copy']}: credited is wrong")
            share = repeated(copy["body"], original["body"])
            if abs(share - c["share"]) > 0.011:
                self.say(f"{c['copy']}: share is {share:.2f}")
        for r in self.gold["reports_out_of"]:
            document = self.documents[r["file"]]
            if document["published"] <= self.documents[r["source"]]["published"] and not document.get("entries"):
                self.say(f"{r['file']} is not later than {r['source']}")
            if not any(r["named"] in p for p in document["body"]):
                self.say(f"{r['file']}: {r['named']!r} does not stand in the body")
            if any(not 1 <= n <= len(document["body"]) for n in r["paragraphs"]):
                self.say(f"{r['file']}: paragraph out of range")

    def find(self, document, snippet, label):
        """(paragraph index, start, end) of a snippet; reports one that is missing or ambiguous."""
        nowhere = (-1, 0, 0)
        text, number = snippet["text"], snippet["paragraph"]
        if not 1 <= number <= len(document["body"]):
            self.say(f"{label}: no ¶{number}")
            return nowhere
        paragraph = document["body"][number - 1]
        starts = [m.start() for m in re.finditer(f"(?={re.escape(text)})", paragraph)]
        if not starts:
            self.say(f"{label}: {text!r} does not stand in ¶{number}")
            return nowhere
        if len(starts) > 1 and "occurrence" not in snippet:
            self.say(f"{label}: {text!r} stands {len(starts)} times in ¶{number}, and no occurrence is given")
        start = starts[min(snippet.get("occurrence", 1), len(starts)) - 1]
        end = start + len(text)
        if any(re.fullmatch(r"\w\w", paragraph[max(at - 1, 0):at + 1]) for at in (start, end) if at):
            self.say(f"{label}: {text!r} cuts a word in ¶{number}")
        return (number - 1, start, end)


# -- text ---------------------------------------------------------------------------------------

class Visible(html.parser.HTMLParser):
    """The words of a page without scripts and styles; block elements separate words."""

    INLINE = {"a", "abbr", "b", "cite", "em", "font", "i", "mark", "q", "small", "span", "strong", "sub", "sup",
              "time", "u"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.pieces = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in {"script", "style"}
        if tag not in self.INLINE:
            self.pieces.append(" ")

    def handle_endtag(self, tag):
        self.silent -= tag in {"script", "style"}
        if tag not in self.INLINE:
            self.pieces.append(" ")

    def handle_data(self, data):
        if not self.silent:
            self.pieces.append(data)


def visible_text(source):
    """What a reader of the page sees, whitespace-normalised."""
    parser = Visible()
    parser.feed(source)
    parser.close()
    return normalise("".join(parser.pieces))


def normalise(text):
    """NFC, and every run of white space one space."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def words(text):
    """The words alone: case, marks, editorial brackets and kinds of apostrophe do not count."""
    return re.findall(r"\w+(?:'\w+)*", text.casefold().replace("’", "'"))


def bare(name):
    """A name to compare with: without a leading article, apostrophes alike."""
    return re.sub(r"^(the|an?) ", "", name.casefold().replace("’", "'"))


PAIRS = {"“": "”", "„": "“", "«": "»", '"': '"'}


def quoted_runs(text, single):
    """Outermost runs in quotation marks, marks included; `single` says the outlet uses single marks.

    A run that is never closed goes to the end: a quotation over several paragraphs, or a lost mark.
    """
    runs, i = [], 0
    while i < len(text):
        close = PAIRS.get(text[i])
        if text.startswith("''", i):
            close = "''"
        elif single and text[i] in "‘'" and re.fullmatch(r"[\s(\[—–“\"]?['‘]\w", text[max(i - 1, 0):i + 2]):
            close = "’" if text[i] == "‘" else "'"
        if close is None:
            i += 1
            continue
        end = text.find(close, i + len(close))
        while end >= 0 and close in "’'" and text[end + 1:end + 2].isalnum():
            end = text.find(close, end + 1)
        end = len(text) if end < 0 else end + len(close)
        runs.append((i, end))
        i = end
    return runs


def kind_by_marks(document, content):
    """direct, indirect or mixed, by how many of the content's words stand in quotation marks."""
    inside = outside = 0
    for index, start, end in content:
        paragraph = document["body"][index]
        if document["block_kinds"].get(str(index + 1)) in {"quote", "embed"}:
            inside += 1  # set off as a block: quoted without marks
            continue
        runs = quoted_runs(paragraph, document["single_marks"])
        # Names and titles in marks inside a report are not the source's quoted words.
        names = [s["text"] for s in document["not_attributed"] if s["paragraph"] == index + 1]
        runs = [r for r in runs if not any(n in paragraph[r[0]:r[1]] and len(n) + 4 >= r[1] - r[0] for n in names)]
        for word in re.finditer(r"\w+", paragraph[start:end]):
            if any(a <= start + word.start() < b for a, b in runs):
                inside += 1
            else:
                outside += 1
    return "mixed" if inside and outside else "direct" if inside else "indirect"


def repeated(copy, original):
    """Share of the copy's words that stand in runs of five or more words of the original."""
    a, b = words(" ".join(copy)), words(" ".join(original))
    known = {tuple(b[i:i + 5]) for i in range(len(b) - 4)}
    hit = [False] * len(a)
    for i in range(len(a) - 4):
        if tuple(a[i:i + 5]) in known:
            hit[i:i + 5] = [True] * 5
    return sum(hit) / len(a)


def is_subsequence(short, long):
    rest = iter(long)
    return all(word in rest for word in short)


def covers(outer, inner):
    return outer[0] == inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2]


def overlap(x, y):
    return x[0] == y[0] and x[1] < y[2] and y[1] < x[2]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
