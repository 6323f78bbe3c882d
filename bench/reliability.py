"""The attacks of the threat model, each on its exact inputs: `python -m bench.reliability [--only T03]`.

The inputs lie in the folder of public data sets (`KUTIP_DATA`); what the test suite holds is the same with inputs of
its own. Nothing is ever sent to an address outside this machine.
"""

import argparse
import sys
import time
from importlib import import_module

from bench.figure import MissingError, data
from bench.rows import Outcome, Row

ROOMS = ("fetch", "feeds", "archives", "pages", "alerts", "served", "scripts", "desk_suite", "desk_crowd")


def main() -> int:
    """Runs the rows and prints a line for each; 1 when one does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", metavar="ROW", help="run this row only")
    only = parser.parse_args().only
    rows = sorted((row for room in ROOMS for row in import_module(f"bench.rows.{room}").ROWS), key=lambda row: row.name)
    outcomes = [told(row) for row in rows if not only or row.name in only]
    print(f"{sum(outcomes)} of {len(outcomes)} hold")
    return int(not all(outcomes))


def told(row: Row) -> bool:
    """Runs one row and prints how it went."""
    start = time.perf_counter()
    try:
        outcome = row.run(data())
    except MissingError as error:
        outcome = Outcome(False, f"not run: {error}")
    seconds = time.perf_counter() - start
    print(f"{row.name}  {'holds' if outcome.holds else 'FAILS'}  {row.holds}: {outcome.says} ({seconds:.1f} s)")
    return outcome.holds


if __name__ == "__main__":
    sys.exit(main())
