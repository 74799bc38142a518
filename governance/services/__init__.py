"""Writes as plain functions: each takes the unit of work, and never ends it."""
