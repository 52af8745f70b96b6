"""Holding back who tries too often: moving windows per account and per socket address.

Failures count, and only they: five a minute for an account and five a minute for an address. The windows are
kept in memory, or in Redis where `BROKER_URL` names one, so that several workers count together.
"""

from __future__ import annotations

import hashlib
import math
from contextlib import suppress
from ipaddress import IPv6Address, ip_address

from flask import Flask, current_app, request
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from ledger.kernel.errors import TooMany
from ledger.plumbing import clock

FAILURES = RateLimitItemPerMinute(5)
"""Failures a minute, for one account and for one address."""

LETTERS = RateLimitItemPerHour(10)
"""Letters an hour that anybody may cause to one e-mail address."""

ASKED = RateLimitItemPerMinute(30)
"""Forms a minute that one address may send where each causes a letter or a hash."""


class Throttle:
    """The windows of one house. Keys are digested: no address and no e-mail stands in the store."""

    def __init__(self, broker_url: str = "") -> None:
        self._limiter = MovingWindowRateLimiter(storage_from_string(broker_url or "memory://"))

    def check(self, *keys: str, limit: RateLimitItem = FAILURES) -> None:
        """Refuse where any key's window is full. Counts nothing. Raises: TooMany."""
        full = [key for key in keys if not self._limiter.test(limit, _digest(key))]
        if full:
            raise TooMany(seconds=max(self._wait(limit, key) for key in full))

    def count(self, *keys: str, limit: RateLimitItem = FAILURES) -> None:
        """Count one try against each key, whether or not there is room."""
        for key in keys:
            self._limiter.hit(limit, _digest(key))

    def take(self, key: str, limit: RateLimitItem = FAILURES) -> None:
        """Count one try against a key where there is room, in one step. Raises: TooMany."""
        if not self._limiter.hit(limit, _digest(key)):
            raise TooMany(seconds=self._wait(limit, key))

    def forget(self, key: str, limit: RateLimitItem = FAILURES) -> None:
        """Empty a key's window, after a try that was right."""
        self._limiter.clear(limit, _digest(key))

    def _wait(self, limit: RateLimitItem, key: str) -> int:
        resets = self._limiter.get_window_stats(limit, _digest(key)).reset_time
        return min(max(1, math.ceil(resets - clock.now().timestamp())), limit.get_expiry())


def init_throttle(app: Flask, broker_url: str) -> None:
    """Give an app its throttle."""
    app.extensions["house_throttle"] = Throttle(broker_url)


def throttle() -> Throttle:
    """The running app's throttle."""
    found: Throttle = current_app.extensions["house_throttle"]
    return found


def socket_key() -> str:
    """The key of who is at the other end of the socket; headers that claim another address are not read.

    A network of IPv6 counts as one, since a single household holds all of it.
    """
    said = request.remote_addr or ""
    with suppress(ValueError):
        address = ip_address(said)
        if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
            said = f"{int(address) >> 64:x}/64"
    return f"socket:{said}"


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]
