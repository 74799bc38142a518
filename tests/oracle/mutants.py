"""Compilers broken on purpose, each in one plausible way: the oracle has to notice every one."""

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final, TypeAlias

import pytest
from sqlalchemy import func, select

from governance.authz.decision import NEVER, Decisions, Denied, Shown
from governance.authz.of_visitor import covered
from governance.engine.filters import Visible
from governance.engine.levels import Level
from governance.engine.prepared import prepare
from governance.identity import Coordinate
from governance.vocabulary import FORMS
from tests.oracle.running import Report, play
from tests.oracle.theatre import Theatre

Break: TypeAlias = Callable[[pytest.MonkeyPatch], None]


def sql(pattern: str, instead: str) -> Break:
    """A compiler that writes one thing of its SQL otherwise (as SQLite spells it)."""

    def apply(patch: pytest.MonkeyPatch) -> None:
        def mutated(*arguments: Any) -> Any:
            made = prepare(*arguments)
            return replace(made, sql=re.sub(pattern, instead, made.sql))

        patch.setattr("governance.engine.compile.prepare", mutated)

    return apply


def forget_denies_on_values(patch: pytest.MonkeyPatch) -> None:
    """A deny on a coordinate that depends on the row is not asked."""
    decide = Decisions.value

    def value(self: Decisions, coordinate: Coordinate) -> Shown | Denied:
        decided = decide(self, coordinate)
        return decided if isinstance(decided, Denied) else replace(decided, unless=NEVER)

    patch.setattr(Decisions, "value", value)


def filter_on_raw_values(patch: pytest.MonkeyPatch) -> None:
    """Filters and orders see the stored value, whatever the row's conditions say."""
    make = Visible.__init__

    def init(self: Visible, level: Level, name: str) -> None:
        make(self, level, name)
        self.shown = None

    patch.setattr(Visible, "__init__", init)


def show_the_least_clear_form(patch: pytest.MonkeyPatch) -> None:
    """The order of forms the other way round."""
    patch.setattr("governance.authz.decision.FORMS", FORMS[::-1])


def count_out_of_scope(patch: pytest.MonkeyPatch) -> None:
    """`totalCount` of the whole table."""

    def counted(self: Level) -> Any:
        return select(func.count()).select_from(self.rows()).scalar_subquery()

    patch.setattr(Level, "counted", counted)


def forget_the_newest_notice(patch: pytest.MonkeyPatch) -> None:
    """Only the binding notice is asked, so that a narrowing waits too."""

    def asked(*arguments: Any, binding: bool) -> Any:
        return covered(*arguments, binding=True)

    patch.setattr("governance.authz.conditions.covered", asked)


MUTANTS: Final[dict[str, Break]] = {
    "denies on values are forgotten": forget_denies_on_values,
    "filters see raw values": filter_on_raw_values,
    "the least clear form wins": show_the_least_clear_form,
    "counts are of the whole table": count_out_of_scope,
    "the newest notice is forgotten": forget_the_newest_notice,
    "consents never expire": sql(r"consent\.expires_at > :now", "1 = 1"),
    "the notice of a consent is forgotten": sql(r"coalesce\(consent\.notice_id, ''\)", "''"),
    "refusals below are ignored": sql(r"regimes\.below = 1", "regimes.below = 2"),
    "nulls come first": sql("NULLS LAST", "NULLS FIRST"),
    "the site is left out of joins": sql(r" AND t\d+\.site_id = l\d+\.site_id", ""),
    "tokens are held to no site": sql(
        r"IN \(SELECT bound\.value\s+FROM json_each\(:sites\) AS bound\)", "IS NOT NULL"
    ),
    "a financing is an acquisition": sql(r"acquisition\.kind (!=|<>) 'FINANCING'", "1 = 1"),
    "a legal request asks for any data": sql(r"legal_request\.categories IS NULL", "1 = 1"),
    "an opt-out on all sites is on none": sql(r"opt_out\.site_id IS NULL", "1 = 0"),
    "relations are signed as not shown": sql(
        r"min\(nullif\(substr", "nullif('0', '0') || min(nullif(substr"
    ),
    "what was shown is signed as not shown": sql(r"THEN '1' ELSE '0' END", "THEN '0' ELSE '0' END"),
    "a grant holds when it ends": sql(
        r"sharing_grant\.expires_at > :now", "sharing_grant.expires_at >= :now"
    ),
}


def hunt(
    name: str, seeds: Sequence[int], urls: Sequence[str], families: int
) -> tuple[str, int | None]:
    """A mutant, and in how many cases it was found; None when it was not."""
    with pytest.MonkeyPatch.context() as patch:
        MUTANTS[name](patch)
        return name, asyncio.run(_hunt(seeds, urls, families))


async def _hunt(seeds: Sequence[int], urls: Sequence[str], families: int) -> int | None:
    report = Report()
    for seed, url in zip(seeds, urls, strict=True):
        theatre = await Theatre.open(seed, [url])
        for policy in range(6):
            if not report.mismatches:
                await play(theatre, seed * 1000 + policy, families, report, enough=1)
        await theatre.close()
    return report.cases if report.mismatches else None
