"""What a reader says when the database is away, damaged, or too slow: never another error."""

import asyncio
import socket
import sqlite3
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final

import asyncpg
import pytest

from governance.database.read_errors import ReadTimeout, ReadTooComplex, ReadUnavailable
from governance.database.readers import AT_ONCE_CHARACTERS, Reader, SqliteReader, open_reader

ENDLESS: Final = (
    "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"
)
END_SLEEPERS: Final = (
    "select pg_terminate_backend(pid) from pg_stat_activity"
    " where datname = current_database() and wait_event = 'PgSleep'"
)


@asynccontextmanager
async def a_reader(url: str, timeout_seconds: float = 30) -> AsyncIterator[Reader]:
    reader = open_reader(url, size=2, timeout_seconds=timeout_seconds)
    try:
        yield reader
    finally:
        await reader.close()


async def one(reader: Reader) -> object:
    (found,) = await reader.read("select 1", (), ())
    return found


async def test_a_missing_file_is_unavailable_and_is_read_once_it_is_there(
    sqlite_url: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.db"
    async with a_reader(f"sqlite:///{path}") as reader:
        with pytest.raises(ReadUnavailable):
            await one(reader)
        assert not path.exists()
        sqlite3.connect(path).close()
        assert await one(reader) == 1


@pytest.mark.parametrize("damage", [0, 100], ids=["no database", "malformed"])
async def test_a_damaged_file_is_unavailable(tmp_path: Path, damage: int) -> None:
    path = tmp_path / "x.db"
    connection = sqlite3.connect(path)
    connection.execute("create table t (a)")
    connection.close()
    content = path.read_bytes()
    path.write_bytes(content[:damage] + b"\x55" * (len(content) - damage))
    async with a_reader(f"sqlite:///{path}") as reader:
        with pytest.raises(ReadUnavailable):
            await reader.read("select count(*) from t", (), ())


async def test_a_read_that_takes_too_long_is_ended(database_url: str) -> None:
    async with a_reader(database_url, timeout_seconds=0.05) as reader:
        with pytest.raises(ReadTimeout):
            await reader.read(ENDLESS, (), ())
        assert await one(reader) == 1


@pytest.mark.parametrize("width", [3_000, 300_000], ids=["columns", "bytes"])
async def test_a_statement_wider_than_sqlite_takes_is_too_complex(
    sqlite_url: str, width: int
) -> None:
    async with a_reader(sqlite_url) as reader:
        with pytest.raises(ReadTooComplex):
            await reader.read("select " + ",".join(["1234"] * width), (), ())


async def test_a_statement_that_is_wrong_is_no_failure_of_the_database(database_url: str) -> None:
    async with a_reader(database_url) as reader:
        with pytest.raises((sqlite3.OperationalError, asyncpg.UndefinedTableError)):
            await reader.read("select 1 from absent", (), ())


async def test_a_value_that_the_driver_does_not_take_is_no_failure_of_the_database(
    postgres_url: str,
) -> None:
    async with a_reader(postgres_url) as reader:
        with pytest.raises(asyncpg.DataError):
            await reader.read("select $1::bigint", ("n",), ("x",))


async def test_a_backend_that_is_terminated_is_unavailable_and_replaced(postgres_url: str) -> None:
    other = await asyncpg.connect(postgres_url)
    async with a_reader(postgres_url) as reader:
        asleep = asyncio.create_task(reader.read("select 1 from pg_sleep(60)", (), ()))
        async with asyncio.timeout(30):
            while not await other.fetch(END_SLEEPERS):
                pass
        with pytest.raises(ReadUnavailable):
            await asleep
        assert await one(reader) == 1
    await other.close()


async def test_a_server_that_says_nothing_is_unavailable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        async with a_reader(f"postgresql://a@127.0.0.1:{port}/b", 0.05) as reader:
            with pytest.raises(ReadUnavailable):
                await one(reader)


async def test_a_reader_that_is_closed_is_unavailable(database_url: str) -> None:
    async with a_reader(database_url) as reader:
        await reader.close()
        with pytest.raises(ReadUnavailable):
            await one(reader)


async def test_a_long_read_on_sqlite_holds_nobody_up(sqlite_url: str) -> None:
    turns = 0
    async with a_reader(sqlite_url, timeout_seconds=0.3) as reader:
        reading = asyncio.create_task(reader.read(ENDLESS, (), ()))
        while not reading.done():
            turns += 1
            await asyncio.sleep(0)
        with pytest.raises(ReadTimeout):
            await reading
    assert turns > 10, "a read that kept the loop would leave it one turn"


async def test_a_read_that_was_long_goes_to_a_thread_directly(sqlite_url: str) -> None:
    async with a_reader(sqlite_url, timeout_seconds=0.05) as reader:
        threads = await threads_of(reader, [ENDLESS, "select 1", ENDLESS])
    here = threading.get_ident()
    assert [one == here for one in threads] == [True, False, True, False]


async def test_a_statement_that_takes_long_to_prepare_is_not_tried_at_once(sqlite_url: str) -> None:
    wide = "select " + ",".join(["1"] * AT_ONCE_CHARACTERS)
    async with a_reader(sqlite_url) as reader:
        threads = await threads_of(reader, [wide, "select 1"])
    assert [one == threading.get_ident() for one in threads] == [False, True]


async def threads_of(reader: Reader, statements: Sequence[str]) -> list[int]:
    """The threads in which statements are tried, one after the other."""
    assert isinstance(reader, SqliteReader)
    tried, read = list[int](), reader._read

    def watched(*arguments: Any) -> Any:
        tried.append(threading.get_ident())
        return read(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "_read", watched)
        for statement in statements:
            with suppress(ReadTimeout, ReadTooComplex):
                await reader.read(statement, (), ())
    return tried


async def test_closing_leaves_no_file_open(sqlite_url: str) -> None:
    path = sqlite_url.removeprefix("sqlite:///")
    async with a_reader(sqlite_url) as reader:
        await asyncio.gather(*(one(reader) for _ in range(8)))
        assert path in files_open()
    assert path not in files_open()


def files_open() -> set[str]:
    found = set()
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            found.add(str(descriptor.readlink()))
        except FileNotFoundError:
            continue  # closed meanwhile
    return found
