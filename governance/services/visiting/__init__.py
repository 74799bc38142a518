"""Writes about visitors: what is kept of them, their names, their visits, and two who are one."""
