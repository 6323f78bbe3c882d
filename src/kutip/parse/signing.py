"""How reports are signed and dated in a language without a pack: from the few words of `lang/web.toml`."""

from kutip.lang import web
from kutip.lang.furniture import Credits, Furniture
from kutip.lang.web import Signing
from kutip.parse.printed import Dates

ALIAS = {"no": "nb", "nn": "nb", "in": "id", "iw": "he", "bs": "hr", "sh": "sr", "fil": "tl"}
"""Languages under another code, and those that are near enough to be read with its words."""


def words(code: str) -> Signing:
    """The words of a language; none for one that nobody wrote down."""
    return web.load().signing.get(ALIAS.get(code, code), Signing())


def furniture(code: str) -> Furniture:
    """The words by which a report is signed."""
    one = words(code)
    return Furniture(
        credits=Credits(byline=one.by, editor=one.editor, contributor=one.contributor, agency=one.agency),
        photo=one.photo,
        photo_by=one.photo_by,
        captions=one.captions,
        joins=one.joins,
        beside=one.beside,
        roles=one.roles,
        particles=one.particles,
        published=one.published,
        modified=one.modified,
        clock=one.clock,
    )


def dates(code: str) -> Dates:
    """The words by which a report is dated."""
    one = words(code)
    months = {name: number for number, names in enumerate(one.months, 1) for name in names.split("|")}
    return Dates(
        months=months,
        weekdays=one.weekdays,
        zones=one.zones,
        clock=one.clock,
        oclock=one.oclock,
        links=one.links,
        units=one.units,
    )
