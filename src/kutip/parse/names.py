"""What the class names and ids of the web say about an element: conventions of page makers, not words of a language."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Literal

Role = Literal["", "never", "hardly", "caption", "subtitle", "byline", "published", "content"]


def each(words: str) -> frozenset[str]:
    """The words of a list that is written as a line."""
    return frozenset(words.split())


WORD = re.compile(r"[A-Za-z]+")
FILED = ("tag-", "category-", "topic-", "status-", "format-", "type-", "post_tag-")
"""Under what a report is filed: publishing systems make class names of it."""
HUMP = re.compile(r"[A-Z]?[a-z]{3,}|[A-Z]{4,}(?![a-z])")
"""Of a name such as articleBody; shorter pieces come from names that machines made up."""
NEVER = each(
    "comment comments commenting disqus respond replies related relateds recommend recommended recommendation "
    "recommendations recirc breadcrumb breadcrumbs crumb crumbs nav navbar navigation cookie cookies consent gdpr "
    "newsletter newsletters footer taboola outbrain popular trending pagination pager masthead "
    "subnav colophon copyright sharedaddy relatedposts inrelated bacajuga hreview skip promos sponsored zergnet "
    "mostread kommentar kommentare commentaire commentaires comentario comentarios commenti komentar komentarze "
    "relatedlinks newsletterbox nextstory news-letter"
)
HARDLY = each(
    "teaser teasers excerpt excerpts "
    "share sharing shares sharebar addthis social sosmed promo subscribe subscription signup sidebar widget "
    "widgets ad ads adv advert adverts advertisement adsbygoogle advertorial dfp sponsor popup modal menu tags "
    "tag taglist topics keywords follow bio poll polling survey quiz disclaimer legal tool tools toolbar print "
    "donate donation donations player carousel slider slideshow infobox cta callout pullquote "
    "pulled banner overlay dropdown search login register rating ratings vote votes email mailto whatsapp "
    "facebook instagram telegram feedback toc button buttons btn inbox signin alsoread notice disclosure license "
    "licence postmetadata toggle factbox authorbox affiliate inlinetextbox"
)
LEAD = each("teaser teasers excerpt excerpts intro introduction lead lede abstract summary preamble")
"""Of a deck, where it stands under a title; anywhere else of the first words of another report."""
HARDLY |= each(
    "most-read most-viewed also-read read-also read-next baca-juga more-stories more-from more-news "
    "author-bio author-box author-info author-card about-author next-article next-post prev-post post-nav up-next "
    "pull-quote google-news link-box links-block side-bar top-stories dont-miss also-like see-also tag-list sign-up "
    "right-rail left-rail you-may tip-box inline-box inline-textbox"
)
"""Two words that only together say so."""
LAYOUT = each("layout grid page wrapper wrap container has with no embed tweet twitter body site responsive template")
"""Words of elements that hold the rest: what else their names say is about their place, not about what they hold."""
CONTENT = each(
    "articlebody article-body article-content article-text article-main article-detail story-body story-content "
    "story-text post-body post-content post-text entry-content entry-body content-body content-detail content-article "
    "content-text body-text body-content body-copy detail-text detail-body detail-content read-content "
    "main-content news-content news-text"
)
CAPTION = each("caption captions figcaption cutline cap imagedescription image-description bildunterschrift")
SUBTITLE = each("deck dek subtitle subheadline subhead subheading standfirst strapline")
SUBTITLE |= each(
    "sub-title sub-headline sub-head article-summary article-intro article-description article-lead stand-first"
)
BYLINE = each("byline bylines author authors writer writers reporter reporters contributor contributors")
PUBLISHED = each("date time timestamp published pubdate datetime datepublished updated")
SAYING = CONTENT | CAPTION | LAYOUT | NEVER | HARDLY | LEAD | SUBTITLE | BYLINE | PUBLISHED


@lru_cache(maxsize=4096)
def role(names: str) -> Role:
    """What an element is by its names; the surest first."""
    said: frozenset[str] = frozenset().union(*map(words, names.split()))
    if not said:
        return ""
    if not said.isdisjoint(CONTENT):
        return "content"
    if not said.isdisjoint(CAPTION):
        return "caption"
    if said.isdisjoint(LAYOUT):
        if not said.isdisjoint(NEVER):
            return "never"
        if not said.isdisjoint(HARDLY):
            return "hardly"
    if not said.isdisjoint(SUBTITLE):
        return "subtitle"
    if not said.isdisjoint(BYLINE):
        return "byline"
    return "published" if not said.isdisjoint(PUBLISHED) else ""


@lru_cache(maxsize=16384)
def words(name: str) -> frozenset[str]:
    """The words of one name that say something of an element, and its pairs of words that do."""
    if name.startswith(FILED):
        return frozenset()
    whole = WORD.findall(name)
    humped = () if name.islower() else tuple(hump for word in whole for hump in HUMP.findall(word))
    said = [word.lower() for word in (*whole, *humped)]
    return frozenset((*said, *map("-".join, pairwise(said)))) & SAYING


@lru_cache(maxsize=4096)
def hardly(names: str) -> frozenset[str]:
    """The words by which an element hardly holds a report."""
    return HARDLY.intersection(word for name in names.split() for word in words(name))


@lru_cache(maxsize=4096)
def leads(names: str) -> bool:
    """Whether an element may by its names be a deck."""
    return any(not LEAD.isdisjoint(words(name)) for name in names.split())
