"""How the competitors are timed: warm, in turns, in shuffled rounds; medians of the rounds."""

import random
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

Ask = Callable[[Mapping[str, Any]], Awaitable[bytes]]
"""From the variables of a question to the bytes of an answer."""
Rate = Callable[[float], Awaitable[float]]
"""From the length of a round in seconds to answers a second."""

SLOW: Final = "enforce"
"""The competitor that takes seconds for a page: two rounds must do."""
SLOW_ROUNDS: Final = 2


class Differs(Exception):
    """Two competitors answer the same question with other data."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long is measured."""

    rounds: int
    seconds: float
    """Of one competitor in one round."""
    warm_up: int
    """Requests before the first round."""


@dataclass(slots=True)
class Line:
    """One line of a table: a question, how it was asked, and each competitor's rates."""

    database: str
    role: str
    question: str
    mode: str
    rates: dict[str, list[float]] = field(default_factory=dict)

    def median(self, competitor: str) -> float:
        """Answers a second."""
        return statistics.median(self.rates[competitor])

    def ratio(self, competitor: str, to: str) -> float:
        """The median of the rounds' ratios, for what was measured in the same round."""
        pairs = zip(self.rates[competitor], self.rates[to], strict=False)
        return statistics.median(ours / theirs for ours, theirs in pairs)


async def in_turns(line: Line, competitors: Mapping[str, Rate], pace: Pace) -> Line:
    """Time every competitor once a round, in an order drawn anew."""
    rng = random.Random(pace.rounds)
    for turn in range(pace.rounds):
        order = [one for one in competitors if one != SLOW or turn < SLOW_ROUNDS]
        rng.shuffle(order)
        for one in order:
            line.rates.setdefault(one, []).append(await competitors[one](pace.seconds))
    return line


def in_process(ask: Ask, variables: Sequence[Mapping[str, Any]]) -> Rate:
    """One request after the other, without a server."""

    async def rate(seconds: float) -> float:
        count, began = 0, time.perf_counter()
        while True:
            await ask(variables[count % len(variables)])
            count += 1
            taken = time.perf_counter() - began
            if taken >= seconds:
                return count / taken

    return rate


async def warm(ask: Ask, variables: Sequence[Mapping[str, Any]], pace: Pace, name: str) -> None:
    """Fill caches, prepare statements, settle plans."""
    for count in range(2 if name == SLOW else pace.warm_up):
        await ask(variables[count % len(variables)])


async def compared(asks: Mapping[str, Ask], variables: Sequence[Mapping[str, Any]]) -> int:
    """Answer the same questions by every competitor. Raises Differs; answers with how many."""
    for one in variables:
        answers = {name: orjson.loads(await ask(one)) for name, ask in asks.items()}
        first, *others = answers
        for name in others:
            if answers[name].get("data") != answers[first]["data"]:
                raise Differs(f"{name} answers {one} otherwise than {first}: {answers[name]}")
    return len(variables)
