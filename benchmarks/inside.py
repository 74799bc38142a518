"""Where the product's own time goes: Python beside the statement, a cold plan, memory."""

import gc
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.limit import Driver, Limit
from benchmarks.product import Product
from benchmarks.questions import NAMES
from benchmarks.samples import Variables
from governance.database.dialect import Dialect
from governance.database.readers import Reader
from governance.engine.asking import asking_of
from governance.engine.document import Documents
from governance.engine.house import House
from governance.engine.kept import Kept
from governance.engine.planning import planned
from governance.engine.selection import select


class TimedReader(Reader):
    """The product's reader, with a clock round the driver's statement."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.dialect: Dialect = reader.dialect
        self.spent = 0.0

    async def read(self, sql: str, names: Sequence[str], values: Sequence[Any]) -> Sequence[Any]:
        """See `Reader.read`."""
        began = time.perf_counter()
        try:
            return await self._reader.read(sql, names, values)
        finally:
            self.spent = time.perf_counter() - began

    async def close(self) -> None:
        """See `Reader.close`."""
        await self._reader.close()


class TimedDriver(Driver):
    """The limit's driver, with a clock round the statement."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self.spent = 0.0

    async def fetch(self, sql: str, values: Sequence[Any]) -> str | None:
        """See `Driver.fetch`."""
        began = time.perf_counter()
        try:
            return await self._driver.fetch(sql, values)
        finally:
            self.spent = time.perf_counter() - began

    async def close(self) -> None:
        """See `Driver.close`."""
        await self._driver.close()


Timed = Callable[[str, Mapping[str, Any]], Awaitable[bytes]]


async def python_microseconds(
    product: Product, limit: Limit, variables: Mapping[str, Variables], requests: int
) -> dict[str, tuple[float, float]]:
    """Per question, the medians of (total - statement) of the product and of the limit."""
    reader, driver = TimedReader(product.house.reader), TimedDriver(limit.driver)
    product.house.reader, limit.driver = reader, driver
    gc.collect()
    try:
        return {
            name: (
                await _beside(product.answer, reader, name, variables[name], requests),
                await _beside(limit.answer, driver, name, variables[name], requests),
            )
            for name in NAMES
        }
    finally:
        product.house.reader, limit.driver = reader._reader, driver._driver


async def _beside(
    answer: Timed, clock: TimedReader | TimedDriver, name: str, asked: Variables, requests: int
) -> float:
    taken = []
    for count in range(requests):
        began = time.perf_counter()
        await answer(name, asked[count % len(asked)])
        taken.append(time.perf_counter() - began - clock.spent)
    return statistics.median(taken) * 1e6


def cold_milliseconds(
    product: Product, variables: Mapping[str, Variables], times: int
) -> dict[str, tuple[float, float]]:
    """Per question, the medians of (parse and validate, the plan) with every cache empty."""
    made: dict[str, tuple[float, float]] = {}
    for name in NAMES:
        runs = [_cold(product.house, product, name, variables[name][0]) for _ in range(times)]
        documents, plans = zip(*runs, strict=True)
        made[name] = statistics.median(documents) * 1e3, statistics.median(plans) * 1e3
    return made


def _cold(
    house: House, product: Product, name: str, asked: Mapping[str, Any]
) -> tuple[float, float]:
    """Seconds from text to document, and from document to a bound statement."""
    house.documents = Documents(house.binding.graphql, house.settings, house.keys.variables)
    house.plans = Kept(house.settings.plan_cache_size)
    house._decisions = Kept(1000)
    request = product.request(name, asked)
    began = time.perf_counter()
    document = house.documents.read(request.text)
    read = time.perf_counter()
    selection = select(document, request.operation, request.variables, house.binding)
    planned(house, asking_of(house, request, document, selection))
    return read - began, time.perf_counter() - read


async def memory_megabytes(product: Product, asked: Variables, requests: int) -> list[float]:
    """RSS before and after each fifth of so many requests."""
    gc.collect()
    seen = [_rss()]
    for _ in range(5):
        for count in range(requests // 5):
            await product.answer("Q3", asked[count % len(asked)])
        seen.append(_rss())
    return seen


def _rss() -> float:
    fields = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * 4096 / 1e6
