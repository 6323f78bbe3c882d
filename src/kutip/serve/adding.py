"""What is given to be read: addresses, feeds, texts; how far it is, and what failed."""

from msgspec.structs import replace

from kutip.errors import InputError
from kutip.fetch import address
from kutip.kept import Feed, Job, State
from kutip.serve.asked import LARGEST, Asked, Done, RefusedError, Work, missing
from kutip.serve.asks import Add, AddFeed, Back, Nothing, Onward
from kutip.serve.lists import Adding, JobPage, Queue
from kutip.store import Store

PAGE = 50
"""Jobs of one state, and doubted reports on one page."""
ADDRESSES = 200
"""So many are taken at a time."""
BEGINNING = 300
"""Characters of a text that stand for it."""
SCHEMES = ("http://", "https://")


def adding(asked: Asked, _: Nothing) -> Adding:
    """Where something is given to be read, and what was given last."""
    return Adding(tuple(map(brief, asked.library.notes(Job, before=LARGEST, limit=10))))


def queue(asked: Asked, onward: Onward) -> Queue:
    """What waits, is worked on and failed; the feeds; reports in which something does not fit."""

    def jobs(state: State) -> tuple[Job, ...]:
        return tuple(map(brief, asked.library.notes(Job, before=LARGEST, limit=PAGE, state=state)))

    doubted = asked.library.reports(doubted=True, before=onward.after, limit=PAGE)
    return Queue(
        working=jobs("working"),
        waiting=jobs("waiting"),
        failed=jobs("failed"),
        feeds=asked.library.notes(Feed),
        doubted=doubted,
        further=doubted[-1].id if len(doubted) == PAGE else None,
    )


def brief(job: Job) -> Job:
    """A job as it stands in a list: of a text only its beginning."""
    what = " ".join(job.what[:BEGINNING].split())
    return replace(job, what=what + "…" if len(job.what) > BEGINNING else what)


def job(asked: Asked, _: Nothing) -> JobPage:
    """Something that was given to be read, how far it is, and the reports it brought."""
    found = next(iter(asked.library.notes(Job, id=asked.number)), None)
    if found is None:
        raise missing("such job")
    return JobPage(found, asked.library.reports(found.reports) if found.reports else ())


def add(work: Work, asks: Add) -> Done:
    """Gives addresses or a text to be read, or a feed to be followed; reading goes on behind the page."""
    lines = [line.strip() for line in asks.what.splitlines() if line.strip()]
    if not lines:
        raise RefusedError(400, "invalid", "Nothing was given: paste an address or the text of a report.")
    if asks.kind == "text" or (asks.kind == "auto" and not all(line.lower().startswith(SCHEMES) for line in lines)):
        return put(work, [Job(0, work.now, work.who.name, "text", asks.what, asks.outlet)], asks)
    if len(lines) > ADDRESSES:
        raise RefusedError(400, "invalid", f"At most {ADDRESSES} addresses at a time; a sitemap or feed names more.")
    urls = [checked(line, work.private) for line in lines]
    if asks.kind == "feed":
        return [follow(work, AddFeed(url=url, back=asks.back)) for url in urls][-1]
    return put(work, [Job(0, work.now, work.who.name, "address", url, asks.outlet) for url in urls], asks)


def put(work: Work, jobs: list[Job], asks: Add) -> Done:
    """Puts jobs into the queue, all or none; when the button was pressed twice, those of the first time stand."""
    last = work.store.notes(Job, before=LARGEST, limit=len(jobs))[::-1]
    kept = list(last) if list(map(given, last)) == list(map(given, jobs)) else []
    if not kept:
        with work.store.writing():
            kept = [work.store.put(job) for job in jobs]
    return Done(asks.back or (f"/job/{kept[0].id}" if len(kept) == 1 else "/queue"), kept[0])


def given(job: Job) -> tuple[object, ...]:
    """What was given to be read, by whom, and whether that is still to be done."""
    return job.by, job.kind, job.what, job.outlet, job.state in ("waiting", "working")


def follow(work: Work, asks: AddFeed) -> Done:
    """Follows a feed or sitemap from now on; one that is followed already is asked as often as is said now."""
    url = checked(asks.url, work.private)
    held = next(iter(work.store.notes(Feed, url=url)), None)
    feed = held or Feed(id=0, url=url, by=work.who.name, made=work.now)
    return Done(asks.back or "/queue", work.store.put(replace(feed, every=asks.every, due=work.now, paused=False)))


def pause(work: Work, asks: Back) -> Done:
    """Lets a feed rest."""
    return Done(asks.back or "/queue", work.store.put(replace(followed(work.store, work.number), paused=True)))


def resume(work: Work, asks: Back) -> Done:
    """Follows a feed again, at once."""
    feed = followed(work.store, work.number)
    return Done(asks.back or "/queue", work.store.put(replace(feed, paused=False, due=work.now)))


def again(work: Work, asks: Back) -> Done:
    """Tries a job again that failed."""
    found = next(iter(work.store.notes(Job, id=work.number)), None)
    if found is None or found.state != "failed":
        raise missing("such job that failed")
    kept = work.store.put(replace(found, state="waiting", why=None))
    return Done(asks.back or f"/job/{kept.id}", kept)


def followed(store: Store, number: int) -> Feed:
    """A feed; `RefusedError` where there is none."""
    found = next(iter(store.notes(Feed, id=number)), None)
    if found is None:
        raise missing("such feed")
    return found


def checked(url: str, private: bool) -> str:
    """An address in its normal form; `RefusedError` when it is none."""
    try:
        return address.parsed(url.strip(), private=private).url
    except InputError as error:
        raise RefusedError(400, "invalid", f"{url}: {error}") from None
