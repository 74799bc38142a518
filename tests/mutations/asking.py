"""What tests of mutations ask, and how they read what came."""

from typing import Any, Final

from sqlalchemy import func, select

from tests.cases.rows import an_id
from tests.cases.stage import Asked, Stage

ADA: Final = an_id("Visitor", "ada")


def codes(asked: Asked) -> list[str]:
    """The codes of the errors, in order."""
    return [error["extensions"]["code"] for error in asked.body.get("errors", ())]


def payload(asked: Asked) -> Any:
    """What the only mutation of the document told."""
    assert codes(asked) == [], asked.text
    (told,) = asked.body["data"].values()
    return told


async def counted(stage: Stage, model: Any) -> int:
    """How many rows a table has."""
    async with stage.house.database.reading() as work:
        return int(await work.connection.scalar(select(func.count()).select_from(model)) or 0)
