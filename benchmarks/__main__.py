"""`python -m benchmarks`: print what governed reads and writes cost, side by side."""

import argparse
import sys
import warnings
from pathlib import Path

import uvloop

from benchmarks.measure import Pace
from benchmarks.report import report
from benchmarks.run import Options, run

QUICK = Options(
    visitors=100,
    sites=10,
    pace=Pace(rounds=1, seconds=0.05, warm_up=5),
    python_requests=20,
    cold_times=2,
    memory_requests=500,
    different=2,
)
"""Small data and short rounds: it shows that everything runs, not how fast."""


def options_of(arguments: list[str]) -> Options:
    """What the command line chooses."""
    usual = Options()
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small data, short rounds")
    parser.add_argument("--visitors", type=int, help=f"default {usual.visitors}")
    parser.add_argument("--rounds", type=int, help=f"default {usual.pace.rounds}")
    parser.add_argument("--seconds", type=float, help=f"of a round, default {usual.pace.seconds}")
    parser.add_argument("--data", type=Path, help="keep the databases here for another run")
    parser.add_argument("--no-http", action="store_true", help="in process only: reads")
    parser.add_argument("--only", choices=("reads", "writes"), help="one of the two halves")
    given = parser.parse_args(arguments)
    base = QUICK if given.quick else usual
    pace = Pace(
        rounds=given.rounds or base.pace.rounds,
        seconds=given.seconds or base.pace.seconds,
        warm_up=base.pace.warm_up,
    )
    return Options(
        visitors=given.visitors or base.visitors,
        sites=base.sites,
        pace=pace,
        python_requests=base.python_requests,
        cold_times=base.cold_times,
        memory_requests=base.memory_requests,
        different=base.different,
        folder=given.data,
        http=not given.no_http,
        reads=given.only != "writes",
        writes=given.only != "reads",
    )


def main() -> None:
    """Run and print; progress goes to stderr."""
    warnings.simplefilter("ignore")
    options = options_of(sys.argv[1:])

    def say(what: str) -> None:
        print(f"… {what}", file=sys.stderr, flush=True)

    result = uvloop.run(run(options, say))
    for line in report(result, options):
        print(line)


if __name__ == "__main__":
    main()
