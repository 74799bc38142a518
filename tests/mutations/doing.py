"""Mutations as tests ask for them: by name, with an input, as an actor of the small world."""

from collections.abc import Sequence
from typing import Any

import orjson
from anyio import create_task_group

from tests.cases.stage import Asked, Stage


def a_mutation(name: str, shows: str, given: dict[str, Any]) -> dict[str, Any]:
    """What a request carries for one mutation; `key` is its idempotency key."""
    said = {name: value for name, value in given.items() if name not in ("key", "purpose")}
    if "key" in given:
        said["idempotencyKey"] = given["key"]
    kind = INPUTS.get(name, name[0].upper() + name[1:] + "Input")
    document = f"mutation ($input: {kind}!) {{ {name}(input: $input) {{ id replayed {shows} }} }}"
    return {"document": document, "variables": {"input": said}, "purpose": given.get("purpose")}


async def mutate(stage: Stage, who: str, name: str, shows: str = "", /, **given: Any) -> Asked:
    """Ask for one mutation; `shows` is what the payload selects besides its id.

    Of what is given, `key` is its idempotency key and `purpose` the request's.
    """
    return await stage.tell(who, **a_mutation(name, shows, given))


async def done(
    stage: Stage, who: str, name: str, shows: str = "", /, **given: Any
) -> dict[str, Any]:
    """The payload of a mutation that is not refused."""
    asked = await mutate(stage, who, name, shows, **given)
    assert "errors" not in asked.body, asked.text
    payload: dict[str, Any] = asked.body["data"][name]
    return payload


async def refused(stage: Stage, who: str, name: str, /, **given: Any) -> str:
    """The code of a mutation that is refused, and that wrote nothing into the ledger."""
    asked = await mutate(stage, who, name, **given)
    (error,) = asked.body["errors"]
    assert not asked.entries, asked.entries
    assert (asked.body.get("data") or {}).get(name) is None
    code: str = error["extensions"]["code"]
    return code


INPUTS = {
    **{f"{act}SharingGrant": "SharingGrantInput" for act in ("approve", "suspend", "revoke")},
    **{f"{act}LegalRequest": "LegalRequestInput" for act in ("verify", "close")},
    **{f"{act}Acquisition": "AcquisitionInput" for act in ("close", "abandon")},
}
"""Inputs that several mutations share."""


async def at_once(stage: Stage, whos: Sequence[str], name: str, /, **given: Any) -> list[str]:
    """What several are told who ask for the same at the same time: `done`, or a code; sorted."""
    told = list[str]()

    async def one(who: str) -> None:
        answered = await stage.tell_only(who, **a_mutation(name, "", given))
        body = orjson.loads(answered.body)
        told.append(body["errors"][0]["extensions"]["code"] if "errors" in body else "done")

    async with create_task_group() as group:
        for who in whos:
            group.start_soon(one, who)
    return sorted(told)
