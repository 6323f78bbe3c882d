"""A desk from Python: the values of its pages, as if it were here.

desk = kutip.Desk("http://127.0.0.1:8750")
for hit in desk.search("flood", certainty="alleged"):
    print(hit.report.outlet, hit.says)
"""

from collections.abc import Iterator
from http.client import HTTPException
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

import msgspec

from kutip.errors import DeskError
from kutip.kept import Feed, Hit, Job, Judgement, JudgementKind, Source, Watch
from kutip.record import Reading
from kutip.serve import lists, pages

V = TypeVar("V")
MANY = 200
"""Answers of a search that come at a time."""


class Still(HTTPRedirectHandler):
    """Follows no redirection: a desk sends programs nowhere, and a token is for it alone."""

    def redirect_request(self, *request: Any, **further: Any) -> None:  # Any: as the library has it
        return None


class Desk:
    """A desk at an address; with a token, as far as that may."""

    def __init__(self, url: str, token: str | None = None, *, timeout: float = 30) -> None:
        self.url, self.timeout = url.rstrip("/"), timeout
        place = urlsplit(self.url)
        self.headers = {"accept": "application/json", "origin": f"{place.scheme}://{place.netloc}"}
        if token:
            self.headers["authorization"] = f"Bearer {token}"
        self.opener = build_opener(Still, ProxyHandler({}))  # a token is for its desk, and for no proxy on the way

    # --- what is kept ---

    def today(self) -> lists.Today:
        """What moved, the newest first, and how much waits."""
        return self.get("/index.json", lists.Today)

    def moved(self) -> Iterator[lists.Moved]:
        """All that moved, the newest day first, story by story."""
        for page in self.all("/index.json", lists.Today):
            for story in (story for day in page.days for story in day.stories):
                yield from story.moved

    def stories(self) -> Iterator[lists.Stirred]:
        """All stories, those first that began last."""
        for page in self.all("/stories", lists.Stories):
            yield from page.stories

    def story(self, id: int) -> pages.StoryPage:
        """A story; `claims` are the first of them."""
        return self.get(f"/story/{id}", pages.StoryPage)

    def claims(self, story: int) -> Iterator[pages.Claim]:
        """All claims of a story, each with its first tellings."""
        for page in self.all(f"/story/{story}", pages.StoryPage):
            yield from page.claims

    def claim(self, id: int) -> pages.ClaimPage:
        """A claim; `heard` are the first of its tellings."""
        return self.get(f"/claim/{id}", pages.ClaimPage)

    def tellings(self, claim: int) -> Iterator[pages.Heard]:
        """All tellings of a claim."""
        for page in self.all(f"/claim/{claim}", pages.ClaimPage):
            yield from page.claim.heard

    def report(self, id: int, version: int | None = None) -> pages.ReportPage:
        """A report as it stands, or stood in one version."""
        return self.get(f"/report/{id}", pages.ReportPage, version=version)

    def reading(self, id: int, version: int | None = None) -> Reading:
        """What was read in a report."""
        return self.get(f"/report/{id}/reading", Reading, version=version)

    def capture(self, sha256: str) -> bytes:
        """A preserved page as it came."""
        return self.asked("GET", f"/capture/{sha256}")

    def sources(self, *names: str) -> tuple[Source, ...]:
        """Parties of these names; without any those that originated most."""
        return self.get("/sources", lists.Sources, name=names).sources

    def source(self, id: int) -> lists.SourcePage:
        """A party: what it said and passed on, and what analysts think of it."""
        return self.get(f"/source/{id}", lists.SourcePage)

    def search(self, words: str = "", **question: Any) -> Iterator[Hit]:  # Any: words, or several of them
        """The claims that answer a question, the newest first; asked by outlet, source, place, lang, certainty, form
        (each one or several), since, until."""
        for page in self.all("/search", lists.Search, q=words, limit=MANY, **question):
            yield from page.hits

    def alerts(self, watch: int) -> Iterator[lists.Told]:
        """What a watch told, the newest first."""
        for page in self.all(f"/watch/{watch}", lists.WatchPage):
            yield from page.told

    def watches(self) -> lists.Watches:
        """What is watched."""
        return self.get("/watches", lists.Watches)

    def queue(self) -> lists.Queue:
        """What waits, is worked on and failed."""
        return self.get("/queue", lists.Queue)

    def job(self, id: int) -> lists.JobPage:
        """How far something is that was given to be read."""
        return self.get(f"/job/{id}", lists.JobPage)

    # --- what is written ---

    def add(self, what: str, *, outlet: str | None = None, kind: str = "auto") -> Job:
        """Gives an address or a text to be read; of several addresses the job of the first."""
        return self.post("/add", Job, what=what, kind=kind, outlet=outlet)

    def follow(self, url: str, every: int = 900) -> Feed:
        """Follows a feed or sitemap, looked at every so many seconds."""
        return self.post("/feeds", Feed, url=url, every=every)

    def judge(self, kind: JudgementKind, **said: str) -> Judgement:
        """Says what an analyst says: says, article, claim, other_article, other_claim, subject."""
        return self.post("/judgements", Judgement, kind=kind, **said)

    def undo(self, judgement: int) -> Judgement:
        """Takes a judgement back."""
        return self.post(f"/judgements/{judgement}/undo", Judgement)

    def watch(self, name: str, **asked: Any) -> Watch:  # Any: each field has its type
        """Keeps a question, and watches it for what `on` says; see `MakeWatch`."""
        return self.post("/watches", Watch, name=name, **asked)

    # --- how it is asked ---

    def get(self, path: str, kind: type[V], /, **parameters: Any) -> V:  # Any: a word, a number, several
        """One page."""
        return msgspec.json.decode(self.asked("GET", path + query(parameters)), type=kind)

    def all(self, path: str, kind: type[V], /, **parameters: Any) -> Iterator[V]:  # Any: as above
        """A list, page after page, as they are asked for."""
        after = None
        while True:
            page = self.get(path, kind, **parameters, after=after)
            yield page
            after = getattr(page, "further", None)
            if after is None:
                return

    def post(self, path: str, kind: type[V], /, **fields: Any) -> V:  # Any: as above
        """Something that is done."""
        body = msgspec.json.encode({name: value for name, value in fields.items() if value is not None})
        return msgspec.json.decode(self.asked("POST", path, body), type=kind)

    def asked(self, method: str, path: str, body: bytes | None = None) -> bytes:
        """What the desk answers; `DeskError` when it refuses, or is not there."""
        headers = self.headers | ({"content-type": "application/json"} if body is not None else {})
        request = Request(self.url + path, body, headers, method=method)
        try:
            with self.opener.open(request, timeout=self.timeout) as answer:
                given: bytes = answer.read()
                return given
        except HTTPError as error:
            raise DeskError(f"{self.url}{path}: {problem(error)}") from None
        except (OSError, HTTPException) as error:
            raise DeskError(f"{self.url}: no desk answers there ({error})") from None


def problem(error: HTTPError) -> str:
    """What a desk says where it refuses."""
    try:
        return msgspec.json.decode(error.read(), type=lists.Problem).detail
    except (msgspec.MsgspecError, OSError):
        return f"it answers {error.code}, not as a desk does"


def query(parameters: dict[str, Any]) -> str:  # Any: a word, a number, several
    """Parameters as an address has them; those without a value are left out."""
    given = {name: value for name, value in parameters.items() if value not in (None, "", ())}
    return f"?{urlencode(given, doseq=True)}" if given else ""
