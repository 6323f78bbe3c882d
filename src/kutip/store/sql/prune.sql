-- old reports
CREATE TEMP TABLE old AS
SELECT id, article FROM report
WHERE coalesce(published, seen) < ?1
  AND id NOT IN (SELECT body ->> '$.report' FROM note WHERE kind = 'Alert')
  AND id NOT IN (SELECT report FROM telling WHERE traced IN
    (SELECT body ->> '$.group' FROM note WHERE kind = 'Watch' AND NOT body ->> '$.gone'))
  AND id NOT IN (SELECT report FROM version WHERE article IN
    (SELECT body ->> '$.article' FROM note WHERE kind = 'Judgement'
     UNION SELECT body ->> '$.other_article' FROM note WHERE kind = 'Judgement'))

-- counts
SELECT (SELECT count(*) FROM old), (SELECT count(*) FROM version WHERE report IN (SELECT id FROM old)),
  (SELECT count(*) FROM claim WHERE report IN (SELECT id FROM old)),
  (SELECT count(*) FROM original WHERE id NOT IN
    (SELECT original FROM capture WHERE report NOT IN (SELECT id FROM old)))

-- numbers
SELECT id FROM old

-- stays with its story
DELETE FROM old WHERE id IN (SELECT report FROM placed
  WHERE story IN (SELECT story FROM placed WHERE report NOT IN (SELECT id FROM old)))

-- no stories
DELETE FROM story WHERE id IN (SELECT story FROM placed WHERE report IN (SELECT id FROM old))

-- no claims of stories
DELETE FROM traced WHERE story NOT IN (SELECT id FROM story)

-- no tellings
DELETE FROM telling WHERE report IN (SELECT id FROM old) OR traced NOT IN (SELECT id FROM traced)

-- no corrected
DELETE FROM corrected WHERE report IN (SELECT id FROM old) OR corrects IN (SELECT id FROM old)

-- no places
DELETE FROM placed WHERE report IN (SELECT id FROM old)

-- no untold
DELETE FROM untold WHERE report IN (SELECT id FROM old)

-- no readings
DELETE FROM reading WHERE version IN (SELECT id FROM version WHERE report IN (SELECT id FROM old))

-- no versions
DELETE FROM version WHERE report IN (SELECT id FROM old)

-- no captures
DELETE FROM capture WHERE report IN (SELECT id FROM old)

-- no originals
DELETE FROM original WHERE id NOT IN (SELECT original FROM capture)

-- no changes
DELETE FROM change WHERE body ->> '$.report' IN (SELECT id FROM old) OR body ->> '$.other' IN (SELECT id FROM old)

-- no sessions
DELETE FROM note WHERE kind = 'Session' AND body ->> '$.until' < ?1

-- no reports
DELETE FROM report WHERE id IN (SELECT id FROM old)

-- none old
DROP TABLE old
