"""Which capitals at the head of a sentence begin a name, and which are due there in any case."""

from kutip.mark.names.lexicon import GIVEN, HUMAN, NEVER, PLAIN, SEAT, TITLE, Lexicon, Unit
from kutip.mark.names.runs import Run, Runs
from kutip.record import Words


class Beginnings:
    """Judges the first words of runs, by the pack and by the rest of the text."""

    def __init__(self, words: Words, lexicon: Lexicon, runs: Runs, raw: list[Run]) -> None:
        self.words = words
        self.lexicon = lexicon
        self.capital = runs.capital
        self.lowers = {low for low, capital in zip(words.lows, runs.capital, strict=True) if not capital}
        """Words that the text has in small letters."""
        self.sure = {low for run in raw if not run.initial for low in words.lows[run.first : run.last]}
        """Words that have their capital from being a name, somewhere in the text."""
        for run in raw:
            if run.initial and run.last > run.first + 1:
                head, *tail = words.lows[run.first : run.last]
                self.sure.update([head, *tail] if lexicon.tags.get(head, 0) & HUMAN else tail)
            elif run.initial and run.last < len(words) and words.lows[run.last] in lexicon.possessives:
                self.sure.add(words.lows[run.first])
        self.whole = wholes(raw, words.lows)

    def kept(self, raw: list[Run]) -> list[Run]:
        """The runs as far as they are names; what begins a longer name may stand alone at the head of a sentence."""
        longer = {run: self.stripped(run) for run in raw if run.last > run.first + 1}
        heads = (run.first for run, left in longer.items() if run.initial and left.first == run.first)
        self.sure.update(self.words.lows[number] for number in heads)
        left = (longer.get(run) or self.stripped(run) for run in raw)
        return [run for run in left if run.first < run.last]

    def stripped(self, run: Run) -> Run:
        """The run without words at its head that have their capital from the sentence; empty when none is left."""
        first, initial = run.first, run.initial
        while initial and first < run.last and not self.begins(first, run.last):
            first += 1
            while first < run.last and not self.capital[first]:
                first += 1
            initial = first < run.last and bool(self.lexicon.tags.get(self.words.lows[first], 0) & PLAIN)
        return Run(first, run.last, initial)

    def begins(self, first: int, last: int) -> bool:
        """Whether a word at the head of a sentence begins a name."""
        unit, more = self.lexicon.unit(self.words, first, last), first + 1 < last
        if (more and self.named(first, last)) or unit.tags & SEAT or (more and unit.tags & TITLE):
            return True
        if more and not unit.opens and not unit.known and not unit.tags & HUMAN and self.leads(first, last):
            return False
        if unit.tags & PLAIN and (unit.tags & NEVER or not (unit.tags & GIVEN and more)):
            return more and unit.opens is not None
        if unit.known:
            return self.knows(unit)
        if more and (unit.opens or unit.tags & HUMAN):
            return True
        if self.words.lows[first] in self.lowers or unit.tags & TITLE or unit.opens:
            return False
        return self.unheard(unit, last)

    def named(self, first: int, last: int) -> bool:
        """Whether the words are a name of the text from the first to the last."""
        return tuple(self.words.lows[first:last]) in self.whole

    def leads(self, first: int, last: int) -> bool:
        """Whether the first word only says what the named is: Retailer [Halyard], Humas [Langit Biru]."""
        return self.words.lows[first] in self.lexicon.nouns or (last - first > 2 and self.named(first + 1, last))

    def knows(self, unit: Unit) -> bool:
        """Whether a known name is meant, and not an everyday word that the text has in small letters too."""
        low = self.words.lows[unit.first]
        return low not in self.lowers or unit.last > unit.first + 1 or self.words.word(unit.first).isupper()

    def unheard(self, unit: Unit, last: int) -> bool:
        """Whether a word of which nothing is known is a name here."""
        lexicon, low = self.lexicon, self.words.lows[unit.first]
        if low in self.sure or (unit.tags & HUMAN and self.ends(last)):
            return True
        if self.words.word(unit.first).isupper():
            return not lexicon.affixed(low)
        if self.doubled(unit.first) or unit.first + 1 == last:
            return self.acts(last) and not lexicon.affixed(low)
        follows = lexicon.unit(self.words, unit.first + 1, last)
        if lexicon.affixed(low) and (follows.tags & HUMAN or self.words.lows[follows.first] in self.sure):
            return False  # Kunjungan Rina
        return not follows.known or self.words.lows[follows.first] in lexicon.domains

    def doubled(self, number: int) -> bool:
        """Whether the word is said twice for many: Partai-partai."""
        lows = self.words.lows
        return lows[number + 1 : number + 3] == ["-", lows[number]]

    def ends(self, number: int) -> bool:
        """Whether a sign or what a person does follows."""
        if number == len(self.words) or not self.words.lows[number].isalpha():
            return True
        return self.words.lows[number] in self.lexicon.acts or self.acts(number)

    def acts(self, number: int) -> bool:
        """Whether a word of speech, an owner's ending or who and what is named follows."""
        if number == len(self.words):
            return False
        low = self.words.lows[number]
        return low in self.lexicon.possessives or low in self.lexicon.speech or (low == "," and self.told(number + 1))

    def told(self, number: int) -> bool:
        """Whether the words behind a comma tell of the name before it: , who …; , the insurer, …"""
        lows = self.words.lows[number : number + 3]
        if lows[:1] and (lows[0] in self.lexicon.who or lows[0] in self.lexicon.which):
            return True
        return len(lows) > 2 and lows[2] == "," and lows[0] in self.lexicon.articles and lows[1] in self.lexicon.nouns


def wholes(raw: list[Run], lows: list[str]) -> set[tuple[str, ...]]:
    """Names of two words or more that stand inside sentences, or behind different words at their heads."""
    whole = {tuple(lows[run.first : run.last]) for run in raw if not run.initial and run.last > run.first + 1}
    heads = dict[tuple[str, ...], str]()
    for run in raw:
        if run.initial and run.last > run.first + 2:
            tail = tuple(lows[run.first + 1 : run.last])
            if heads.setdefault(tail, lows[run.first]) != lows[run.first]:
                whole.add(tail)
    return whole
