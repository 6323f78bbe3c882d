-- matching
SELECT claim.id, claim.tags FROM search CROSS JOIN claim ON claim.id = search.rowid
WHERE search MATCH ? AND search.rowid >= ? AND search.rowid < ? ORDER BY search.rowid DESC LIMIT ?

-- all
SELECT id, tags FROM claim WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT ?

-- of a report
SELECT min(id), max(id) + 1 FROM claim WHERE report = ?

-- hit
SELECT claim.report, claim.claim, telling.traced, wording.says, wording.source, claim.tags
FROM claim JOIN wording ON wording.id = claim.id
LEFT JOIN telling ON telling.report = claim.report AND telling.claim = claim.claim
WHERE claim.id = ?

-- name
SELECT name FROM party WHERE id = ?
