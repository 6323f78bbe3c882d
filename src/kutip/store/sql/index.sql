-- claims of
SELECT claim.id, worded.says, worded.who, worded.tags FROM claim JOIN worded ON worded.id = claim.id
WHERE claim.report = ?

-- unsearch
INSERT INTO search (search, rowid, says, who, tags) VALUES ('delete', ?, ?, ?, ?)

-- unclaim
DELETE FROM claim WHERE report = ?

-- unword
DELETE FROM wording WHERE id = ?

-- last before
SELECT max(id) FROM claim WHERE id < ?

-- new claim
INSERT INTO claim (id, report, claim, tags) VALUES (?, ?, ?, ?)

-- new wording
INSERT INTO wording (id, says, who, source, cut, hash) VALUES (?, ?, ?, ?, ?, ?)

-- new search
INSERT INTO search (rowid, says, who, tags) VALUES (?, ?, ?, ?)

-- party
SELECT id FROM party WHERE key = ?

-- new party
INSERT INTO party (key, name, kind, wikidata) VALUES (?, ?, ?, ?)

-- new naming
INSERT OR IGNORE INTO naming (plain, party) VALUES (?, ?)

-- counted
UPDATE party SET originated = originated + ?, relayed = relayed + ? WHERE id = ?
