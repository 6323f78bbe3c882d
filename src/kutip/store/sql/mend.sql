-- search whole
INSERT INTO search (search, rank) VALUES ('integrity-check', 1)

-- no search
INSERT INTO search (search) VALUES ('delete-all')

-- no claims
DELETE FROM claim

-- no wordings
DELETE FROM wording

-- nobody spoke
UPDATE party SET originated = 0, relayed = 0

-- readings
SELECT report.id, version.published, report.seen,
  (SELECT body FROM reading WHERE reading.version = version.id ORDER BY reading.id DESC LIMIT 1)
FROM report JOIN version ON version.report = report.id AND version.number = report.versions

-- untell all
DELETE FROM telling

-- no stories
DELETE FROM story

-- no traced
DELETE FROM traced

-- no places
DELETE FROM placed

-- no corrected
DELETE FROM corrected

-- all untold
INSERT OR IGNORE INTO untold (report) SELECT id FROM report

-- lost untold
DELETE FROM untold WHERE report NOT IN (SELECT id FROM report)
