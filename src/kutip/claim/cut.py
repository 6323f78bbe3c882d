"""How the contents of one line are cut against one another, and what belongs to each."""

from kutip.claim.attribution import Attribution
from kutip.claim.grammar import ENDS
from kutip.claim.line import Facts, Line, Stretch
from kutip.record import Form


def cut(line: Line, ties: list[Attribution], relays: list[Attribution]) -> None:
    """Cuts the contents of a line against one another: a second attribution ends the content of the first, a nested
    one does not."""
    for made in [tie for tie in ties if tie.entry.frame == "noun"]:
        if any(tie.entry.frame == "verb" and tie.cue and tie.cue[1] <= made.start < tie.end for tie in ties):
            ties.remove(made)  # “said in a statement that”: the noun is part of the attribution
    for index in reversed(range(len(ties))):
        cut_behind(line, ties[index], ties[index + 1 :], relays)
    for index, made in enumerate(ties):
        if made.bridge:
            share(line, made, ties[:index])
        if made.pre:
            made.pre = without_relays(line, made.pre, relays)


def cut_behind(line: Line, made: Attribution, later: list[Attribution], relays: list[Attribution]) -> None:
    """Cuts what stands behind an attribution where the next one begins that is not inside it."""
    if made.post is None:
        return
    first, last = made.post
    inner = next((tie for tie in later if tie.entry.frame == "noun" and first <= tie.start <= first + 3), None)
    if inner and inner.post:
        made.post = inner.post
        return
    others = sorted((*later, *relays), key=lambda tie: tie.start)
    last = next((tie.start for tie in others if tie.start >= first and ends(tie, made)), last)
    made.post = before_colon(line, quotation_only(line, line.trim(first, min(last, made.post[1]))))


def ends(tie: Attribution, made: Attribution) -> bool:
    """Whether another attribution ends the content of the one before it: a relay, a second one, an outer one."""
    outer = tie.pre is not None and tie.pre[0] <= made.start
    return tie.entry.frame in ("relay", "tail") or tie.joined or outer


def share(line: Line, made: Attribution, earlier: list[Attribution]) -> None:
    """“X denies it, as a neighbour claims”: the second one ascribes what the first one does."""
    for other in earlier:
        if other.post and other.post[0] < made.bridge:
            other.post = line.trim(other.post[0], min(other.post[1], made.bridge))
            made.pre = other.post
            return


def without_relays(line: Line, pre: Stretch, relays: list[Attribution]) -> Stretch:
    """A content before its source without the naming of a medium at its head or end."""
    for other in relays:
        if pre[0] <= other.start < pre[1]:
            at_head = other.start <= pre[0] + 1
            pre = line.trim(other.end, pre[1]) if at_head else line.trim(pre[0], other.start)
    return pre


def quotation_only(line: Line, stretch: Stretch) -> Stretch:
    """A content that opens with a whole quotation ends with it, when what follows is only tied on."""
    first, last = stretch
    if first >= last or first not in line.quote_of:
        return stretch
    a, b, _ = line.quotes[line.quote_of[first]]
    if (
        a == first
        and b < last
        and (line.stop(b) or line.lows[b] in line.grammar.coordinate or line.lows[b] in line.grammar.subordinate)
    ):
        behind = [q for q in line.quotes if b <= q[0] < last]
        return stretch if behind else (a, b)
    return stretch


def before_colon(line: Line, stretch: Stretch) -> Stretch:
    """A content in plain words ends before a colon that brings in a quotation."""
    first, last = stretch
    for number in range(first, last - 1):
        if line.lows[number] == ":" and number not in line.quote_of and number + 1 in line.quote_of:
            return line.trim(first, number)
    return stretch


def tidy(line: Line, stretch: Stretch) -> Stretch:
    """A content without the marks that enclose it and without signs at its edges."""
    first, last = line.trim(*stretch)
    while first < last and last - 1 not in line.quote_of and loose(line, last - 1):
        first, last = line.trim(first, last - 1)
    if first >= last:
        return first, first
    a, b, quote = line.quotes[line.quote_of[first]] if first in line.quote_of else (-1, -1, None)
    if quote is not None and a == first and b >= last:
        return edges(line, line.words.range(quote.inner))
    return first, last


def loose(line: Line, number: int) -> bool:
    """Whether a word at the end of a content does not belong to it: a full stop, an "and" that leads on."""
    low = line.lows[number]
    if any(line.skip_time(first) > number for first in range(max(number - 3, line.first), number)):
        return False  # "tahun lalu" is last year, and not "year, then"
    before_relay = number + 1 < line.last and line.passes_on(number + 1) and low in line.grammar.subordinate
    return low in line.grammar.coordinate or before_relay or (low in ENDS and low not in "?!")


def edges(line: Line, stretch: Stretch) -> Stretch:
    """A quotation without the comma or full stop before its closing mark."""
    first, last = stretch
    while last - 1 > first and line.lows[last - 1] in (",", ".", ";", ":"):
        last -= 1
    return first, last


def holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether one attribution stands inside the content of another."""
    if inner.cue is None:
        return False
    if (
        outer.pre
        and outer.post
        and outer.pre[0] <= inner.start
        and outer.post[0] <= inner.cue[0]
        and inner.cue[1] <= outer.post[1]
    ):
        return True  # “Kim, menurut KCNA, mendesak …”: one stands between the other's source and verb
    return any(
        stretch and stretch[0] <= inner.start and inner.cue[1] <= stretch[1] for stretch in (outer.pre, outer.post)
    )


def form(facts: Facts, content: list[Stretch], nested: bool) -> Form:
    """Whether a content stands in quotation marks: all of it, a part, or nothing."""
    depth = 1 if nested else 0
    marked = plain = False
    for first, last in content:
        for a, b, _ in facts.quotes_over(first, last, depth):
            marked = True
            plain = plain or says(facts, first, a)
            first = max(first, b)
        plain = plain or says(facts, first, last)
    return "direct" if marked and not plain else "mixed" if marked else "indirect"


def says(facts: Facts, first: int, last: int) -> bool:
    """Whether a word, not only signs, stands there."""
    return any(low[0].isalnum() for low in facts.words.lows[first:last])
