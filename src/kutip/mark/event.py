"""Events of PLOVER types: who did what to whom, where and when, only where a listed entity plainly acts."""

from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple

from kutip.lang import Lang
from kutip.lang.events import EventWords, Trigger
from kutip.record import Entity, Event, Sentence, Span, Time, Words
from kutip.words import Phrases

Marker = Callable[[Words, tuple[Sentence, ...], tuple[Entity, ...], tuple[Time, ...]], tuple[Event, ...]]
FAR = 12  # words between an actor and his verb; farther off stands another clause
INSERTING = frozenset(",()–—")  # signs around an insertion
NEAR = 3  # words between a verb and its recipient
FOLLOWING = 8  # words behind a verb in which its needed object is looked for


class Named(NamedTuple):
    """A mention by the numbers of its words, with its entity."""

    first: int
    end: int
    start: int
    """Where it begins in the text; inside its first word if it is a clitic."""
    entity: Entity


class Scene(NamedTuple):
    """One report's words with the mentions and times of one sentence at hand."""

    words: Words
    sentence: Sentence
    named: list[Named]
    times: tuple[Time, ...]


def make(lang: Lang) -> Marker:
    """Visits, demands, accusations, agreements …: PLOVER types, only where a listed entity acts."""
    rules = Rules(lang.events)

    def events(
        words: Words, sentences: tuple[Sentence, ...], entities: tuple[Entity, ...], times: tuple[Time, ...]
    ) -> tuple[Event, ...]:
        mentions = sorted(((m, e) for e in entities for m in e.mentions), key=lambda pair: (pair[0].start, pair[0].end))
        starts = [mention.start for mention, _ in mentions]
        found = []
        for sentence in sentences:
            hits = rules.hits(words, sentence)
            if not hits:
                continue
            inside = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            scene = Scene(words, sentence, [numbered(words, mention, entity) for mention, entity in inside], times)
            found += [event for hit in hits if (event := rules.event(scene, *hit)) is not None]
        return tuple(found)

    return events


def numbered(words: Words, mention: Span, entity: Entity) -> Named:
    """The mention with the numbers of its words; a clitic's is the word it is written onto."""
    first = bisect_left(words.ends, mention.start + 1)
    return Named(first, bisect_left(words.ends, mention.end) + 1, mention.start, entity)


class Rules:
    """What one language says about events, ready to be looked up by words."""

    def __init__(self, lang: EventWords) -> None:
        self.lang = lang
        self.triggers = Phrases(meanings(lang))
        self.heads = frozenset(self.triggers.heads)
        self.blocks = frozenset(lang.blocks)
        self.fillers = frozenset(lang.fillers)
        self.passives = frozenset(lang.passives)
        self.breaks = frozenset(lang.breaks)
        self.determiners = frozenset((*lang.determiners, *lang.prepositions))
        self.prepositions = frozenset(lang.prepositions)
        self.passing = frozenset(lang.to)

    def hits(self, words: Words, sentence: Sentence) -> list[tuple[int, int, tuple[Trigger, bool]]]:
        """The triggers of a sentence: (first word, word behind, the trigger and whether it is a noun)."""
        lows = words.lows[sentence.first : sentence.last]
        if self.heads.isdisjoint(lows):
            return []
        return list(self.triggers.scan(words, sentence.first, sentence.last))

    def event(self, scene: Scene, first: int, end: int, meaning: tuple[Trigger, bool]) -> Event | None:
        """The event that the words `first` to `end` tell; None when nobody is plainly its actor."""
        trigger, noun = meaning
        actors = self.beside(scene, first, end) if noun else self.agents(scene, first, end, trigger)
        after = self.object(scene, end, actors) if trigger.recipient else None
        if not actors or (trigger.only_with_recipient and after is None):
            return None
        place = after if after and after.kind == "place" and trigger.mode == "visit" else None
        if place is None and not trigger.spoken:  # what was said of a place need not have been said there
            place = self.place(scene, end)
        recipients = (after.id,) if after and after is not place else ()
        places = (place.id,) if place and place.id not in actors else ()
        span = scene.words.span(first, end)
        final = span.end - (self.tail(scene.words.lows[end - 1]) if noun else 0)
        time = when(scene, trigger, end)
        return Event(span.start, final, trigger.type, trigger.mode, actors, recipients, places, time)

    def agents(self, scene: Scene, first: int, end: int, trigger: Trigger) -> tuple[str, ...]:
        """Who does what the verb tells; nobody when the verb is undone or lacks the object it needs."""
        words, sentence = scene.words, scene.sentence
        passive = bool(trigger.needs) and self.is_passive(words, sentence, first, end)
        near = words.lows[sentence.first : first] if passive else words.lows[end : min(sentence.last, end + FOLLOWING)]
        if trigger.needs and not any(low in trigger.needs for low in near):
            return ()
        if passive:
            return self.pair(scene, first)
        return () if self.is_undone(words, sentence, first, end) else self.subjects(scene, first)

    def is_undone(self, words: Words, sentence: Sentence, first: int, end: int) -> bool:
        """Whether a word beside the verb makes it no event: not, would, the endorsed candidate, rejected by."""
        if not self.blocks.isdisjoint(words.lows[max(sentence.first, first - 2) : first]):
            return True
        if end < sentence.last and words.lows[end] in self.lang.by:
            return True
        return first > sentence.first and words.lows[first - 1] in self.determiners

    def is_passive(self, words: Words, sentence: Sentence, first: int, end: int) -> bool:
        """Whether the verb is a passive by its form or by the word before it."""
        return not self.passives.isdisjoint(words.lows[max(sentence.first, first - 1) : end])

    def pair(self, scene: Scene, first: int) -> tuple[str, ...]:
        """The last two names before the verb that "and" ties together."""
        before = [named for named in scene.named if named.end <= first]
        for number in range(len(before) - 1, 0, -1):
            if one := self.joined(scene, before[number], before[:number]):
                return (*one, before[number].entity.id)
        return ()

    def tail(self, low: str) -> int:
        """How many letters of the noun are a pronoun written onto it."""
        return next((len(clitic) for clitic in self.lang.clitics if low.endswith(clitic) and len(low) > len(clitic)), 0)

    def beside(self, scene: Scene, first: int, end: int) -> tuple[str, ...]:
        """Whose visit it is: the name directly before or behind the noun, or the pronoun written onto it."""
        before = first - (scene.words.lows[first - 1].startswith("'") if first > scene.sentence.first else 0)
        for named in scene.named:
            clitic = named.first == end - 1 and named.start > scene.words.starts[named.first]
            if clitic or (named.first == end and self.lang.clitics) or named.end in (before, first):
                return (named.entity.id,)
        return ()

    def subjects(self, scene: Scene, first: int) -> tuple[str, ...]:
        """Who does it: the nearest name before the verb that no preposition holds, and the one tied to it by "and"."""
        lows, before = scene.words.lows, [named for named in scene.named if named.end <= first]
        aside = self.timed(scene)
        while before:
            named = before.pop()
            if first - named.end > FAR or not self.breaks.isdisjoint(lows[named.end : first]):
                return ()
            if self.is_held(scene, named):
                aside.update(range(named.first - 1, named.end))
            elif named.entity.kind in ("other", "outlet"):
                continue
            else:
                between = [number for number in range(named.end, first) if number not in aside]
                return self.acting(scene, named, before) if self.is_clear(scene, between) else ()
        return ()

    def timed(self, scene: Scene) -> set[int]:
        """The numbers of the words of the sentence's times, with their prepositions."""
        stretches = [scene.words.range(time) for time in scene.times if scene.sentence.holds(time)]
        lows = scene.words.lows
        held = ((first - (lows[first - 1] in self.prepositions), end) for first, end in stretches)
        return {number for first, end in held for number in range(first, end)}

    def acting(self, scene: Scene, named: Named, before: list[Named]) -> tuple[str, ...]:
        """The name, behind the one that acts together with it."""
        return (*self.joined(scene, named, before), named.entity.id)

    def is_clear(self, scene: Scene, between: list[int]) -> bool:
        """Whether nothing but an insertion, another event and fillers stands between an actor and his verb."""
        lows = [scene.words.lows[number] for number in between]
        if lows and lows[0] in INSERTING:
            closing = max((place for place, low in enumerate(lows) if low in INSERTING), default=0)
            lows = lows[closing + 1 :]
        elif lows and lows[0] in self.heads:
            tied = [place for place, low in enumerate(lows) if low in self.lang.conjunctions]
            lows = lows[tied[-1] + 1 :] if tied else lows
        endings = self.lang.filler_endings
        return all(low in self.fillers or (endings and low.endswith(endings)) for low in lows)

    def is_held(self, scene: Scene, named: Named) -> bool:
        """Whether a preposition, or a title with its preposition, stands before the name, so that it cannot act."""
        before = named.first - 1
        return before >= scene.sentence.first and scene.words.lows[before] in self.prepositions

    def joined(self, scene: Scene, named: Named, before: list[Named]) -> tuple[str, ...]:
        """The name before "and X", when it acts together with X."""
        last = before[-1] if before else None
        tied = last and last.end == named.first - 1 and scene.words.lows[last.end] in self.lang.conjunctions
        return (last.entity.id,) if last and tied and last.entity.id != named.entity.id else ()

    def object(self, scene: Scene, end: int, actors: tuple[str, ...]) -> Entity | None:
        """Whom the verb takes: the first name close behind it, with nothing but titles and such words between."""
        for named in scene.named:
            if named.first < end or named.entity.id in actors:
                continue
            between = scene.words.lows[end : named.first]
            words = [scene.words.word(number) for number in range(end, named.first)]
            titles = all(low in self.passing or word[0].isupper() for low, word in zip(between, words, strict=True))
            return named.entity if len(between) <= NEAR and titles else None
        return None

    def place(self, scene: Scene, end: int) -> Entity | None:
        """Where it happened: a place behind the verb with its preposition."""
        lows = scene.words.lows
        places = (named for named in scene.named if named.first > end and named.entity.kind == "place")
        return next((named.entity for named in places if lows[named.first - 1] in self.lang.places), None)


def meanings(lang: EventWords) -> list[tuple[str, tuple[Trigger, bool]]]:
    """Every trigger word with its trigger, and whether it is a noun; nouns also with a pronoun written onto them."""
    verbs = [(verb, (trigger, False)) for trigger in lang.triggers for verb in trigger.verbs]
    nouns = [(noun, trigger) for trigger in lang.triggers for noun in trigger.nouns]
    return verbs + [(noun + tail, (trigger, True)) for noun, trigger in nouns for tail in ("", *lang.clitics)]


def when(scene: Scene, trigger: Trigger, end: int) -> str | None:
    """When it happened: the one time of events in the sentence, or of reports for what was said."""
    role = "report" if trigger.spoken else "event"
    inside = [time for time in scene.times if time.role == role and scene.sentence.holds(time)]
    if len(inside) != 1 or not trigger.spoken:
        return inside[0].value if len(inside) == 1 else None
    start, after = scene.words.ends[end - 1], inside[0].start
    told = start < after and not any(start <= named.start < after for named in scene.named)
    return inside[0].value if told else None
