"""Marks → claims: what is attributed, to whom, through whom, how firmly."""
