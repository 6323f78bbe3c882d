"""Days and years that cannot be right: told as past before they came, or two of them for one event."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from msgspec import Struct

from kutip.claim.doubt.report import Finder, Report
from kutip.lang import Lang
from kutip.lang.doubts import Happening
from kutip.record import Doubt, Entity, Mention, Time
from kutip.words import Phrases

ENDS = frozenset(".!?")
REACH = 14  # words between an event and its date
NEAR, FAR = 4, 8  # sentences between two dates of one event: where only a noun ties them, and where more does
SOON = 45  # days ahead for which a date without a year is believed to lie there
ERA = 60  # days behind the turn of the year from which on the year is what is wrong


class Telling(Struct, frozen=True):
    """One date of an event: the words it is told in, and the event."""

    time: Time
    sentence: int
    begin: int
    verb: tuple[int, int]
    end: int
    event: Happening

    @property
    def full(self) -> bool:
        return is_day(self.time)


class Tellings:
    """Finds what event a date belongs to."""

    def __init__(self, lang: Lang) -> None:
        dates = lang.doubts.dates
        self.verbs = Phrases((phrase, event) for event in dates.happening for phrase in event.words)
        self.things = {noun: event for event in dates.happening for noun in event.things}
        self.apart, self.all_of = frozenset((*dates.another, *lang.time.future)), dates.all_of

    def of(self, report: Report, time: Time) -> Telling | None:
        """The event that a time dates; None when there is none, or it is one of several or still to come."""
        number = report.sentence(time.start)
        if (
            number < 0
            or time.role != "event"
            or time.value is None
            or "/" in time.value
            or not has_figures(report.article[time])
        ):
            return None
        sentence, (first, last) = report.marks.sentences[number], report.words.range(time)
        found = self.verb(report, sentence.first, first, last, sentence.last)
        if found is None:
            return None
        claim = report.claim(time)
        begin = (
            max((report.number(piece.start) for piece in claim.content if piece.start <= time.start), default=0)
            if claim
            else 0
        )
        begin = begin if begin < found[0] else sentence.first
        end = report.stop(max(last, found[1]), sentence.last)
        if (
            report.meets(begin + (report.lows[begin] in self.all_of), end, self.apart)
            or (claim
            and claim.certainty in ("denied", "projected"))
        ):
            return None
        return Telling(time, number, begin, found[:2], end, found[2])

    def verb(self, report: Report, begin: int, first: int, last: int, end: int) -> tuple[int, int, Happening] | None:
        """The nearest word for an event before the time; behind it where the time opens the sentence."""
        for number in range(first - 1, max(begin - 1, first - REACH), -1):
            found = self.verbs.at(report.words, number)
            if found and found[0] <= first:
                return number, *found
            if number > first - 4 and report.lows[number] in self.things:
                return number, number + 1, self.things[report.lows[number]]
        if first - begin < 3:
            return next(self.verbs.scan(report.words, last, min(last + REACH, end)), None)
        return None


class Sameness:
    """Tells whether two tellings are of one event."""

    def __init__(self, lang: Lang) -> None:
        self.all_of, self.definite = lang.doubts.dates.all_of, frozenset(lang.doubts.dates.definite)
        self.before, self.behind = frozenset(lang.refer.before), frozenset(lang.refer.behind)

    def __call__(self, report: Report, one: Telling, other: Telling) -> bool:
        distance = other.sentence - one.sentence
        if one.event is not other.event or distance > FAR:
            return False
        if one.event.once and (who := subject(report, one)) and who is subject(report, other):
            return True
        nouns = frozenset(report.lows[one.begin : one.end])
        shared = report.names(one.begin, one.end) & report.names(other.begin, other.end)
        if not (one.full and other.full):
            return len(shared) > 1 and self.thing(report, other, nouns)
        apart = report.names(one.begin, one.end) and report.names(other.begin, other.end) and not shared
        return not apart and (
            self.thing(report, other, nouns)
            or (distance <= NEAR
            and (self.taken_up(report, other, nouns) or self.all(report, one, other)))
        )

    def thing(self, report: Report, other: Telling, nouns: frozenset[str]) -> bool:
        """Whether both name the thing that the event happens to."""
        return any(
            noun in nouns and report.meets(other.begin, other.end, frozenset({noun})) for noun in other.event.things
        )

    def taken_up(self, report: Report, other: Telling, nouns: frozenset[str]) -> bool:
        """Whether the subject of the later one is definite and stands in the earlier one."""
        lows, number = report.lows, other.begin
        for number in range(other.begin, min(other.begin + 4, other.verb[0])):
            known = lows[number] in nouns and len(lows[number]) > 3 and lows[number] not in self.definite
            tied = lows[number + 1] in self.behind or bool(self.before.intersection(lows[other.begin : number]))
            if known and tied and number + 2 >= other.verb[0] - (lows[number + 1] in self.behind):
                return True
        return False

    def all(self, report: Report, one: Telling, other: Telling) -> bool:
        """Whether the later one takes up all the things that the earlier one counts: tiga alat … ketiga alat itu."""
        counts = {amount.value for amount in report.amounts.get(one.sentence, ()) if amount.kind == "count"}
        for number in range(other.begin, min(other.begin + 3, other.verb[0])):
            if self.all_of.get(report.lows[number]) in counts:
                return report.meets(max(number - 1, other.begin), other.verb[0], self.definite)
        return False


def make(lang: Lang) -> Finder:
    """Doubts about days and years."""
    dates, tellings, same = lang.doubts.dates, Tellings(lang), Sameness(lang)
    done, plans, earlier = frozenset(dates.done), frozenset(dates.plans), frozenset(dates.earlier)
    endings, on = dates.done_endings, frozenset(dates.on)

    def doubts(report: Report) -> Iterator[Doubt]:
        published = latest(report)
        if published:
            yield from (
                doubt
                for time in report.marks.times
                if time.role != "published" and (doubt := ahead(report, time, published))
            )
        if report.seen.isdisjoint(tellings.verbs.heads):
            return
        told = [telling for time in report.marks.times if (telling := tellings.of(report, time))]
        yield from (doubt for one, other in combinations(told, 2) if (doubt := twice(report, one, other)))
        for telling in told:
            if telling.event.founds:
                yield from before_it_was(report, telling)

    # --- told before it came ---
    def ahead(report: Report, time: Time, published: date) -> Doubt | None:
        """The doubt that a report tells of a day or year that had not come."""
        year = int(time.value[:4]) if time.value else 0
        if year < published.year or time.doubt or "/" in (time.value or ""):
            return None
        words = report.article[time]
        if year > published.year and str(year) in words and (not is_day(time) or (day(time) - published).days > ERA):
            return (
                Doubt(time.start, time.end, "implausible_year", f"{words}, told as past in {published.year}")
                if past(report, time)
                else None
            )
        if not is_day(time) or not is_printed(report, time) or not dates.grace < (day(time) - published).days:
            return None
        if (str(year) not in words and (day(time) - published).days > SOON) or not past(report, time):
            return None
        head = next((t for t in report.marks.times if t.role == "published"), time)
        return Doubt(head.start, head.end, "date_conflict", f"dated {published}, but it tells of {words}")

    def past(report: Report, time: Time) -> bool:
        """Whether the sentence surely tells the day or year as past."""
        number, (first, last) = report.sentence(time.start), report.words.range(time)
        if number < 0:
            return False
        sentence = report.marks.sentences[number]
        if report.attributes(time):
            return not report.meets(max(first - 6, sentence.first), first, plans)
        end = next((number for number in range(last, sentence.last) if report.lows[number] in ENDS), sentence.last)
        if first in report.quoted or report.meets(sentence.first, first, plans) or report.meets(last, end, plans):
            return False
        if not is_day(time):
            telling = tellings.of(report, time)
            return telling is not None and telling.event.once
        return any(
            low in done or (endings and low.endswith(endings))
            for low in report.lows[max(sentence.first, first - REACH) : first]
        )

    # --- two days for one event ---
    def twice(report: Report, one: Telling, other: Telling) -> Doubt | None:
        """The doubt that one event has two dates."""
        here, there = str(other.time.value)[:10], str(one.time.value)[:10]
        if here.startswith(there) or there.startswith(here) or not same(report, one, other):
            return None
        kind = "implausible_year" if here[:4] != there[:4] and not (one.full and other.full) else "date_conflict"
        says = f"{report.article[other.time]} here, {report.article[one.time]} before, of one event"
        return Doubt(other.time.start, other.time.end, kind, says)  # type: ignore[arg-type]

    def before_it_was(report: Report, telling: Telling) -> Iterator[Doubt]:
        """Years in which something acts that was founded later."""
        who = subject(report, telling)
        if who is None or who.kind in ("person", "place"):
            return
        founded = str(telling.time.value)[:4]
        for time in report.marks.times:
            number = report.sentence(time.start)
            if (
                number < 0
                or number == telling.sentence
                or not time.value
                or not time.value[:4] < founded
                or not has_figures(report.article[time])
            ):
                continue
            sentence = report.marks.sentences[number]
            if opens(report, sentence.first, time, who) and not report.meets(sentence.first, sentence.last, earlier):
                yield Doubt(
                    time.start,
                    time.end,
                    "implausible_year",
                    f"{report.article[time]} here, but {who.name} was founded in {founded}",
                )

    return doubts


# --- dates ---------------------------------------------------------------------------------------------------------------
def is_day(time: Time) -> bool:
    """Whether a time is one whole day or a moment of it."""
    return time.value is not None and len(time.value) >= 10 and "/" not in time.value


def day(time: Time) -> date:
    """The day of a time that is one."""
    return date.fromisoformat(str(time.value)[:10])


def latest(report: Report) -> date | None:
    """The day of publication, or of the last change."""
    printed = [part.value for part in report.article.parts if part.kind in ("published", "modified")]
    days = [value[:10] for value in (report.article.published, *printed) if value and len(value) >= 10]
    try:
        return max(map(date.fromisoformat, days), default=None)
    except ValueError:
        return None


def has_figures(words: str) -> bool:
    return any(letter.isdecimal() for letter in words)


def is_printed(report: Report, time: Time) -> bool:
    """Whether the day of the month stands in the words, and was not worked out from a weekday or a clock."""
    first, last = report.words.range(time)
    figures = {
        int(figure)
        for low in report.lows[first:last]
        for figure in low.split("/")
        if figure.isdecimal() and len(figure) < 3
    }
    return day(time).day in figures and (last - first > 1 or "/" in report.lows[first])


# --- whose event it is ---------------------------------------------------------------------------------------------------
def subject(report: Report, telling: Telling) -> Entity | None:
    """Whom or what an event happens to: the last one mentioned before the word that tells it."""
    start, end = report.words.starts[telling.begin], report.words.starts[telling.verb[0]]
    before = [(mention.start, entity) for entity, mention in mentions(report, start, end)]
    return max(before, key=lambda found: found[0])[1] if before else None


def mentions(report: Report, start: int, end: int) -> Iterator[tuple[Entity, Mention]]:
    """The mentions between two places of the text."""
    for entity in report.marks.entities:
        for mention in entity.mentions:
            if start <= mention.start < end:
                yield entity, mention


def opens(report: Report, first: int, time: Time, who: Entity) -> bool:
    """Whether the sentence begins with that name, or with the time and then the name."""
    starts = {mention.start for mention in who.mentions}
    behind = report.words.range(time)[1]
    places = (
        {first, behind, behind + 1}
        if time.start <= report.words.starts[min(first + 1, len(report.lows) - 1)]
        else {first}
    )
    return any(number < len(report.lows) and report.words.starts[number] in starts for number in places)
