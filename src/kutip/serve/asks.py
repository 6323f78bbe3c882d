"""What may be asked: the parameters of pages and the fields of forms, which are also the keys of JSON that is sent."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from kutip.kept import Happening, JudgementKind, Question, Role
from kutip.record import Certainty, Comparator, Form

Words = Annotated[str, Meta(max_length=2000)]
Name = Annotated[str, Meta(max_length=200)]
Date = Annotated[str, Meta(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")]
Number = Annotated[int, Meta(ge=1, le=2**63 - 1)]
Place = Annotated[str, Meta(max_length=200)]
"""Where a list goes on: what `further` of the page before says."""
PARAMETERS = {
    "words": "q", "outlets": "outlet", "sources": "source", "places": "place", "langs": "lang",
    "certainties": "certainty", "forms": "form",
}  # fmt: skip
"""Fields of a question under the names they have in an address."""


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """Nothing is asked."""


class Onward(Struct, frozen=True, forbid_unknown_fields=True):
    """The rest of a list."""

    after: Number | None = None


class AReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A report as it stood in one version; `against` an earlier one that it is compared with."""

    version: Number | None = None
    against: Number | None = None


class SomeSources(Struct, frozen=True, forbid_unknown_fields=True):
    """Parties of some names; else those that originated most."""

    name: tuple[Name, ...] = ()


class Asking(Struct, frozen=True, forbid_unknown_fields=True):
    """A question, as an address has it."""

    q: Words = ""
    outlet: tuple[Name, ...] = ()
    source: tuple[Name, ...] = ()
    place: tuple[Name, ...] = ()
    lang: tuple[Name, ...] = ()
    certainty: tuple[Certainty, ...] = ()
    form: tuple[Form, ...] = ()
    role: Literal["origin", "relay"] | None = None
    since: Date | None = None
    until: Date | None = None

    @property
    def question(self) -> Question:
        """What is searched for."""
        return Question(
            words=self.q.strip(),
            outlets=self.outlet,
            sources=self.source,
            places=self.place,
            langs=self.lang,
            certainties=self.certainty,
            forms=self.form,
            role=self.role,
            since=self.since,
            until=self.until,
        )


class Searching(Asking, frozen=True, forbid_unknown_fields=True):
    """A question, where its answers go on, and how many are wanted."""

    after: Place | None = None
    limit: Annotated[int, Meta(ge=1, le=200)] = 50


class Back(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the reader goes on; on this desk."""

    back: Words = ""


class Add(Back, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Addresses, one a line, or a text. With `auto` it is seen which; `feed` is asked again and again."""

    what: Annotated[str, Meta(min_length=1, max_length=1_000_000)]
    kind: Literal["auto", "address", "feed", "text"] = "auto"
    outlet: Name | None = None


class AddFeed(Back, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The address of a feed or sitemap, and how many seconds lie between two looks at it."""

    url: Words
    every: Annotated[int, Meta(ge=60, le=7 * 86400)] = 900


class Judge(Back, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What an analyst says; see `Judgement`."""

    kind: JudgementKind
    says: Words = ""
    article: Name | None = None
    claim: Name | None = None
    other_article: Name | None = None
    other_claim: Name | None = None
    other: Words = ""
    """The address of the words of the other claim, in the place of the two."""
    subject: Name | None = None


class MakeWatch(Asking, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A question to keep, and to watch if `on` says for what. `to` holds addresses, one a line."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    on: tuple[Happening, ...] = ()
    group: Number | None = None
    comparator: Comparator | None = None
    threshold: float | None = None
    unit: Name | None = None
    to: Words = ""
    every: Annotated[int, Meta(ge=1, le=7 * 1440)] = 15
    paused: bool = False
    back: Words = ""


class MakeToken(Back, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A key for a program: what it is for, and whether it may write."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    scope: Literal["read", "write"] = "read"


class MakeUser(Back, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Somebody who may log in."""

    name: Annotated[str, Meta(min_length=1, max_length=80)]
    password: Annotated[str, Meta(min_length=10, max_length=1000)]
    role: Role = "analyst"


class NewPassword(Back, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The password that one has, and the one to have from now on."""

    old: Annotated[str, Meta(max_length=1000)]
    password: Annotated[str, Meta(min_length=10, max_length=1000)]


class LogIn(Back, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Name and password."""

    name: Name
    password: Annotated[str, Meta(max_length=1000)]


class Looks(Back, frozen=True, forbid_unknown_fields=True):
    """How the desk is to look."""

    lang: Name | None = None
    theme: Literal["auto", "light", "dark"] | None = None
