"""Days and years that cannot be right: told as past before they came, or two of them for one event."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from kutip.claim.doubt.report import Finder, Report, doubt
from kutip.claim.doubt.telling import Sameness, Telling, Tellings, has_figures, is_day, subject
from kutip.lang import Lang
from kutip.record import Doubt, Entity, Time
from kutip.words import Phrases

ENDS, UTC = frozenset(".!?"), ("Z", "+00:00")
CLOSE = 7  # words before a day in which a verb tells it as past, or a plan as one to come
SOON = 45  # days ahead for which a date without a year is believed to lie there
ERA = 60  # days ahead from which on it is the year of a date that is wrong


def make(lang: Lang) -> Finder:
    """Doubts about days and years."""
    tellings, same = Tellings(lang), Sameness(lang)
    ahead, before = Ahead(lang, tellings), Before(lang)

    def doubts(report: Report) -> Iterator[Doubt]:
        published = latest(report)
        if published:
            for time in report.marks.times:
                if is_ahead(time, published):
                    yield from ahead.doubts(report, time, published)
        if report.seen.isdisjoint(tellings.verbs.heads):
            return
        told = [telling for time in report.marks.times if (telling := tellings.of(report, time))]
        for one, other in combinations(told, 2):
            if differ(one, other) and same(report, one, other):
                yield twice(report, one, other)
        for telling in told:
            if telling.event.founds:
                yield from before.doubts(report, telling)

    return doubts


class Ahead:
    """Finds what is told as past although its day or year had not come."""

    def __init__(self, lang: Lang, tellings: Tellings) -> None:
        dates, self.tellings = lang.doubts.dates, tellings
        self.done, self.endings = frozenset(dates.done), dates.done_endings
        self.plans, self.on, self.grace = frozenset(dates.plans), frozenset(dates.on), dates.grace

    def doubts(self, report: Report, time: Time, published: date) -> Iterator[Doubt]:
        """The doubt about a year where that is wrong, about the day of publication where only days are."""
        words, far = report.article[time], not is_day(time) or (day(time) - published).days > ERA
        with_year = str(time.value)[:4] in words
        if far and str(time.value)[:4] > str(published.year):
            if with_year and self.past(report, time):
                yield doubt(time, "implausible_year", f"{words}, told as past in {published.year}")
        elif self.is_later(report, time, published, SOON if not with_year else ERA) and self.past(report, time):
            head = next((other for other in report.marks.times if other.role == "published"), time)
            printed = published if head is time else report.article[head]
            yield doubt(head, "date_conflict", f"dated {printed}, but it tells of {words}")

    def is_later(self, report: Report, time: Time, published: date, most: int) -> bool:
        """Whether a time is a printed day, a few days behind the day of publication."""
        return is_day(time) and is_printed(report, time) and self.grace < (day(time) - published).days <= most

    def past(self, report: Report, time: Time) -> bool:
        """Whether the sentence surely tells the day or year as past."""
        number, (first, last) = report.sentence(time.start), report.words.range(time)
        if number < 0:
            return False
        begin, end = report.marks.sentences[number].first, report.marks.sentences[number].last
        if report.attributes(time) and is_day(time):
            return not report.meets(max(first - CLOSE, begin), first, self.plans)
        end = next((number for number in range(last, end) if report.lows[number] in ENDS), end)
        if first in report.quoted or report.meets(begin, first, self.plans) or report.meets(last, end, self.plans):
            return False
        if not is_day(time):
            telling = self.tellings.of(report, time)
            return telling is not None and telling.event.once
        near = report.lows[max(begin, first - CLOSE) : first]
        return report.lows[first - 1] in self.on and any(map(self.is_done, near))

    def is_done(self, low: str) -> bool:
        """Whether a word tells what has happened."""
        return low in self.done or bool(self.endings and low.endswith(self.endings))


class Before:
    """Finds years in which something acts that was founded later."""

    def __init__(self, lang: Lang) -> None:
        self.earlier = frozenset(lang.doubts.dates.earlier)
        self.nouns = Phrases((word, noun.kinds) for noun in lang.refer.noun for word in noun.words)
        self.before, self.behind = frozenset(lang.refer.before), frozenset(lang.refer.behind)

    def doubts(self, report: Report, founding: Telling) -> Iterator[Doubt]:
        """The doubts about such years in other sentences."""
        who = subject(report, founding)
        if who is None or who.kind in ("person", "place"):
            return
        founded = str(founding.time.value)[:4]
        for time in report.marks.times:
            number = report.sentence(time.start)
            if number in (-1, founding.sentence) or not time.value or time.value[:4] >= founded:
                continue
            first, last = report.marks.sentences[number].first, report.marks.sentences[number].last
            alone = has_figures(report.article[time]) and not report.meets(first, last, self.earlier)
            if alone and self.acts(report, time, first, who):
                says = f"{report.article[time]} here, but {who.name} was founded in {founded}"
                yield doubt(time, "implausible_year", says)

    def acts(self, report: Report, time: Time, first: int, who: Entity) -> bool:
        """Whether a sentence begins with that body, or with the time and then the body."""
        begin, behind = report.words.range(time)
        opening = {first, behind, behind + 1} if begin - first < 2 else {first}
        return any(self.means(report, number, who) for number in opening if number < len(report.lows))

    def means(self, report: Report, number: int, who: Entity) -> bool:
        """Whether the body is mentioned there, or the only one of its kind: perusahaan itu, the firm."""
        if any(mention.start == report.words.starts[number] for mention in who.mentions):
            return True
        article = report.lows[number] in self.before
        found = self.nouns.at(report.words, number + article)
        alike = [entity for entity in report.marks.entities if entity.kind == who.kind]
        if found is None or who.kind not in found[1] or len(alike) > 1:
            return False
        return article or report.meets(found[0], found[0] + 1, self.behind)


# --- days ------------------------------------------------------------------------------------------------------------
def latest(report: Report) -> date | None:
    """The day of publication, or of the last change."""
    printed = [part.value for part in report.article.parts if part.kind in ("published", "modified")]
    values = [value for value in (report.article.published, *printed) if value and len(value) >= 10]
    try:
        # A stamp of a machine in universal time may be of the next day where the report was written.
        return max((date.fromisoformat(v[:10]) + timedelta(v.endswith(UTC)) for v in values), default=None)
    except ValueError:
        return None


def is_ahead(time: Time, published: date) -> bool:
    """Whether a time of the report lies behind its publication, and nothing else is wrong with it."""
    value = time.value or ""
    usable = time.role != "published" and not time.doubt and "/" not in value
    return usable and value[:10] > published.isoformat()[: len(value)]


def day(time: Time) -> date:
    """The day of a time that is one."""
    return date.fromisoformat(str(time.value)[:10])


def is_printed(report: Report, time: Time) -> bool:
    """Whether the day of the month stands in the words, and was not worked out from a weekday or a clock."""
    first, last = report.words.range(time)
    figures = {figure.lstrip("0") for low in report.lows[first:last] for figure in low.split("/")}
    return str(day(time).day) in figures and (last - first > 1 or "/" in report.lows[first])


def differ(one: Telling, other: Telling) -> bool:
    """Whether two dates exclude each other."""
    here, there = str(other.time.value)[:10], str(one.time.value)[:10]
    return not here.startswith(there) and not there.startswith(here)


def twice(report: Report, one: Telling, other: Telling) -> Doubt:
    """The doubt that one event has two dates, at the later of the two places."""
    years = str(other.time.value)[:4] != str(one.time.value)[:4] and not (one.full and other.full)
    says = f"{report.article[other.time]} here, {report.article[one.time]} before, of one event"
    return doubt(other.time, "implausible_year" if years else "date_conflict", says)
