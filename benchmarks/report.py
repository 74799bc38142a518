"""The tables that a run prints, with the targets beside the figures."""

from collections.abc import Iterator
from typing import Final

from benchmarks.measure import Line
from benchmarks.run import Options, Result
from benchmarks.serve import ROUTE
from benchmarks.writes import PRODUCT

HEADINGS: Final = {
    "limit": "limit",
    "ledger off": "product, ledger off",
    "ledger on": "product, ledger on",
    "orm": "Strawberry + ORM",
    "enforce": "the same + enforce()",
}
WRITE_HEADINGS: Final = {ROUTE: "route by hand", PRODUCT: "product"}
PYTHON_TARGET: Final = 120.0
LIMIT_TARGET: Final = 0.75
ORM_TARGET: Final = 12.0
COLD_TARGET: Final = 20.0
WRITE_TARGET: Final = 0.5
FLAT_MEGABYTES: Final = 2.0
"""What memory may grow by after its first fifth."""


def report(result: Result, options: Options) -> Iterator[str]:
    """Lines of text."""
    if result.lines:
        yield from _reads(result, options)
    if result.writes:
        yield from _writes(result, options)
    names = {**WRITE_HEADINGS, **HEADINGS}
    refused = {names[kind]: count for kind, count in result.refused.items() if count}
    if refused:
        yield f"Refused over HTTP, and not counted as answers: {refused}"
        yield ""
    yield from _targets(result)


def _reads(result: Result, options: Options) -> Iterator[str]:
    yield (
        f"{options.visitors:,} visitors, {options.visitors * 3:,} consents, {options.sites} sites. "
        f"{result.compared} answers compared: the same data from every competitor."
    )
    yield (
        f"Answers a second, medians of {options.pace.rounds} shuffled rounds of "
        f"{options.pace.seconds} s; in brackets times the limit, medians of the rounds' ratios."
    )
    for database, role in dict.fromkeys((line.database, line.role) for line in result.lines):
        yield ""
        yield f"{database}, {role}"
        lines = [one for one in result.lines if (one.database, one.role) == (database, role)]
        rows = [["", *HEADINGS.values()], *map(_row, sorted(lines, key=_place))]
        yield from _aligned(rows)
    yield ""
    yield from _python(result)
    yield ""
    yield from _cold(result)
    yield ""
    yield from _memory(result, options)
    yield ""


def _writes(result: Result, options: Options) -> Iterator[str]:
    yield (
        "Consents recorded a second over HTTP, durably, on one database: "
        f"medians of {options.pace.rounds} shuffled rounds"
    )
    yield (
        f"of {options.pace.seconds} s; in brackets times the route by hand, "
        "medians of the rounds' ratios."
    )
    rows = [["", *WRITE_HEADINGS.values()]]
    for line in result.writes:
        route, product = _figure(line.median(ROUTE)), _figure(line.median(PRODUCT))
        place = f"{line.database}, {line.question}, {line.mode}"
        rows.append([place, route, f"{product} ({_figure(line.ratio(PRODUCT, ROUTE))})"])
    yield from _aligned(rows)
    yield ""


def _place(line: Line) -> tuple[str, int]:
    return line.question, ("in process", "http, 1", "http, 16").index(line.mode)


def _row(line: Line) -> list[str]:
    cells = [f"{line.question} {line.mode}"]
    for competitor in HEADINGS:
        ratio = line.ratio(competitor, "limit")
        cells.append(f"{_figure(line.median(competitor))} ({_figure(ratio)})")
    return cells


def _figure(value: float) -> str:
    """Three digits that matter."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"


def _aligned(rows: list[list[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        first, *others = row
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        yield "  ".join([first.ljust(widths[0]), *cells])


def _python(result: Result) -> Iterator[str]:
    yield (
        "Python of a request on a plan hit, µs: the median over requests, in process and one after "
        "the other,"
    )
    yield "of (whole request - await of the driver's statement); over the limit: less the limit's."
    rows = [["", "product", "limit", "over the limit"]]
    for place, (ours, limit) in result.python.items():
        rows.append([", ".join(place), f"{ours:.0f}", f"{limit:.0f}", f"{ours - limit:.0f}"])
    yield from _aligned(rows)


def _cold(result: Result) -> Iterator[str]:
    yield "A cold plan, ms (shipped policy, every cache empty): from the document to a statement;"
    yield "beside it what the document took to parse and validate."
    rows = [["", "plan", "parse and validate"]]
    for place, (document, plan) in result.cold.items():
        rows.append([", ".join(place), f"{plan:.1f}", f"{document:.1f}"])
    yield from _aligned(rows)


def _memory(result: Result, options: Options) -> Iterator[str]:
    yield f"Memory (RSS, MB) over {options.memory_requests:,} requests of Q3 on SQLite, in process:"
    each = options.memory_requests // 5
    seen = (f"{each * place:,}: {value:.1f}" for place, value in enumerate(result.memory))
    yield "  ".join(seen)


def _targets(result: Result) -> Iterator[str]:
    yield "Targets"
    if result.lines:
        yield from _read_targets(result)
    if result.writes:
        ratio, line = min(
            ((line.ratio(PRODUCT, ROUTE), line) for line in result.writes), key=lambda one: one[0]
        )
        yield _target(
            ratio >= WRITE_TARGET,
            f"recordConsent at least {WRITE_TARGET} of a route by hand",
            f"worst {ratio:.2f} ({line.database}, {line.question}, {line.mode})",
        )


def _read_targets(result: Result) -> Iterator[str]:
    over = {place: ours - limit for place, (ours, limit) in result.python.items()}
    worst = max(over, key=lambda place: over[place])
    yield _target(
        over[worst] <= PYTHON_TARGET,
        f"Python over the limit at most {PYTHON_TARGET:.0f} µs",
        f"worst {over[worst]:.0f} ({', '.join(worst)})",
    )
    wide = [(line.ratio("ledger off", "limit"), line) for line in result.lines]
    wide = [(ratio, line) for ratio, line in wide if line.mode == "http, 16"]
    if wide:
        ratio, line = min(wide, key=lambda one: one[0])
        reached = sum(ratio >= LIMIT_TARGET for ratio, _ in wide)
        yield _target(
            ratio >= LIMIT_TARGET,
            f"16 connections, ledger off: at least {LIMIT_TARGET} of the limit",
            f"{reached} of {len(wide)}; worst {ratio:.2f} "
            f"({line.database}, {line.role}, {line.question})",
        )
    pages = [(one.ratio("ledger off", "orm"), one) for one in result.lines if one.question == "Q2"]
    ratio, line = min(pages, key=lambda one: one[0])
    yield _target(
        ratio >= ORM_TARGET,
        f"Q2 at least {ORM_TARGET:.0f} times Strawberry + ORM",
        f"worst {ratio:.1f} ({line.database}, {line.role}, {line.mode})",
    )
    plans = {place: plan for place, (_, plan) in result.cold.items()}
    slowest = max(plans, key=lambda place: plans[place])
    yield _target(
        plans[slowest] < COLD_TARGET,
        f"a cold plan under {COLD_TARGET:.0f} ms",
        f"worst {plans[slowest]:.1f} ({', '.join(slowest)})",
    )
    grown = result.memory[-1] - result.memory[1]
    yield _target(grown <= FLAT_MEGABYTES, "memory flat", f"{grown:+.1f} MB after the first fifth")


def _target(reached: bool, wanted: str, found: str) -> str:
    return f"  {'reached' if reached else 'missed '}  {wanted}: {found}"
