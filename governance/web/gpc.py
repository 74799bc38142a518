"""Global Privacy Control: the header of a browser, and the site's word that it is heeded.

Global Privacy Control (GPC), W3C Working Draft, sections 3.1 (the header) and 5 (the resource).
"""

from collections.abc import Iterable
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse

_SUPPORT: Final = {"gpc": True, "lastUpdate": "2026-11-22"}
"""The date is that of the last change in how the signal is heeded."""


def sends_gpc(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether some header `Sec-GPC` is exactly `1`; every other value says nothing."""
    return any(name == b"sec-gpc" and value == b"1" for name, value in headers)


async def gpc_support(_request: Request) -> JSONResponse:
    """`/.well-known/gpc.json`."""
    return JSONResponse(_SUPPORT)
