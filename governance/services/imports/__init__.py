"""Imports: what was collected elsewhere, taken in by line, each line once."""
