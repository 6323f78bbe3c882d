"""Every page of a filled desk, by name: what is looked at, drawn, checked and walked over."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from kutip import store
from kutip.kept import Alert, Feed, Job, Judgement, Kept, Question, Watch
from kutip.run import api
from kutip.run.storyteller import Storyteller
from kutip.serve.desk import Opening
from kutip.store import Store
from tests import desks
from tests.desks import NOW
from tests.stories import FLOOD

AT = NOW.isoformat(timespec="seconds")


class Filled(NamedTuple):
    """A desk in which every page has something to show."""

    address: str
    paths: dict[str, str]
    """The pages by name."""

    @property
    def evidence(self) -> list[str]:
        """The pages whose numbers count what somebody said."""
        return [self.paths[name] for name in EVIDENCE]


EVIDENCE = (
    "today", "stories", "story", "claim", "report", "sources", "source", "search", "watches", "watch", "alert",
)  # fmt: skip


@contextmanager
def filled(folder: Path, public: bool = False) -> Iterator[Filled]:
    """A desk that answers, with a store in that folder; a public one is only read by whoever does not log in."""
    path = folder / "desk.kutip"
    others = fill(path)
    with desks.served(Opening(path, public=public)) as desk:
        yield Filled(desk.opening.address, PATHS | others)


def fill(path: Path) -> dict[str, str]:
    """Keeps something for every page; the addresses of what is numbered as it comes."""
    desks.fill(path)
    library = store.open(path, write=True)
    tell(library, [altered()])
    library.put(Judgement(0, AT, "desk", "rating", "B", subject="BPBD Lembayung"))
    watch = library.put(Watch(0, "Banjir", "desk", AT, Question(words="banjir"), on=("origin", "telling")))
    library.put(Watch(0, "Nusakarya", "desk", AT, Question(words="Nusakarya")))
    library.put(Job(0, AT, "desk", "address", "https://arunika.example/1", state="failed", why="it does not answer"))
    job = library.put(Job(0, AT, "desk", "text", "Banjir rendam tiga desa"))
    library.put(Feed(0, "https://arunika.example/feed", "desk", AT, "Arunika", seen=AT, tries=3, why="404 Not Found"))
    alert = alerted(library, watch)
    return {"watch": f"/watch/{watch.id}", "alert": f"/alert/{alert.id}", "job": f"/job/{job.id}"}


def altered() -> Kept:
    """The first report once more, with another number."""
    first = FLOOD["wire"]
    other = first._replace(text=first.text.replace("empat warga", "lima warga"))
    capture = replace(desks.kept(first).capture, body=desks.page(other).encode())
    return Kept(capture, api.reading(capture, plain=True, models=("none",)), AT)


def tell(library: Store, found: Sequence[Kept]) -> None:
    """Keeps reports and tells their stories."""
    library.keep(found)
    teller = Storyteller(library)
    while (tale := teller.prepared(NOW)) is not None:
        teller.keep(tale)


def alerted(library: Store, watch: Watch) -> Alert:
    """An alert of a watch."""
    group = library.group(1)
    assert group
    report, telling = group.reports[0], group.traced.tellings[0]
    return library.put(
        Alert(
            0, watch.id, AT, "origin", "second origin", None, report.id, telling.claim, 1, (group.traced.says,),
            ("BPBD Lembayung", "Arunika"), title=report.title, lang=report.lang,
        )
    )  # fmt: skip


PATHS = {
    "today": "/", "stories": "/stories", "story": "/story/1", "claim": "/claim/1", "report": "/report/1",
    "version": "/report/1?version=1", "sources": "/sources", "source": "/source/1", "search": "/search?q=banjir",
    "narrowed": "/search?outlet=Arunika&certainty=stated", "nothing": "/search?q=qqqq", "watches": "/watches",
    "queue": "/queue", "add": "/add",
    "settings": "/settings", "users": "/users", "login": "/login", "note": "/story/99999",
}  # fmt: skip
