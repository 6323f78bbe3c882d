-- untold
SELECT printed.* FROM untold JOIN printed ON printed.id = untold.report ORDER BY untold.report LIMIT ?

-- told
DELETE FROM untold WHERE report = ?

-- untold again
INSERT OR IGNORE INTO untold (report) SELECT id FROM report WHERE article = ?

-- all placed
SELECT report, story, version, keys FROM placed WHERE report > ? ORDER BY report LIMIT 1000

-- place
REPLACE INTO placed (report, story, version, keys, hash) VALUES (?, ?, ?, ?, ?)

-- placed
SELECT version, keys FROM placed WHERE report = ?

-- numbers
SELECT kind, last FROM given

-- given
UPDATE given SET last = max(last, ?) WHERE kind = ?

-- story
SELECT body, reports, changed FROM story WHERE id = ?

-- new story
REPLACE INTO story (id, body, reports, changed, hash) VALUES (?, ?, ?, ?, ?)

-- no story
DELETE FROM story WHERE id = ?

-- claims of
SELECT id, body FROM traced WHERE story = ? ORDER BY place

-- traced
SELECT story, body, reports FROM traced WHERE id = ?

-- new traced
REPLACE INTO traced (id, story, place, body, reports, hash) VALUES (?, ?, ?, ?, ?, ?)

-- no traced
DELETE FROM traced WHERE story = ?

-- new telling
REPLACE INTO telling (report, claim, traced) VALUES (?, ?, ?)

-- no telling
DELETE FROM telling WHERE report = ?

-- no corrected
DELETE FROM corrected WHERE story = ?

-- new corrected
INSERT INTO corrected (story, report, corrects, party) VALUES (?, ?, ?, ?)

-- heir
SELECT now FROM heir WHERE kind = ? AND id = ?

-- new heir
REPLACE INTO heir (kind, id, now) VALUES (?, ?, ?)

-- new change
INSERT INTO change (kind, body, hash) VALUES (?, ?, ?)
