"""The product as it is, in process; with its ledger, or with one that takes no time."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from pydantic import SecretStr

from benchmarks.questions import DOCUMENTS
from benchmarks.world import SECRET, Asker
from governance.authz.actor import Actor
from governance.database.engine import open_database
from governance.engine import house as house_module
from governance.engine.answer import answer
from governance.engine.house import House
from governance.engine.request import Request
from governance.services.keys import derive
from governance.services.ledger import Ledger
from governance.settings import Settings
from governance.vocabulary import OrganizationKind


class SilentLedger(Ledger):
    """A ledger whose entries cost nothing, and are nowhere."""

    def start(self) -> None:
        """Nothing is to be written."""

    async def record(self, entry: Mapping[str, Any]) -> None:
        """At once."""


def silence() -> Callable[[], None]:
    """Every house that is opened from now on has a silent ledger; answers with the way back."""
    names = vars(house_module)
    loud, names["Ledger"] = names["Ledger"], SilentLedger

    def restore() -> None:
        names["Ledger"] = loud

    return restore


def _nothing() -> None:
    """There is no way back from where nobody went."""


def settings_of(url: str) -> Settings:
    """The settings of a deployment over a benchmark database."""
    return Settings(database_url=url, secret_key=SecretStr(SECRET))


@asynccontextmanager
async def opened(url: str, *, ledger: bool) -> AsyncIterator[House]:
    """A house over a database."""
    restore = _nothing if ledger else silence()
    database = open_database(url)
    try:
        made = await House.open(settings_of(url), derive(SECRET), database)
    finally:
        restore()
    try:
        async with made:
            yield made
    finally:
        await database.close()


def actor_of(asker: Asker) -> Actor:
    """The caller as its token describes it."""
    return Actor(
        token=asker.token,
        role=asker.role,
        organization=asker.organization,
        organization_name=asker.organization,
        kind=OrganizationKind(asker.kind),
        purposes=(asker.purpose,),
        sites=None,
    )


class Product:
    """Asks the engine as one caller."""

    def __init__(self, house: House, asker: Asker) -> None:
        self.house = house
        self._actor = actor_of(asker)

    def request(self, name: str, variables: Mapping[str, Any]) -> Request:
        """A question as the engine takes it."""
        return Request(
            text=DOCUMENTS[name],
            actor=self._actor,
            now=datetime.now(UTC),
            variables=variables,
            id="0123456789abcdef01234567",
        )

    async def answer(self, name: str, variables: Mapping[str, Any]) -> bytes:
        """The bytes of an answer."""
        return (await answer(self.house, self.request(name, variables))).body
