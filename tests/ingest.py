"""Keeps reports in a store for ever, and says the number of each once it is promised: to be killed while it does."""

import sys
from pathlib import Path

from kutip import store
from tests.damage import made


def main(path: Path, first: int) -> None:
    """Keeps one report after the other."""
    with store.open(path, write=True) as desk:
        number = first
        while True:
            desk.keep(made(number))
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
            number += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
