-- matching
SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT ?

-- all
SELECT id FROM claim WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT ?

-- of a report
SELECT min(id), max(id) + 1 FROM claim WHERE report = ?

-- tags
SELECT tags FROM claim WHERE id = ?

-- hit
SELECT claim.report, claim.claim, telling.traced, wording.says, wording.source, claim.tags
FROM claim JOIN wording ON wording.id = claim.id
LEFT JOIN telling ON telling.report = claim.report AND telling.claim = claim.claim
WHERE claim.id = ?

-- name
SELECT name FROM party WHERE id = ?
