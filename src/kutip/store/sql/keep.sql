-- original
SELECT id FROM original WHERE sha256 = ?

-- new original
INSERT INTO original (sha256, body) VALUES (?, ?)

-- captured
SELECT id, version, fetched FROM capture WHERE report = ? AND pages = ? ORDER BY id

-- new capture
INSERT INTO capture (report, version, original, pages, fetched, about, hash) VALUES (?, ?, ?, ?, ?, ?, ?)

-- report at
SELECT id, place, article, printing, url, outlet, lang, title, published, seen, versions, doubts
FROM report WHERE place = ?

-- last printing
SELECT coalesce(max(printing), 0) FROM report WHERE article = ?

-- new report
INSERT INTO report (place, article, printing, url, outlet, lang, title, published, seen, versions, doubts, hash)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- report again
UPDATE report
SET (place, article, printing, url, outlet, lang, title, published, seen, versions, doubts, hash)
  = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
WHERE id = ?

-- versions
SELECT id, report, number, article, title, published, capture, seen FROM version WHERE report = ? ORDER BY number

-- new version
INSERT INTO version (report, number, article, title, published, capture, seen, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)

-- version again
UPDATE version SET (report, number, article, title, published, capture, seen, hash) = (?, ?, ?, ?, ?, ?, ?, ?)
WHERE id = ?

-- read
SELECT 1 FROM reading WHERE version = ? AND content = ?

-- new reading
INSERT INTO reading (version, content, made_by, seen, body, hash) VALUES (?, ?, ?, ?, ?, ?)

-- new untold
INSERT OR IGNORE INTO untold (report) VALUES (?)

-- untell
DELETE FROM telling WHERE report = ?
