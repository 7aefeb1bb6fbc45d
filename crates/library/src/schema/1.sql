-- Version 1. A file is never changed once released: what comes later is a step of its own.
-- Times are seconds since 1970 in UTC. A hash is the beginning of a SHA-256.

-- Facts about the library as a whole.
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;

-- Bytes that readings are compressed against (zstd, raw content), by the number in the first byte of a reading. They stand here so that
-- a library can be read without the program that made it.
CREATE TABLE dictionary (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);

CREATE TABLE outlet (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,          -- its domain, else its name in lower case
    name TEXT NOT NULL
);

CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    outlet INTEGER REFERENCES outlet,
    url TEXT,                          -- the canonical one, else where it was fetched
    latest INTEGER NOT NULL,           -- the revision that was seen last
    latest_at INTEGER NOT NULL         -- when that was
);

-- What an article is recognised by: hashes of its addresses, and of outlet and title.
CREATE TABLE article_key (
    key INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article,
    PRIMARY KEY (key, article)
) WITHOUT ROWID;

-- Every text ever seen, with all that was read from it.
CREATE TABLE revision (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article,
    seq INTEGER NOT NULL,              -- grows with every change of any row here; what is indexed up to where
    short_id INTEGER NOT NULL,         -- the first 8 bytes of the article's id, to find it by a prefix
    words_key INTEGER NOT NULL,        -- hash of its words, to tell whether a text is new
    first_seen INTEGER NOT NULL,
    published INTEGER,
    reading BLOB NOT NULL              -- the whole reading, compressed; its text stands nowhere else
);
CREATE UNIQUE INDEX revision_seq ON revision (seq);
CREATE INDEX revision_article ON revision (article);
CREATE INDEX revision_short_id ON revision (short_id);

-- Where and when a revision was seen.
CREATE TABLE sighting (
    id INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL REFERENCES revision,
    at INTEGER NOT NULL,
    input TEXT,                        -- as it was given; none when the reading has the same
    url TEXT,                          -- none when the article has the same
    status INTEGER,                    -- of HTTP
    headers INTEGER,                   -- hash of the response's header lines
    etag TEXT,
    last_modified TEXT
);
CREATE INDEX sighting_revision ON sighting (revision);

-- Hashes of what was taken in, byte for byte, and the revision it gave: what is here need not be read again.
CREATE TABLE taken (key BLOB PRIMARY KEY, revision INTEGER NOT NULL) WITHOUT ROWID;

-- Persons, organisations and outlets that are quoted, across articles.
CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,                 -- the name in lower case; persons with the same key are told apart by what follows
    name TEXT NOT NULL,
    kind TEXT NOT NULL,                -- person, name (a single one, which may be several persons), organisation
    roles TEXT NOT NULL,               -- roles it was given, a line each
    places TEXT NOT NULL,              -- countries of the outlets that quote it, a line each
    merged_into INTEGER REFERENCES person
);
CREATE INDEX person_key ON person (key);
CREATE INDEX person_merged ON person (merged_into) WHERE merged_into IS NOT NULL;

-- What a person is found by: names, surnames, without accents.
CREATE TABLE person_name (key TEXT, person INTEGER, PRIMARY KEY (key, person)) WITHOUT ROWID;

-- A source of one revision and the person it is taken to be.
CREATE TABLE mention (
    revision INTEGER,
    source INTEGER,                    -- index among the reading's sources
    person INTEGER NOT NULL REFERENCES person,
    at INTEGER NOT NULL,               -- when the article was published, else first seen
    article INTEGER NOT NULL,          -- as the revision has it: counts need nothing but the index
    statements INTEGER NOT NULL,
    again INTEGER NOT NULL,            -- 1 when the article, in this text or an earlier one, mentions the person already
    PRIMARY KEY (revision, source)
) WITHOUT ROWID;
CREATE INDEX mention_person ON mention (person, at, article, statements, again);

-- What was done to persons by hand, so that it can be undone.
CREATE TABLE operation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    what TEXT NOT NULL,                -- merge, split, rename
    person INTEGER NOT NULL,
    other INTEGER,
    detail TEXT,                       -- what undoing needs, in JSON
    undone_at INTEGER
);

CREATE TABLE feed (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    etag TEXT,
    last_modified TEXT,
    fetched_at INTEGER NOT NULL
);

-- Questions that are asked again: what is new since seen_seq.
CREATE TABLE saved_search (
    name TEXT PRIMARY KEY,
    query TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seen_seq INTEGER NOT NULL
) WITHOUT ROWID;

-- Long work: what was asked for and how far it came. One without an end was interrupted, or still runs.
CREATE TABLE job (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    inputs TEXT NOT NULL,              -- as they were given, in JSON
    begun_at INTEGER NOT NULL,
    ended_at INTEGER,
    new INTEGER NOT NULL DEFAULT 0,
    revised INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0
);
