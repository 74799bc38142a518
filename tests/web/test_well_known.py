"""What is served under `/.well-known/`: public, and true at the next request."""

import json
import warnings
from datetime import UTC, datetime
from typing import Any

from joserfc import jws
from joserfc.jwk import KeySet
from sqlalchemy import text

from governance.database.engine import Database
from governance.services.keys import derive
from governance.services.signing import rotate, sign, signing_key
from tests.web.conftest import SECRET, Served, committed

KEYS = derive(SECRET)
PLACE = "/.well-known/jwks.json"


def test_anybody_is_told_the_public_keys_and_only_them(served: Served) -> None:
    answer = served.client.get(PLACE)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/jwk-set+json"
    assert answer.headers["cache-control"].startswith("public")
    first = answer.json()["keys"][0]
    assert set(first) == {"kty", "crv", "x", "use", "alg", "kid"}
    assert (first["kty"], first["crv"], first["alg"]) == ("OKP", "Ed25519", "EdDSA")


def test_a_rotation_is_told_and_the_old_key_stays(served: Served) -> None:
    before = served.client.get(PLACE).json()["keys"]

    async def work(database: Database) -> None:
        async with database.unit_of_work() as work:
            await rotate(work, KEYS, now=datetime.now(UTC))

    committed(served, work)
    after: Any = served.client.get(PLACE).json()
    assert after["keys"][: len(before)] == before
    assert len(after["keys"]) == len(before) + 1
    signed = sign({"a": 1}, "consent-receipt+jwt", signing_key(KEYS, ""))
    with warnings.catch_warnings(action="ignore"):  # joserfc would rather have RFC 9864's name
        found = jws.deserialize_compact(signed, KeySet.import_key_set(after), algorithms=["EdDSA"])
    assert json.loads(found.payload) == {"a": 1}


def test_without_its_table_it_says_come_back(served: Served) -> None:
    async def rename(database: Database, names: tuple[str, str]) -> None:
        async with database.unit_of_work() as work:
            before, after = names
            await work.connection.execute(text(f"alter table {before} rename to {after}"))

    names = ("signing_key", "elsewhere")
    committed(served, lambda database: rename(database, names))
    away = served.client.get(PLACE)
    committed(served, lambda database: rename(database, names[::-1]))
    assert (away.status_code, away.json()) == (503, {"status": "failing"})
    assert (away.headers["cache-control"], away.headers["retry-after"]) == ("no-store", "1")
    assert served.client.get(PLACE).status_code == 200
