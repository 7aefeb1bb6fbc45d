"""Takes the pages of an archive into a full-text table, as one would in Python: warcio, trafilatura, SQLite FTS5.

usage: adding.py ARCHIVE DATABASE

Extracts in as many processes as there are processors, writes in one, and prints {"articles"} when all is committed.
"""

import json
import multiprocessing
import os
import sqlite3
import sys


def pages(archive):
    from warcio.archiveiterator import ArchiveIterator

    with open(archive, "rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type == "response":
                yield record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read()


def extracted(page):
    import trafilatura

    url, html = page
    found = trafilatura.bare_extraction(html, url=url, with_metadata=True)
    if found is None:
        return None
    found = found.as_dict()
    return [found.get(field) for field in ("url", "title", "author", "hostname", "date", "text")]


def main(archive, database):
    table = sqlite3.connect(database)
    table.execute("PRAGMA journal_mode = WAL")
    table.execute("PRAGMA synchronous = FULL")
    fields = "url UNINDEXED, title, author, hostname, date UNINDEXED, text"
    table.execute(f"CREATE VIRTUAL TABLE articles USING fts5({fields}, tokenize='porter unicode61 remove_diacritics 2')")
    articles = 0
    with multiprocessing.Pool(os.cpu_count()) as pool:
        for row in pool.imap_unordered(extracted, pages(archive), chunksize=8):
            if row is None:
                continue
            table.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?)", row)
            articles += 1
            if articles % 512 == 0:
                table.commit()
    table.commit()
    table.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    table.close()
    print(json.dumps({"articles": articles}))


if __name__ == "__main__":
    main(*sys.argv[1:])
