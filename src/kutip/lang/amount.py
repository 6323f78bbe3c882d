"""The keys of `amount.toml`: how this language says how much."""

from msgspec import Struct

from kutip.lang.numbers import NumberWords
from kutip.record import Comparator


class Baselines(Struct, frozen=True, forbid_unknown_fields=True):
    """How this language says what a share or a multiple is measured against."""

    of: tuple[str, ...]
    """Directly behind the number: of, from, compared with, dari."""
    than: tuple[str, ...]
    """The same, also some words later: than, dibandingkan."""
    before: tuple[str, ...] = ()
    """Words between a baseline and the ratio or per cent behind it, where it stands in front."""
    determiners: tuple[str, ...] = ()
    """Words that begin a baseline directly behind a ratio: twice the average. Without any, every noun does."""
    percent_direct: bool = False
    """Whether the whole may also follow a per cent directly: 62 persen panen."""
    change: tuple[str, ...] = ()
    """Words of rising and falling: behind them a per cent is no share of the noun that follows."""
    as_many: tuple[str, ...] = ()
    """Opens and closes "twice as many … as"."""
    joins: tuple[str, ...] = ()
    """Phrases that stop no baseline although their words would: that of, yang sama."""
    times: tuple[str, ...] = ()
    """Words that end other noun phrases and no baseline: dari tahun lalu, the same period last year."""
    stops: tuple[str, ...] = ()
    """Words that end a baseline, besides `stops`: verbs that often follow it."""


class Ages(Struct, frozen=True, forbid_unknown_fields=True):
    """How this language tells a person's age, which is no amount."""

    before: tuple[str, ...]
    """Phrases before an age: aged, berusia."""
    units: tuple[str, ...]
    """The normal forms of the units of an age."""
    things: tuple[str, ...]
    """What may have an age that is an amount: a bridge, a law."""
    behind: tuple[str, ...] = ()
    """Phrases behind a number that make it an age: years old, -year-old."""
    links: tuple[str, ...] = ()
    """Words between the ages of a list."""
    persons: tuple[str, ...] = ()
    """Nouns of people that stand directly before an age: pria 44 tahun."""


class AmountWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Numbers, what they count, and what makes them rough."""

    numbers: NumberWords
    """Numbers in figures and in words."""
    comparators: dict[Comparator, tuple[str, ...]]
    """Phrases before a number."""
    comparators_behind: dict[Comparator, tuple[str, ...]]
    """Phrases behind a number; "-an" only when no space parts them."""
    percent: dict[str, str]
    """Units of per cent; an empty text is the plain one."""
    multiples: tuple[str, ...]
    """Words behind a number that always make it a ratio: kali lipat, -fold."""
    times: tuple[str, ...]
    """Words behind a number that make it a ratio before one of `times_before`, else they are what is counted."""
    times_before: tuple[str, ...]
    """Words behind `times` that make it a ratio: three times *more*, three times *the* average."""
    ratios: dict[str, str]
    """Words that are a ratio on their own: doubled."""
    money_before: dict[str, str]
    """Currencies printed before the number."""
    money_behind: dict[str, str]
    """Currencies printed behind it."""
    cents: dict[str, str]
    """Hundredths of a currency."""
    money_words: tuple[str, ...]
    """Currencies of more than one country or of none: they stay as printed."""
    money_short: dict[str, int]
    """Multipliers used behind an amount of money only: $2m."""
    units: dict[str, str]
    """Units of measure and their normal form; "10 year" for a decade."""
    durations: tuple[str, ...]
    """The normal forms that are durations."""
    ago: tuple[str, ...]
    """Words behind a duration that make it a point in time."""
    indexes: dict[str, str]
    """Names of what is measured in index points, and the normal form of these."""
    to: tuple[str, ...]
    """Words between the ends of a range."""
    labels: tuple[str, ...]
    """Words before a number that make it a name: pasal 5, Flight 370."""
    idioms: tuple[str, ...]
    """Phrases with a number that count nothing."""
    scores: tuple[str, ...]
    """Words near which two small numbers with a hyphen are the score of a match."""
    stops: tuple[str, ...]
    """Words that end a noun phrase: prepositions, conjunctions, pronouns, auxiliaries, common verbs and adverbs."""
    others: tuple[str, ...]
    """Words that stand for what was counted before: 17 others, dua di antaranya."""
    head_last: bool
    """Whether the head noun comes last (grain barges) or first (kapal gandum)."""
    baseline: Baselines
    """What a share or a multiple is measured against."""
    ages: Ages
    """Ages of persons."""
    not_before_durations: tuple[str, ...] = ()
    """Comparators that mean something else before a duration: over two days."""
    comparatives: tuple[str, ...] = ()
    """Words before which a comparator behind a number means something else: 10 persen lebih tinggi."""
    plus: dict[str, Comparator] = {}
    """Signs glued to the number: 60+."""
    ratios_before: dict[str, str] = {}
    """The same, only before one of `times_before`: twice."""
    units_before: dict[str, str] = {}
    """Words before a number that say what it measures: magnitudo 5,6."""
    between: dict[str, str] = {}
    """Words before a range, with the word between its ends."""
    no_range: tuple[str, ...] = ()
    """Words before a number that keep it apart from the next: from 5 to 10 is a change."""
    shares: tuple[str, ...] = ()
    """Words inside a share: one in five."""
    shares_round: tuple[str, ...] = ()
    """The same, where only "one" or a power of ten makes a share: tujuh dari sepuluh, but not dua dari lima."""
    labels_soft: tuple[str, ...] = ()
    """The same, only with a capital or where no noun follows: Plant 2, but not plant 200 trees."""
    labels_always: tuple[str, ...] = ()
    """The same, also before what looks like a duration: Nomor 6 Tahun 2018."""
    streets: tuple[str, ...] = ()
    """Words for streets that follow the number of a house."""
    during: tuple[str, ...] = ()
    """Words before a duration that stays one in spite of `ago`: for two years before."""
    minus: tuple[str, ...] = ()
    """Words and signs before a number below nothing."""
    money_large: dict[str, str] = {}
    """Units of measure, in their normal form, that are a currency behind a million: 4 million pounds."""
    ratio_verbs: tuple[str, ...] = ()
    """Those of `ratios_before` that may be verbs: double."""
    before_verbs: tuple[str, ...] = ()
    """Words before them that make them verbs: to, will."""
    objects: tuple[str, ...] = ()
    """Words behind them that make them verbs: double their output."""
    strict_fractions: tuple[str, ...] = ()
    """Fractions that are something else before a noun: a third man, half right."""
    not_before_fractions: tuple[str, ...] = ()
    """Words before which a fraction is something else: the first half."""
    generic: tuple[str, ...] = ()
    """Number words that are also pronouns: they count only before a noun or where something was counted before."""
    stop_beginnings: tuple[str, ...] = ()
    """Beginnings of verbs: di-, me-."""
    stop_endings: tuple[str, ...] = ()
    """Endings of verbs: -ed."""
    nouns: tuple[str, ...] = ()
    """Nouns that look like verbs by their beginning or ending."""
    classifiers: tuple[str, ...] = ()
    """Words that may stand between a number and its noun: orang, unit."""
    more: tuple[str, ...] = ()
    """Words behind a number that continue the last amount, whatever it was: we lost four more."""
    compounds: tuple[str, ...] = ()
    """Nouns that a hyphen may tie to a number: a five-member panel."""
    plural_endings: tuple[str, ...] = ()
    """Endings of plural nouns."""
    not_plural: tuple[str, ...] = ()
    """Longer endings that look like them and are none."""
    plurals: tuple[str, ...] = ()
    """Plurals without such an ending."""
