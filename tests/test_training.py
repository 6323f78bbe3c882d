"""The training reports: every one is marked as its notation asks, and widening keeps every mark on its words."""

import random
from pathlib import Path

import pytest
from training import corpus, sets, widen
from training.corpus import CorpusError

REPORT = """## A boat

```report outlet="Marrow Bay Courier" published=2026-04-08
# The boat stays
> By [per Ada Quill]
[loc Port Ellery] – [s1 [per Sydney Halloran], who runs [org Marrow Bay Ferries],] [k1 said] that [c1 the night
boat stays], [k2 according to] [s2 the [out Bay Wire]].

“[c3 It is late],” [s3 she] [k3 said]. “[c3 But it sails \\[sic\\]].”
```
```claims
c1 indirect stated: s1 = Sydney Halloran < s2 = Bay Wire
c3 direct stated -: s3 = Sydney Halloran
```
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "en").mkdir()
    return tmp_path / "en"


def read(folder: Path, page: str) -> corpus.Report:
    (folder / "one.md").write_text(page, encoding="utf-8")
    return next(corpus.reports([folder / "one.md"]))


def test_marks_become_offsets_and_brackets_go(folder: Path) -> None:
    report = read(folder, REPORT)
    assert "[" not in report.text.replace("[sic]", "")
    words = [report.text[start:end] for start, end in report.spans("c", "3")]
    assert words == ["It is late", "But it sails [sic]"]
    assert report.claims[0].chain == (corpus.Hop("1", "Sydney Halloran"), corpus.Hop("2", "Bay Wire"))
    assert report.claims[1].negative
    assert [report.text[start:end].split()[0] for start, end in report.body] == ["Port", "“It"]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("stated: s1 = Sydney Halloran <", "stated: k9 <", "k9 is not in the text"),
        ("c3 direct stated -:", "c4 direct stated:", "c3 needs one mark|c4 needs one mark"),
        ("direct stated", "direct certain", "certainty is certain"),
        ("[c1 the night\nboat stays]", "[c1 the night\nboat stays,]", "begins or ends with a comma"),
        ("[per Ada Quill]", "[pers Ada Quill]", "label pers"),
        ("[per Ada Quill]", "[per Ada Quill", "is never closed"),
        ("[loc Port Ellery]", "[Port Ellery]", "a bracket without a label"),
        ("[loc Port Ellery]", "Port Ellery]", "a bracket too many"),
        ("s2 = Bay Wire", "s9 = Bay Wire", "s9 is not in the text"),
        ("```claims\nc1", "```claim\nc1", "no ## title"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(folder: Path, old: str, new: str, why: str) -> None:
    assert old in REPORT
    with pytest.raises(CorpusError, match=why) as error:
        read(folder, REPORT.replace(old, new))
    assert "one.md" in str(error.value)


def test_all_training_reports_are_sound() -> None:
    found = list(corpus.reports())
    assert len(found) >= 300
    assert {report.lang for report in found} == {"en", "id"}
    assert len({report.text for report in found}) == len(found)


@pytest.mark.parametrize("lang", ["en", "id"])
def test_a_widened_report_keeps_its_marks_on_words(lang: str) -> None:
    samples = [sets.sample(report) for report in corpus.reports(sorted((corpus.FOLDER / lang).glob("*.md"))[:3])]
    pool, chance = widen.Pool(samples), random.Random(5)
    changed = 0
    for sample in samples:
        told = widen.widened(sample, pool, chance)
        changed += told.text != sample.text
        assert len(told.names) == len(sample.names)
        assert len(told.ties) == len(sample.ties)
        spans = [*told.names, *((*span, "") for tie in told.ties for spans in tie[:3] for span in spans)]
        for start, end, _ in spans:
            words = told.text[start:end]
            assert words and words == words.strip()
    assert changed > len(samples) / 2


def test_names_change_together_and_marks_follow(folder: Path) -> None:
    sample = sets.sample(read(folder, REPORT))
    pool = widen.Pool([sample])
    pool.first, pool.last = ["Ida"], ["Bell"]
    told = widen.renamed(sample, pool, random.Random(1))
    people = [told.text[start:end] for start, end, kind in told.names if kind == "person"]
    assert people == ["Ida Bell", "Ida Bell"]
    assert told.ties[0].source and told.text[slice(*told.ties[0].source[0])].startswith("Ida Bell, who runs")


def test_a_clause_may_change_its_place(folder: Path) -> None:
    page = REPORT.split("[loc Port")[0] + "[s1 The mayor] [k1 said] that [c1 the pier was closed].\n```\n```claims\n"
    sample = sets.sample(read(folder, page + "c1 indirect stated: s1\n```\n"))
    ways = {widen.reordered(sample, random.Random(seed)).text.split("\n\n")[-1] for seed in range(40)}
    assert "The mayor said that the pier was closed." in ways
    assert any(way.startswith("The pier was closed, ") and way.endswith("The mayor.") for way in ways)
