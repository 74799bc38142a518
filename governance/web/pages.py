"""What a browser is served: the page of GraphiQL and its assets, built from `console/`.

They hold nothing governed and need no token; the page asks the API like any other client. What it
may load, run and connect to is this server alone: the policy below says so to the browser.
"""

from os import PathLike, stat_result
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from governance.web.parameters import HTML, prefers_html

_STATIC: Final = Path(__file__).parent / "static"
_CONTENT_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        # The editor positions each line by a style attribute within markup, and writes its theme
        # into style elements whose text depends on the theme: neither has a nonce or a fixed hash.
        "style-src 'self' 'unsafe-inline'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_ALWAYS: Final = {
    "Content-Security-Policy": _CONTENT_POLICY,  # of an asset too: a worker goes by its own
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_PAGE: Final = {**_ALWAYS, "Cache-Control": "no-store", "Vary": "Accept"}
_ASSET: Final = {**_ALWAYS, "Cache-Control": "public, max-age=31536000, immutable"}


def wants_page(scope: Scope) -> bool:
    """Whether a browser asks to be shown something: GET or HEAD, and HTML before JSON."""
    if scope["method"] not in ("GET", "HEAD"):
        return False
    return prefers_html(", ".join(Headers(scope=scope).getlist("accept")))


def graphiql() -> Response:
    """The page at `/graphql`."""
    return FileResponse(_STATIC / "graphiql.html", media_type=HTML, headers=_PAGE)


class Assets(StaticFiles):
    """Scripts, styles and fonts; a file's name has a hash of what it holds."""

    def __init__(self) -> None:
        super().__init__(directory=_STATIC / "assets")

    def file_response(
        self,
        full_path: str | PathLike[str],
        stat_result: stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """The file, or that it has not changed."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers.update(_ASSET)
        return response
