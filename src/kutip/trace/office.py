"""For which body somebody speaks whose title does not name it: the one meant beside the name, or in what is said."""

import re

from kutip.lang import Lang
from kutip.record import Entity, Reading, Span

REACH = 60
"""So many letters before a name at the most begins the title that ends with a comma: A lawyer for X, Ann Pell."""
TITLE = 12
"""A title stands within so many letters."""
RANK = re.compile(r", (?:[A-Z]\w{0,20}\.? ){0,3}")
"""A comma, and the ranks that may stand between it and a name: Kolonel."""
RUN = re.compile(r"(?:[A-Z][\w-]{0,40} ){1,8}\($")
"""Words with capitals before an acronym in brackets."""


class Offices:
    """Finds the bodies of one report for which its persons speak."""

    def __init__(self, reading: Reading, bodies: list[Entity], lang: Lang) -> None:
        """`bodies` are those for which somebody may speak."""
        self.reading, self.text, self.bodies, self.lang = reading, reading.article.text, bodies, lang
        self.voices = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, lang.trace.voices))})(?!\w)")

    def body(self, person: Entity) -> Entity | None:
        """The body whose office a person has, where the title does not name it."""
        role = (person.role or "").lower()
        if any(f" {office} " in f" {role} " for office in self.lang.trace.firms):
            return self.spoken_of(person)
        places = [mention for mention in person.mentions if mention.form == "name"]
        return self.of_kind(role) or next(
            (body for body in self.bodies for place in places if self.beside(body, place)), None
        )

    def spoken_of(self, person: Entity) -> Entity | None:
        """The one body that is named in what the head of a firm says."""
        said = [span for claim in self.reading.claims if claim.chain[0].entity == person.id for span in claim.content]
        named = [body for body in self.bodies if body.kind == "organisation" and stands(body, said)]
        return named[0] if len(named) == 1 else None

    def of_kind(self, role: str) -> Entity | None:
        """The one body that a title means by what kind it is, before the office: board spokesman."""
        offices = list(self.voices.finditer(role)) if self.lang.trace.head == "last" else []
        kind = role[: offices[-1].start()].split()[-1:] if offices else []
        found = [body for body in self.bodies if kind and body.name.lower().split()[-1:] == kind]
        return found[0] if len(found) == 1 else None

    def beside(self, body: Entity, name: Span) -> bool:
        """Whether a body stands in the title before a name and a comma, or in one behind a name."""
        meant = [mention for mention in body.mentions if mention.form in ("name", "epithet")]
        return any(self.before(one, name) or self.behind(one, name) or self.after(one, name) for one in meant)

    def before(self, body: Span, name: Span) -> bool:
        """Whether a title that ends with the body stands before a name: A lawyer for the shipper X, Ann Pell."""
        title = re.split(r"[.,;:\n]", self.text[max(0, name.start - REACH) : body.start].lower())[-1]
        return bool(RANK.fullmatch(self.text, body.end, name.start)) and self.voices.search(title) is not None

    def after(self, body: Span, name: Span) -> bool:
        """Whether a title that ends with the body stands behind a name and a comma: Ann Pell, a lawyer for the shipper;
        where the office stands first, one word may say what the office is for: direktur riset lembaga itu."""
        between = self.text[name.end : min(body.start, name.end + REACH)].lower()
        offices = list(self.voices.finditer(between)) if between.startswith(", ") and body.start > name.end else []
        if not offices or re.search(r"[.,;:\n]", between[1:]):
            return False
        rest = [word for word in between[offices[-1].end() :].split() if word not in self.lang.people.articles]
        return len(rest) < 2 if self.lang.people.office_leads else len(rest) == 1 and rest[0] in self.lang.people.links

    def behind(self, body: Span, name: Span) -> bool:
        """Whether a title that begins with the body stands behind a name, as some languages have it."""
        if body.start - name.end != 1 or self.lang.people.office_leads:
            return False
        title = self.text[body.end : body.end + TITLE].lower().lstrip()
        return title.startswith(self.lang.trace.voices)  # an ending may hang on it


def stands(body: Entity, spans: list[Span]) -> bool:
    """Whether a body is named in some words."""
    return any(span.holds(mention) for mention in body.mentions for span in spans if mention.form == "name")


def in_full(reading: Reading, body: Entity, lang: Lang) -> str:
    """The name of a body that a report has by an acronym alone: the words before it, where it stands in brackets."""
    if not body.name.isupper() or " " in body.name:
        return body.name
    ends = (mention.start for mention in body.mentions if mention.form == "name")
    runs = (found[0][:-2].split() for end in ends if (found := RUN.search(reading.article.text[:end])))
    for words in runs:
        first = next((n for n, word in enumerate(words) if word.lower() in lang.people.opening.organisation), 0)
        if lang.trace.head == "last" or first or words[0].lower() in lang.people.opening.organisation:
            first += words[first].lower() in lang.people.articles
            return " ".join(words[first:])
    return body.name


def of_a_part(name: str, lang: Lang) -> list[str]:
    """What a department may belong to that is cut out of a title and named with its body, the longest first: Direktur
    Tindak Pidana Khusus Bareskrim Polri. One that begins with a word for bodies is named by itself."""
    words = name.split()
    if lang.trace.head == "last" or words[0].lower() in lang.people.opening.organisation:
        return []
    return [" ".join(words[number:]) for number in range(1, len(words))]
