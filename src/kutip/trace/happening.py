"""A story on its way: its reports, what they add up to, and how like it another report is."""

from kutip.trace.weights import Laid, Report, Sum

JOIN, ABROAD = 0.19, 0.2
"""So like a story must a report be to join it: one in the same language; one told in others so far."""
FRESH, FADE = 2, 5
"""Days between a report and a story that mean nothing, and the days in which what they share then halves."""


class Happening:
    """What the reports of one story add up to, for each language by all their features, for all by the shared ones."""

    def __init__(self) -> None:
        self.reports: dict[str, Report] = {}
        self.own: dict[str, Sum] = {}
        self.counts: dict[str, int] = {}
        self.days: dict[int, int] = {}
        self.every: Sum | None = None
        """By the shared features: made when it is asked for."""

    def __len__(self) -> int:
        return len(self.reports)

    def put(self, one: Report) -> None:
        """One report more."""
        self.reports[one.article] = one
        self.counts[one.lang] = self.counts.get(one.lang, 0) + 1
        if one.day is not None:
            self.days[one.day] = self.days.get(one.day, 0) + 1
        self.own.setdefault(one.lang, Sum()).add(one.places, one.weights)
        if self.every is not None:
            self.every.add(*one.shared())

    def take(self, one: Report) -> None:
        """One report less."""
        del self.reports[one.article]
        self.counts[one.lang] -= 1
        if one.day is not None:
            self.days[one.day] -= 1
            if not self.days[one.day]:
                del self.days[one.day]
        self.own[one.lang].add(one.places, -one.weights)
        self.every = None

    def shared(self) -> Sum:
        """What the reports add up to by the features that every language has."""
        if self.every is None:
            self.every = Sum()
            for one in self.reports.values():
                self.every.add(*one.shared())
        return self.every

    def fresh(self, one: Report) -> float:
        """How much of a likeness counts on a report's day: all while the others of the story are told, less and less
        before and behind."""
        if one.day is None or not self.days:
            return 1.0
        alone = one.article in self.reports and self.days[one.day] == 1
        others = self.days.keys() - {one.day} if alone else self.days.keys()
        gap = max(min(others) - one.day, one.day - max(others), 0) - FRESH if others else 0
        return float(0.5 ** (gap / FADE)) if gap > 0 else 1.0

    def like(self, one: Report, laid: Laid) -> float:
        """How like the others of the story a report is that is laid out: from 1.0 on it belongs to them."""
        inside = one.article in self.reports
        count, every = self.counts.get(one.lang, 0) - inside, len(self.reports) - inside
        home = (self.own[one.lang].dot(laid.full) - inside) / count / JOIN if count else 0.0
        away = (self.shared().dot(laid.shared) - inside) / every / ABROAD if count < every else 0.0
        return max(home, away) * self.fresh(one)
