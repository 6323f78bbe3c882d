"""Every literate case reads as it says."""

import pytest

from tests.gold import FOLDER, Case, cases

CASES = [case for path in sorted(FOLDER.glob("*/*.md")) for case in cases(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.path.parent.name}/{case.path.stem}: {case.title}")
def test_a_report_reads_as_the_gold_case_says(case: Case) -> None:
    assert case.expected == case.actual()
