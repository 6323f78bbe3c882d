"""Which event a date belongs to, and whether two dates belong to one event."""

from msgspec import Struct

from kutip.claim.doubt.report import Report
from kutip.lang import Lang
from kutip.lang.doubts import Happening
from kutip.record import Entity, Time
from kutip.words import Phrases

REACH = 14  # words between an event and its date
BESIDE = 3  # words between a paper and its date: the treaty of June 2024
SUBJECT = 4  # words from the beginning of a clause in which its subject stands
NEAR, FAR = 4, 8  # sentences between two dates of one event: where only a noun ties them, and where more does


class Telling(Struct, frozen=True):
    """One date of an event, with the words it is told in."""

    time: Time
    event: Happening
    sentence: int
    begin: int
    verb: int
    end: int

    @property
    def full(self) -> bool:
        """Whether the day is told."""
        return is_day(self.time)


class Tellings:
    """Finds the event of a date."""

    def __init__(self, lang: Lang) -> None:
        dates = lang.doubts.dates
        self.verbs = Phrases((phrase, event) for event in dates.happening for phrase in event.words)
        self.things = {noun: event for event in dates.happening for noun in event.things}
        self.apart, self.all_of = frozenset((*dates.another, *lang.time.future)), dates.all_of

    def of(self, report: Report, time: Time) -> Telling | None:
        """The event that a time dates; None when there is none, or it is one of several or still to come."""
        number = report.sentence(time.start)
        if number < 0 or not time.value or "/" in time.value or not has_figures(report.article[time]):
            return None
        sentence, (first, last) = report.marks.sentences[number], report.words.range(time)
        found = None if report.attributes(time) else self.verb(report, sentence.first, first, last, sentence.last)
        if found is None:
            return None
        verb, behind, event = found
        begin = self.begin(report, time, sentence.first, verb)
        end = report.stop(max(last, behind), sentence.last)
        # "Ketiga alat itu" opens a clause with a number that elsewhere makes another one: "kontrak ketiga".
        apart = report.meets(begin + (report.lows[begin] in self.all_of), first, self.apart)
        if begin < 0 or apart or report.meets(last, end, self.apart):
            return None
        return Telling(time, event, number, begin, verb, end)

    def verb(self, report: Report, begin: int, first: int, last: int, end: int) -> tuple[int, int, Happening] | None:
        """The nearest word for an event before the time; behind it where the time opens the sentence."""
        for number in range(first - 1, max(begin - 1, first - REACH), -1):
            low = report.lows[number]
            found = self.verbs.at(report.words, number) if low in self.verbs.heads else None
            if found and found[0] <= first:
                return number, *found
            if number >= first - BESIDE and low in self.things:
                return number, number + 1, self.things[low]
        if first - begin < 3:
            return next(self.verbs.scan(report.words, last, min(last + REACH, end)), None)
        return None

    def begin(self, report: Report, time: Time, first: int, verb: int) -> int:
        """Where the clause begins: with what is ascribed, else with the sentence; -1 for what is denied."""
        content = report.content(time)
        if content is None:
            return first
        if content[0].certainty == "denied":
            return -1
        begin = report.number(content[1].start)
        return begin if begin < verb else first


class Sameness:
    """Tells whether two dates are told of one event."""

    def __init__(self, lang: Lang) -> None:
        self.all_of, self.definite = lang.doubts.dates.all_of, frozenset(lang.doubts.dates.definite)
        self.before, self.behind = frozenset(lang.refer.before), frozenset(lang.refer.behind)

    def __call__(self, report: Report, one: Telling, other: Telling) -> bool:
        """Whether it is the same event of the same thing."""
        distance = other.sentence - one.sentence
        if one.event is not other.event or distance > FAR:
            return False
        if one.event.once and (who := subject(report, one)) and who is subject(report, other):
            return True
        nouns = frozenset(report.lows[one.begin : one.end])
        mine, its = report.names(one.begin, one.end), report.names(other.begin, other.end)
        thing = any(noun in nouns and noun in report.lows[other.begin : other.end] for noun in one.event.things)
        if not (one.full and other.full):
            return thing and len(mine & its) > 1
        if mine and its and not mine & its:
            return False
        return thing or (distance <= NEAR and self.points_back(report, one, other, nouns))

    def points_back(self, report: Report, one: Telling, other: Telling, nouns: frozenset[str]) -> bool:
        """Whether the subject of the later one is what the earlier one told of: gempa itu, ketiga alat itu."""
        lows, begin, verb = report.lows, other.begin, other.verb
        counts = {amount.value for amount in report.amounts.get(one.sentence, ()) if amount.kind == "count"}
        for number in range(begin, min(begin + SUBJECT, verb)):
            if self.all_of.get(lows[number]) in counts:
                return report.meets(begin, verb, self.definite)
            behind = lows[number + 1] in self.behind
            tied = behind or report.meets(begin, number, self.before)
            if tied and number + 1 + behind == verb and lows[number] in nouns and lows[number] not in self.definite:
                return True
        return False


def subject(report: Report, telling: Telling) -> Entity | None:
    """Whom or what an event happens to: the last one mentioned before the word that tells it."""
    start, end = report.words.starts[telling.begin], report.words.starts[telling.verb]
    found = [(m.start, entity) for entity in report.marks.entities for m in entity.mentions if start <= m.start < end]
    return max(found, key=lambda mention: mention[0])[1] if found else None


def is_day(time: Time) -> bool:
    """Whether a time is one day or a moment of it."""
    return time.value is not None and len(time.value) >= 10 and "/" not in time.value


def has_figures(words: str) -> bool:
    """Whether a day or a year is printed, and not only a weekday or "last year"."""
    return any(letter.isdecimal() for letter in words)
