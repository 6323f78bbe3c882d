"""The desk: what a store holds as pages for people and, at the same addresses, as JSON for programs."""
