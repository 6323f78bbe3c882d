-- new
INSERT INTO note (kind, body, hash) VALUES (?, ?, ?)

-- again
INSERT INTO note (id, kind, body, hash) VALUES (?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET (kind, body, hash) = (excluded.kind, excluded.body, excluded.hash)

-- alert
SELECT id, body FROM note WHERE kind = 'Alert' AND body ->> '$.watch' = ? AND body ->> '$.key' = ?
