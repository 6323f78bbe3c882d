-- report
SELECT id, hash, place, article, printing, url, outlet, lang, title, published, seen, versions, doubts FROM report

-- version
SELECT id, hash, report, number, article, title, published, capture, seen FROM version

-- capture
SELECT id, hash, report, version, original, pages, fetched, about FROM capture

-- reading
SELECT id, hash, version, content, made_by, seen, body FROM reading

-- claim
SELECT claim.id, wording.hash, claim.report, claim.claim, claim.tags, claim.id, wording.says, wording.who,
  wording.source, wording.cut
FROM claim LEFT JOIN wording ON wording.id = claim.id

-- placed
SELECT report, hash, report, story, version, keys FROM placed

-- story
SELECT id, hash, id, body, reports, changed FROM story

-- traced
SELECT id, hash, id, story, place, body, reports FROM traced

-- change
SELECT id, hash, kind, body FROM change

-- note
SELECT id, hash, kind, body FROM note

-- originals
SELECT id, sha256, body FROM original
