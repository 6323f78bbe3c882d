"""The order of the work: `one` report, `many` reports."""
