"""Everything the desk answers, written out: where, what is asked, what comes, who may."""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from kutip import kept, record
from kutip.serve import (
    account,
    adding,
    asks,
    capture,
    claim,
    judging,
    lists,
    pages,
    report,
    search,
    story,
    today,
    watching,
)
from kutip.serve.asked import Need, Sent


class Route(NamedTuple):
    """One thing that can be asked for, or done."""

    method: Literal["GET", "POST"]
    path: str
    answer: Callable[..., Any]  # Any: a page, or what was done; `gives` says which
    asks: type[Struct]
    gives: type[Struct] | type[Sent]
    needs: Need = "read"
    heavy: bool = False
    """Whether few of these are made at once."""


NUMBER, SHA = "{number:number}", "{sha256:sha256}"
ROUTES = (
    Route("GET", "/", today.today, asks.Onward, lists.Today),
    Route("GET", "/stories", today.stories, asks.Onward, lists.Stories),
    Route("GET", f"/story/{NUMBER}", story.story, asks.Onward, pages.StoryPage),
    Route("GET", f"/claim/{NUMBER}", claim.claim, asks.Onward, pages.ClaimPage),
    Route("GET", f"/report/{NUMBER}", report.report, asks.AReport, pages.ReportPage),
    Route("GET", f"/report/{NUMBER}/reading", report.reading, asks.AReport, record.Reading),
    Route("GET", f"/capture/{SHA}", capture.capture, asks.Nothing, Sent),
    Route("GET", f"/capture/{SHA}/view", capture.view, asks.Nothing, Sent),
    Route("GET", "/sources", search.sources, asks.SomeSources, lists.Sources),
    Route("GET", f"/source/{NUMBER}", search.source, asks.Nothing, lists.SourcePage, heavy=True),
    Route("GET", "/search", search.search, asks.Searching, lists.Search, heavy=True),
    Route("GET", "/watches", watching.watches, asks.Onward, lists.Watches),
    Route("GET", f"/watch/{NUMBER}", watching.watch, asks.Onward, lists.WatchPage),
    Route("GET", f"/watch/{NUMBER}/alerts.atom", watching.atom, asks.Nothing, Sent),
    Route("GET", f"/watch/{NUMBER}/alerts.rss", watching.rss, asks.Nothing, Sent),
    Route("GET", f"/watch/{NUMBER}/alerts.json", watching.jsonfeed, asks.Nothing, Sent),
    Route("GET", f"/alert/{NUMBER}", watching.alert, asks.Nothing, lists.AlertPage),
    Route("GET", "/queue", adding.queue, asks.Onward, lists.Queue),
    Route("GET", "/add", adding.adding, asks.Nothing, lists.Adding, "write"),
    Route("GET", f"/job/{NUMBER}", adding.job, asks.Nothing, lists.JobPage),
    Route("GET", "/settings", account.settings, asks.Nothing, lists.Settings, "open"),
    Route("GET", "/login", account.login, asks.Back, lists.Login, "open"),
    Route("GET", "/users", account.users, asks.Nothing, lists.Users, "admin"),
    Route("POST", "/add", adding.add, asks.Add, kept.Job, "write"),
    Route("POST", f"/job/{NUMBER}/again", adding.again, asks.Back, kept.Job, "write"),
    Route("POST", "/feeds", adding.follow, asks.AddFeed, kept.Feed, "write"),
    Route("POST", f"/feeds/{NUMBER}/pause", adding.pause, asks.Back, kept.Feed, "write"),
    Route("POST", f"/feeds/{NUMBER}/go", adding.resume, asks.Back, kept.Feed, "write"),
    Route("POST", "/judgements", judging.judge, asks.Judge, kept.Judgement, "write"),
    Route("POST", f"/judgements/{NUMBER}/undo", judging.undo, asks.Back, kept.Judgement, "write"),
    Route("POST", "/watches", watching.make, asks.MakeWatch, kept.Watch, "write"),
    Route("POST", f"/watches/{NUMBER}", watching.change, asks.MakeWatch, kept.Watch, "write"),
    Route("POST", f"/watches/{NUMBER}/gone", watching.take, asks.Back, kept.Watch, "write"),
    Route("POST", "/tokens", account.make_token, asks.MakeToken, lists.Made, "own"),
    Route("POST", f"/tokens/{NUMBER}/gone", account.take_token, asks.Back, lists.Access, "own"),
    Route("POST", "/password", account.change_password, asks.NewPassword, lists.Person, "own", heavy=True),
    Route("POST", "/users", account.make_user, asks.MakeUser, lists.Person, "admin", heavy=True),
    Route("POST", f"/users/{NUMBER}/gone", account.take_user, asks.Back, lists.Person, "admin"),
    Route("POST", "/login", account.enter, asks.LogIn, lists.Person, "open", heavy=True),
    Route("POST", "/logout", account.leave, asks.Back, lists.Person, "open"),
    Route("POST", "/look", account.look, asks.Looks, asks.Looks, "open"),
)
