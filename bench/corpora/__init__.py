"""One module a corpus: `measure(data)` gives its figures; `MissingError` when it is not on this disk."""
