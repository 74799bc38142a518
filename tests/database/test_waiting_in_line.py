"""Who writes to SQLite waits in line, and who gives up waiting leaves nothing behind."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from governance.database.engine import Database, open_database


async def _write(database: Database) -> None:
    async with database.unit_of_work() as work:
        await work.connection.exec_driver_sql("insert into t values (1)")


async def test_who_gives_up_waiting_for_another_program_keeps_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "one.db"
    database = open_database(f"sqlite:///{path}", create=True, pool_size=1)
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as other:
        other.execute("create table t (x)")
        other.execute("begin immediate")
        waiting = asyncio.create_task(_write(database))
        await asyncio.wait({waiting}, timeout=0.2)
        waiting.cancel()
        other.execute("commit")
        with pytest.raises(asyncio.CancelledError):
            await waiting

        await asyncio.gather(*(_write(database) for _ in range(20)))

        other.execute("begin immediate")
        assert other.execute("select count(*) from t").fetchone() == (20,)
        other.execute("commit")
    await database.close()
