-- report
SELECT * FROM printed WHERE id = ?

-- newest reports
SELECT * FROM printed WHERE id < ? ORDER BY id DESC LIMIT ?

-- doubted reports
SELECT * FROM printed WHERE id IN (SELECT id FROM report WHERE doubts > 0 AND id < ? ORDER BY id DESC LIMIT ?)
ORDER BY id DESC

-- printings
SELECT DISTINCT report FROM version WHERE article = ? ORDER BY report

-- versions
SELECT version.id, version.number, version.article, hex(original.sha256), version.seen
FROM version JOIN capture ON capture.id = version.capture JOIN original ON original.id = capture.original
WHERE version.report = ? ORDER BY version.number

-- makers
SELECT version, made_by FROM reading WHERE version IN (SELECT id FROM version WHERE report = ?) ORDER BY id

-- reading
SELECT body FROM reading WHERE version = ? ORDER BY id DESC LIMIT 1

-- groups
SELECT claim, traced FROM telling WHERE report = ?

-- judgements
SELECT id, body FROM note WHERE kind = 'Judgement' AND body ->> '$.article' = ?
UNION
SELECT id, body FROM note WHERE kind = 'Judgement' AND body ->> '$.other_article' = ?
ORDER BY id

-- original
SELECT original.body, capture.about, capture.fetched
FROM original JOIN capture ON capture.original = original.id
WHERE original.sha256 = ? ORDER BY capture.id LIMIT 1

-- source
SELECT id, name, kind, wikidata, originated, relayed, (SELECT count(*) FROM corrected WHERE party = party.id), key
FROM party WHERE id = ?

-- named
SELECT party FROM naming WHERE plain = ?

-- keyed
SELECT id FROM party WHERE key = ?

-- sources
SELECT id FROM party WHERE originated > 0 ORDER BY originated DESC, id LIMIT ?

-- corrected
SELECT report, corrects FROM corrected WHERE party = ? ORDER BY report DESC LIMIT ?

-- changes after
SELECT id, body FROM change WHERE id > ? AND id < ? ORDER BY id LIMIT ?

-- changes before
SELECT id, body FROM change WHERE id > ? AND id < ? ORDER BY id DESC LIMIT ?

-- changes of a kind after
SELECT id, body FROM change WHERE kind = ? AND id > ? AND id < ? ORDER BY id LIMIT ?

-- changes of a kind before
SELECT id, body FROM change WHERE kind = ? AND id > ? AND id < ? ORDER BY id DESC LIMIT ?
