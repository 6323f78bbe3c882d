-- version without its report
SELECT id FROM version WHERE report NOT IN (SELECT id FROM report)

-- version without its capture
SELECT id FROM version WHERE capture NOT IN (SELECT id FROM capture)

-- version without a reading
SELECT id FROM version WHERE id NOT IN (SELECT version FROM reading)

-- capture without its preserved copy
SELECT id FROM capture WHERE original NOT IN (SELECT id FROM original)

-- reading without its version
SELECT id FROM reading WHERE version NOT IN (SELECT id FROM version)

-- claim without its report
SELECT id FROM claim WHERE report NOT IN (SELECT id FROM report)

-- claim without its words
SELECT id FROM claim WHERE id NOT IN (SELECT id FROM wording)

-- words without their claim
SELECT id FROM wording WHERE id NOT IN (SELECT id FROM claim)

-- place among stories without its report
SELECT report FROM placed WHERE report NOT IN (SELECT id FROM report)

-- place in a story that is not there
SELECT report FROM placed WHERE story NOT IN (SELECT id FROM story)

-- claim of a story that is not there
SELECT id FROM traced WHERE story NOT IN (SELECT id FROM story)

-- telling of a claim that is not there
SELECT report FROM telling WHERE traced NOT IN (SELECT id FROM traced)

-- telling without its report
SELECT report FROM telling WHERE report NOT IN (SELECT id FROM report)

-- mark to be told without its report
SELECT report FROM untold WHERE report NOT IN (SELECT id FROM report)

-- report that is neither told nor marked to be
SELECT id FROM report WHERE id NOT IN (SELECT report FROM placed) AND id NOT IN (SELECT report FROM untold)
