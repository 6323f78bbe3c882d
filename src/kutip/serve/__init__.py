"""The desk: what a store holds as pages for people and, at the same addresses, as JSON for programs."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kutip.serve.desk import Opening


def run(opening: "Opening") -> None:
    """Serves a store until it is told to stop; `InputError` when it would stand open to everybody."""
    from kutip.serve.server import serve  # its libraries are loaded for those who need them

    serve(opening)
