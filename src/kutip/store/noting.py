"""What the desk writes down one at a time: each as JSON, found again by any of its fields."""

from typing import TypeVar, get_args

import apsw
import msgspec
from msgspec import structs

from kutip.errors import StoreError
from kutip.kept import Alert, Note, User
from kutip.store.file import LAST, File
from kutip.store.packing import noted, seal, written
from kutip.store.statements import statements

SQL = statements("note")
N = TypeVar("N", bound=Note)
KINDS = frozenset(get_args(Note))


class Noting:
    """Writes down and finds again."""

    def __init__(self, file: File) -> None:
        self.file = file

    def notes(self, kind: type[N], before: int | None, limit: int, like: dict[str, object]) -> tuple[N, ...]:
        """What was written down of one kind."""
        if kind not in KINDS:
            raise ValueError(f"{kind.__name__} is not written down")
        # The kind stands in the statement itself: only then are the indexes used that are of one kind.
        where = [f"kind = '{kind.__name__}'", "id < ?", *(field(kind, name) for name in like)]
        order = "" if before is None else "DESC"
        sql = f"SELECT id, body FROM note WHERE {' AND '.join(where)} ORDER BY id {order} LIMIT ?"
        given = (LAST if before is None else before, *map(scalar, like.values()), limit)
        return tuple(noted(kind, *row) for row in self.file.rows(sql, *given))

    def put(self, note: N) -> N:
        """Writes one down; an alert that there is already is given back as it stands."""
        kind = type(note).__name__
        body = written(note)
        try:
            if note.id:
                self.file.run(SQL["again"], note.id, kind, body, seal(kind, body))
                return note
            return structs.replace(note, id=self.file.run(SQL["new"], kind, body, seal(kind, body)))
        except apsw.ConstraintError:
            return self.there(note)

    def there(self, note: N) -> N:
        """What there is in the place of a note that may be there once only."""
        if isinstance(note, User):
            raise StoreError(f"there is a user {note.name!r} already; take another name") from None
        found = self.file.row(SQL["alert"], note.watch, note.key) if isinstance(note, Alert) else None
        if found is None:
            raise StoreError(f"{type(note).__name__} {note.id} cannot be written down") from None
        return noted(type(note), *found)


def field(kind: type[N], name: str) -> str:
    """What asks for one field; `ValueError` when there is none of that name."""
    if name not in kind.__struct_fields__:
        raise ValueError(f"{kind.__name__} has no field {name!r}")
    return "id = ?" if name == "id" else f"body ->> '$.{name}' IS ?"


def scalar(value: object) -> object:
    """A value as SQLite finds it in JSON."""
    return value if value is None or isinstance(value, int | float | str) else msgspec.json.encode(value).decode()
