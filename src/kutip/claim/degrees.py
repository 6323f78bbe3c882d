"""Academic degrees behind a name, which belong to no content: Lena Marsitoh, Sp.A., M.Kes."""

from kutip.record import Words

LONGEST = 5
"""Letters of one piece of a degree."""


def behind_degrees(words: Words, number: int, known: frozenset[str]) -> int:
    """The word behind the degrees that follow a comma at word `number`; `known` are those written without dots."""
    end = number
    while end + 1 < len(words) and words.lows[end] == ",":
        behind = degree(words, end + 1, known)
        if behind is None:
            break
        end = behind
    return end


def degree(words: Words, number: int, known: frozenset[str]) -> int | None:
    """The word behind one degree: letters tied by full stops, or one that is known."""
    if not letters(words, number):
        return None
    end, dotted = number + 1, False
    while end < len(words) and words.lows[end] == "." and words.joined(end):
        end += 1
        if end == len(words) or not (words.joined(end) and letters(words, end)):
            break
        end, dotted = end + 1, True
    return end if dotted or words.lows[number] in known else None


def letters(words: Words, number: int) -> bool:
    """Whether a short word with a capital stands there."""
    word = words.word(number)
    return word[0].isupper() and len(word) <= LONGEST
