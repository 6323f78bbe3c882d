-- What is kept, as it came. The name of a body is its hash, so it needs no other.
CREATE TABLE original (
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE,
  body BLOB NOT NULL
);

CREATE TABLE capture (
  id INTEGER PRIMARY KEY,
  report INTEGER NOT NULL,
  version INTEGER NOT NULL,
  original INTEGER NOT NULL,
  pages BLOB,                  -- what the bytes of all its pages come to; NULL for a further page
  fetched TEXT,
  about BLOB NOT NULL,         -- the capture without its bodies
  hash BLOB NOT NULL
);
CREATE INDEX capture_of ON capture (report, pages);
CREATE INDEX capture_original ON capture (original);

-- A report, as it stands now.
CREATE TABLE report (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  place TEXT NOT NULL UNIQUE,  -- its address, or its outlet and text
  article TEXT NOT NULL,
  printing INTEGER NOT NULL,   -- of several reports with one text
  url TEXT,
  outlet TEXT,
  lang TEXT NOT NULL,
  title TEXT NOT NULL,
  published TEXT,
  seen TEXT NOT NULL,
  versions INTEGER NOT NULL,
  doubts INTEGER NOT NULL,
  hash BLOB NOT NULL,
  UNIQUE (article, printing)
);
CREATE INDEX report_doubted ON report (id) WHERE doubts > 0;

CREATE VIEW printed AS
  SELECT report.id, iif(printing = 1, article, article || '#' || printing) AS ref, url, outlet, lang, title, published,
    seen, placed.story, versions
  FROM report LEFT JOIN placed ON placed.report = report.id;

CREATE TABLE version (
  id INTEGER PRIMARY KEY,
  report INTEGER NOT NULL,
  number INTEGER NOT NULL,
  article TEXT NOT NULL,
  title TEXT NOT NULL,
  published TEXT,
  capture INTEGER NOT NULL,
  seen TEXT NOT NULL,
  hash BLOB NOT NULL
);
CREATE INDEX version_of ON version (report, number);
CREATE INDEX version_article ON version (article);

CREATE TABLE reading (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  content BLOB NOT NULL,       -- what it comes to, wherever and whenever the page was taken
  made_by TEXT NOT NULL,
  seen TEXT NOT NULL,
  body BLOB NOT NULL,
  hash BLOB NOT NULL,
  UNIQUE (version, content)
);

-- What is found: a row for every claim of the current reading of the current version. Its number grows with the time
-- of its report, so that the newest come first in the order of numbers.
CREATE TABLE claim (
  id INTEGER PRIMARY KEY,
  report INTEGER NOT NULL,
  claim TEXT NOT NULL,
  tags TEXT NOT NULL
);
CREATE INDEX claim_of ON claim (report);

CREATE TABLE wording (
  id INTEGER PRIMARY KEY,
  says TEXT NOT NULL,
  who TEXT NOT NULL,
  source TEXT,
  cut TEXT,                    -- what it says with particles apart; NULL when that is the same
  hash BLOB NOT NULL
);

CREATE VIEW worded AS
  SELECT claim.id, coalesce(wording.cut, wording.says) AS says, wording.who,
    char(57344) || replace(claim.tags, ' ', ' ' || char(57344)) AS tags -- so that no word is ever taken for a tag
  FROM claim JOIN wording ON wording.id = claim.id;

CREATE VIRTUAL TABLE search USING fts5 (
  says, who, tags,
  content = 'worded', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2', prefix = '3'
);

CREATE TABLE party (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT,
  wikidata TEXT,
  originated INTEGER NOT NULL DEFAULT 0,
  relayed INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX party_originated ON party (originated DESC, id);

CREATE TABLE naming (
  plain TEXT NOT NULL,
  party INTEGER NOT NULL,
  PRIMARY KEY (plain, party)
) WITHOUT ROWID;

-- What it comes to.
CREATE TABLE untold (
  report INTEGER PRIMARY KEY
);

CREATE TABLE placed (
  report INTEGER PRIMARY KEY,
  story INTEGER NOT NULL,
  version INTEGER NOT NULL,
  keys BLOB NOT NULL,
  hash BLOB NOT NULL
);
CREATE INDEX placed_in ON placed (story);

CREATE TABLE story (
  id INTEGER PRIMARY KEY,
  body BLOB NOT NULL,          -- without its claims
  reports BLOB NOT NULL,
  changed TEXT NOT NULL,
  hash BLOB NOT NULL
);

CREATE TABLE traced (
  id INTEGER PRIMARY KEY,
  story INTEGER NOT NULL,
  place INTEGER NOT NULL,      -- among the claims of the story
  body BLOB NOT NULL,
  reports BLOB NOT NULL,       -- one for each telling
  hash BLOB NOT NULL
);
CREATE INDEX traced_in ON traced (story, place);

CREATE TABLE telling (
  report INTEGER NOT NULL,
  claim TEXT NOT NULL,
  traced INTEGER NOT NULL,
  PRIMARY KEY (report, claim)
) WITHOUT ROWID;

CREATE TABLE corrected (
  story INTEGER NOT NULL,
  report INTEGER NOT NULL,
  corrects INTEGER NOT NULL,
  party INTEGER NOT NULL
);
CREATE INDEX corrected_in ON corrected (story);
CREATE INDEX corrected_party ON corrected (party);

-- Numbers that were given and go by another one now.
CREATE TABLE heir (
  kind TEXT NOT NULL,
  id INTEGER NOT NULL,
  now INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;

CREATE TABLE given (
  kind TEXT PRIMARY KEY,
  last INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO given VALUES ('story', 0), ('claim', 0);

CREATE TABLE change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  hash BLOB NOT NULL
);
CREATE INDEX change_kind ON change (kind, id);

-- What analysts say and ask, what comes in, who is there.
CREATE TABLE note (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  hash BLOB NOT NULL
);
CREATE INDEX note_kind ON note (kind, id);
CREATE UNIQUE INDEX note_alert ON note (body ->> '$.watch', body ->> '$.key') WHERE kind = 'Alert';
CREATE INDEX note_watch ON note (body ->> '$.watch') WHERE kind = 'Alert';
CREATE INDEX note_told ON note (body ->> '$.report') WHERE kind = 'Alert';
CREATE INDEX note_sent ON note (body ->> '$.watch', body ->> '$.sent') WHERE kind = 'Alert';
CREATE UNIQUE INDEX note_user ON note (body ->> '$.name') WHERE kind = 'User' AND NOT body ->> '$.gone';
CREATE INDEX note_article ON note (body ->> '$.article') WHERE kind = 'Judgement';
CREATE INDEX note_other ON note (body ->> '$.other_article') WHERE kind = 'Judgement';
CREATE INDEX note_state ON note (body ->> '$.state') WHERE kind = 'Job';
CREATE INDEX note_done ON note (body ->> '$.done') WHERE kind = 'Delivery';
CREATE INDEX note_of ON note (body ->> '$.watch') WHERE kind = 'Delivery';
CREATE INDEX note_url ON note (body ->> '$.url') WHERE kind = 'Feed';
CREATE INDEX note_feed ON note (body ->> '$.feed') WHERE kind = 'Listing';
CREATE INDEX note_session ON note (body ->> '$.key') WHERE kind = 'Session';
CREATE INDEX note_token ON note (body ->> '$.key') WHERE kind = 'Token';
