"""Numbers that stay when what they name is made anew."""

from hypothesis import given
from hypothesis import strategies as st

from kutip.run.numbers import Numbers, numbered

members = st.integers(0, 30)
sets = st.lists(st.frozensets(members, min_size=1, max_size=8), max_size=6)


def apart(found: list[frozenset[int]]) -> list[frozenset[int]]:
    """The sets, each member only in the first that has it."""
    seen: set[int] = set()
    left = []
    for one in found:
        left.append(one - seen)
        seen |= one
    return [one for one in left if one]


def test_a_set_that_grows_keeps_its_number() -> None:
    assert numbered({7: {1, 2}}, [{1, 2, 3}], 9) == Numbers((7,), {}, 9)


def test_of_two_that_merge_the_larger_gives_its_number_and_the_other_leads_there() -> None:
    assert numbered({4: {1}, 7: {2, 3}}, [{1, 2, 3}], 9) == Numbers((7,), {4: 7}, 9)


def test_of_one_that_splits_the_larger_part_keeps_the_number() -> None:
    assert numbered({4: {1, 2, 3}}, [{1}, {2, 3}], 9) == Numbers((10, 4), {}, 10)


def test_what_is_all_new_gets_the_next_numbers() -> None:
    assert numbered({}, [{1}, {2}], 0) == Numbers((1, 2), {}, 2)


@given(sets, sets)
def test_every_number_is_given_once_and_none_is_lost(before: list[frozenset[int]], after: list[frozenset[int]]) -> None:
    old = {10 * place + 3: one for place, one in enumerate(apart(before))}
    new = apart(after)
    last = max(old, default=0)
    found = numbered(old, new, last)
    assert len(set(found.numbers)) == len(new)
    assert all(number in old or last < number <= found.last for number in found.numbers)
    assert found.heirs.keys().isdisjoint(found.numbers)
    assert set(found.heirs.values()) <= set(found.numbers)
    for number, one in old.items():
        kept = number in found.numbers or number in found.heirs
        assert kept == any(one & other for other in new)
        if number in found.numbers:
            assert one & new[found.numbers.index(number)]
