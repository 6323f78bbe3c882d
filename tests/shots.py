"""Pictures of all pages, to be looked at by people: `python -m tests.shots FOLDER`."""

import sys
import tempfile
from itertools import product
from pathlib import Path

from tests import paths
from tests.browsers import DESK, PHONE, Look, visit


def main() -> None:
    """One picture of each page for each theme, language and size."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with paths.filled(Path(tempfile.mkdtemp())) as desk:
        for look in (Look(*one) for one in product(("en", "id"), ("light", "dark"), (DESK, PHONE))):
            with visit(desk.address, look) as seen:
                for name, path in desk.paths.items():
                    seen.go(path)
                    seen.page.wait_for_timeout(100)  # for what is drawn
                    seen.page.screenshot(path=folder / f"{name}-{look}.png", full_page=True)


if __name__ == "__main__":
    main()
