"""Whether an answer of the product is what the oracle says, to the order of keys."""

from collections.abc import Iterator
from typing import Any, Final

from governance.errors import Code
from tests.oracle.paging import Cursor
from tests.oracle.reader import Answer

BAD_INPUT: Final = Code.BAD_USER_INPUT.value
TOO_COMPLEX: Final = Code.QUERY_TOO_COMPLEX.value


def differences(expected: Answer, got: dict[str, Any], cursors: dict[str, Cursor]) -> list[str]:
    """What differs, in words; cursors that the answer gives are added to `cursors`."""
    if "raised" in got:
        return [f"raised {got['raised']}"]
    errors = got.get("errors", [])
    if expected.refused:
        codes = {error["extensions"]["code"] for error in errors}
        # a size over the most is too much by cost as well
        allowed = expected.refused | ({TOO_COMPLEX} if BAD_INPUT in expected.refused else set())
        if got.get("data") is None and codes and codes <= allowed:
            return []
        return [f"refused with {sorted(codes)} and not {sorted(expected.refused)}"]
    if got.get("data") is None and errors:
        return [f"refused: {errors}"]
    found = list(_of_data("data", expected.data, got.get("data"), cursors))
    told = sorted(map(_told, errors))
    wanted = sorted(_wanted(error) for error in expected.errors)
    if told != wanted:
        found.append(f"errors are {told} and not {wanted}")
    denied = list(dict.fromkeys(error["coordinate"] for error in expected.errors))
    listed = got["extensions"]["governance"]["denied"] if denied else []
    if sorted(listed) != sorted(denied):
        found.append(f"denied are {listed} and not {denied}")
    return found


def _told(error: dict[str, Any]) -> str:
    extensions = dict(error["extensions"])
    return repr([error["path"], sorted(extensions.items())])


def _wanted(error: dict[str, Any]) -> str:
    extensions = {name: value for name, value in error.items() if name != "path"}
    return repr([error["path"], sorted(extensions.items())])


def _of_data(path: str, wanted: Any, got: Any, cursors: dict[str, Cursor]) -> Iterator[str]:
    if isinstance(wanted, Cursor):
        if not isinstance(got, str) or cursors.setdefault(got, wanted) != wanted:
            yield f"{path} is {got!r} and no cursor of {wanted}"
    elif isinstance(wanted, dict) and isinstance(got, dict):
        if list(wanted) != list(got):
            yield f"{path} has the keys {list(got)} and not {list(wanted)}"
        for key in wanted.keys() & got.keys():
            yield from _of_data(f"{path}.{key}", wanted[key], got[key], cursors)
    elif isinstance(wanted, list) and isinstance(got, list):
        if len(wanted) != len(got):
            yield f"{path} has {len(got)} and not {len(wanted)}: {got} and not {wanted}"
        for at, (one, other) in enumerate(zip(wanted, got, strict=False)):
            yield from _of_data(f"{path}.{at}", one, other, cursors)
    elif type(wanted) is not type(got) or wanted != got:
        yield f"{path} is {got!r} and not {wanted!r}"
