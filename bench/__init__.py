"""Measures kutip from outside: quality over gold sets and corpora, speed, memory, and what hostile text does to it."""
