"""How often a client may ask: counted in this process, by the minute, and kept nowhere else.

A client is told by its network address: IPv6 by its /64, which is what one subscriber has. What a
proxy says of whom it asks for counts only where the proxy is one that the deployment trusts.
"""

import math
import time
from ipaddress import ip_address, ip_network
from typing import Final

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.types import Scope

from governance.errors import Code, GovernanceError
from governance.services.matching import canonical_ip
from governance.settings import Settings, networks_of

_FORWARDED: Final = b"x-forwarded-for"


class Limits:
    """Counts requests by what they are for and who asks."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._trusted = networks_of(settings.trusted_proxies)

    def count(self, what: str, who: str, most: int) -> None:
        """One more request in this minute. Raises RATE_LIMITED when it is one too many."""
        item = RateLimitItemPerMinute(most)
        if self._limiter.hit(item, what, who):
            return
        left = self._limiter.get_window_stats(item, what, who).reset_time - time.time()
        seconds = max(1, math.ceil(left))
        raise GovernanceError(
            Code.RATE_LIMITED, f"too many requests: try again in {seconds} s", retryAfter=seconds
        )

    def client_of(self, scope: Scope) -> str:
        """Who asks, as requests are counted by."""
        client = scope.get("client")
        told = client[0] if client else ""
        if self._trusted and self._is_trusted(told):
            given = [value for name, value in scope["headers"] if name == _FORWARDED]
            told = self._forwarded(b",".join(given).decode("latin-1"), told)
        return _counted_as(told)

    def _forwarded(self, header: str, proxy: str) -> str:
        """The last address in the header that no trusted proxy has: what stands before it is
        the client's own saying."""
        for told in reversed([one.strip() for one in header.split(",") if one.strip()]):
            proxy = told
            if not self._is_trusted(told):
                break
        return proxy

    def _is_trusted(self, told: str) -> bool:
        known = canonical_ip(told)
        return known is not None and any(ip_address(known) in one for one in self._trusted)


def _counted_as(told: str) -> str:
    known = canonical_ip(told)
    if known is None:
        return "unknown"  # a Unix socket, or a proxy that says nonsense: all together
    return str(ip_network(f"{known}/64", strict=False)) if ":" in known else known
