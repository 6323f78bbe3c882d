"""Takes old reports out of a store, with all that was kept and found of them; never what somebody points at."""

from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from kutip.store.file import File
from kutip.store.indexing import Batch
from kutip.store.moments import moment
from kutip.store.parties import Parties
from kutip.store.statements import statements

SQL = statements("prune")
TELLS = ("no stories", "no claims of stories", "no tellings", "no corrected", "no places", "no untold")
KEEPS = ("no readings", "no versions", "no captures", "no originals", "no changes", "no reports")


class Pruned(NamedTuple):
    """What is taken out."""

    reports: int
    versions: int
    claims: int
    originals: int


def prune(path: Path, before: str, *, really: bool) -> Pruned:
    """What was published before a date, or first seen where nobody says when. What a judgement, an alert or the claim
    of a watch points at stays, and so does a story of which something stays. Only with `really` is it taken out; the
    file is then made smaller."""
    day = moment(before).date().isoformat()
    with closing(File(path, write=True)) as file:
        with file.writing():
            file.run(SQL["old reports"], day)
            file.run(SQL["stays with its story"])
            found = Pruned(*(file.row(SQL["counts"]) or (0, 0, 0, 0)))
            if really:
                taken(file, day)
            file.run(SQL["none old"])
        if really and found.reports:
            file.connection.execute("VACUUM")
    return found


def taken(file: File, day: str) -> None:
    """Takes all of it out."""
    batch = Batch(file, Parties(file))
    for (report,) in file.rows(SQL["numbers"]):
        batch.waiting[report] = 0, []
    batch.put()
    for statement in (*TELLS, *KEEPS):
        file.run(SQL[statement])
    file.run(SQL["no sessions"], day)
