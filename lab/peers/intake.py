"""Says what feedparser or warcio from PyPI makes of the documents of a collection.

usage: intake.py feeds|archives COLLECTION.tar.gz ANSWERS.jsonl

Feeds are answered with {"name", "well_formed", "title", "entries": [{"title", "link", "published",
"updated", "texts"}]} a line, dates as ISO 8601 in UTC; archives with {"name", "records": [{"kind", "url", "date",
"status", "bytes", "sha256"}], "broken"}.
"""

import hashlib
import io
import json
import re
import sys
import tarfile


def feeds(name, document):
    import feedparser

    headers = dict(re.findall(rb"^Header:\s*([\w-]+):\s*(.*?)\s*$", document[:2000], re.M))
    headers = {key.decode().lower(): value.decode("latin-1") for key, value in headers.items()}
    feed = feedparser.parse(document, response_headers=headers, sanitize_html=False)

    def date(parsed):
        return parsed and "%04d-%02d-%02dT%02d:%02d:%02dZ" % tuple(parsed[:6])

    def entry(found):
        texts = [content.get("value") for content in found.get("content", [])] + [found.get("summary")]
        return {
            "title": found.get("title"),
            "link": found.get("link"),
            "published": date(found.get("published_parsed") or found.get("created_parsed")),
            "updated": date(found.get("updated_parsed") if "updated" in found else None),
            "texts": [text for text in texts if text],
        }

    return {
        "well_formed": not feed.bozo,
        "title": feed.feed.get("title"),
        "entries": [entry(found) for found in feed.entries],
    }


def archives(name, document):
    from warcio.archiveiterator import ArchiveIterator

    records, broken = [], None
    try:
        for record in ArchiveIterator(io.BytesIO(document)):
            # Of a request it gives what was sent, of an ARC file's first record nothing: neither is compared.
            compared = record.rec_type not in ("request", "arc_header")
            body = record.content_stream().read() if compared else b""
            answers = record.rec_type in ("response", "revisit")
            records.append({
                "kind": record.rec_type,
                "url": record.rec_headers.get_header("WARC-Target-URI") or record.rec_headers.get_header("uri"),
                "date": record.rec_headers.get_header("WARC-Date") or record.rec_headers.get_header("archive-date"),
                "status": record.http_headers.get_statuscode() if record.http_headers and answers else None,
                "bytes": len(body),
                "sha256": hashlib.sha256(body).hexdigest(),
            })
    except Exception as error:
        broken = type(error).__name__
    return {"records": records, "broken": broken}


def main():
    what, collection, answers = sys.argv[1:]
    answer = {"feeds": feeds, "archives": archives}[what]
    with tarfile.open(collection) as archive, open(answers, "w", encoding="utf-8") as out:
        for member in archive:
            if member.isfile() and (what == "feeds" or "/data/" in member.name):
                name = member.name.removeprefix("./")
                out.write(json.dumps({"name": name, **answer(name, archive.extractfile(member).read())}) + "\n")


main()
