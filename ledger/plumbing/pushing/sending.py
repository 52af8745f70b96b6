"""Sending a push over https to the service a browser named: any public address, never one of an inner network.

What seals a push is loaded with the first one, so that a process that pushes nothing is spared its memory.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit
from weakref import WeakKeyDictionary

from ledger.kernel.errors import N_, Unavailable
from ledger.plumbing import clock
from ledger.plumbing.db import Database

PATIENCE = 10
"""Seconds a push service may take for one step."""

LASTS = 4 * 3_600
"""Seconds a push service keeps a push for a device that is away: an evening."""

ENDPOINT_MAX = 1_000

_TOKEN = 12 * 3_600
_GONE = (404, 410)
_LATER = (408, 429)
_houses: WeakKeyDictionary[Database, House] = WeakKeyDictionary()

Reach = Callable[[str], HTTPConnection]
"""Opens the way to a host by name."""


class PushUnavailable(Unavailable):
    """A push service that does not answer, or asks for another time."""

    message = N_("The push could not be sent. It is tried again by itself.")


class House:
    """How a house pushes: with its key, by a way to other hosts."""

    def __init__(self, secret: str, base_url: str, reach: Reach) -> None:
        self._secret, self._base_url, self._reach = secret, base_url, reach

    @property
    def public_key(self) -> str:
        """What browsers are told this house pushes with."""
        from ledger.plumbing.pushing import sealing  # noqa: PLC0415

        return sealing.text_of(sealing.public_of(sealing.house_key(self._secret)))

    def send(self, endpoint: str, public_key: str, secret: str, message: bytes) -> bool:
        """Send a message to one device; False where that device is there no more.

        Never inside a transaction. Raises: PushUnavailable.
        """
        from ledger.plumbing.pushing import sealing  # noqa: PLC0415

        url = _read(endpoint)
        if url is None:
            return False
        until = int(clock.now().timestamp()) + _TOKEN
        subject = self._base_url if self._base_url.startswith("https:") else "mailto:countinghouse@localhost"
        headers = {
            "Authorization": sealing.signed(
                sealing.house_key(self._secret), f"https://{url.netloc}", until, subject), "TTL": str(LASTS),
            "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream",
        }
        status = self._post(url, headers, sealing.sealed(
            message, sealing.bytes_of(public_key), sealing.bytes_of(secret)))
        if status in _LATER or status >= 500:
            raise PushUnavailable()
        return status not in _GONE

    def _post(self, url: SplitResult, headers: dict[str, str], body: bytes) -> int:
        try:
            way = self._reach(url.hostname or "")
            try:
                way.request("POST", f"{url.path or '/'}{'?' + url.query if url.query else ''}", body, headers)
                return way.getresponse().status
            finally:
                way.close()
        except (OSError, HTTPException) as error:
            raise PushUnavailable() from error


class _Public(HTTPSConnection):
    """A connection to an address that was looked at, so that a second look-up cannot lead elsewhere."""

    def __init__(self, host: str, address: str) -> None:
        self._trusted, self._address = ssl.create_default_context(), address
        super().__init__(host, 443, timeout=PATIENCE, context=self._trusted)

    def connect(self) -> None:
        """Connect to the address and have it prove the name."""
        plain = socket.create_connection((self._address, 443), PATIENCE)
        self.sock = self._trusted.wrap_socket(plain, server_hostname=self.host)


def reach_public(host: str) -> HTTPConnection:
    """The way to a host whose every address is a public one. Raises: OSError."""
    found = {str(one[4][0]) for one in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)}
    if not found or not all(ipaddress.ip_address(one.partition("%")[0]).is_global for one in found):
        raise OSError("an address that is not public")
    return _Public(host, min(found))


def init_push(database: Database, secret: str, base_url: str, reach: Reach = reach_public) -> House:
    """Give the house behind a database its way to push."""
    house = House(secret, base_url, reach)
    _houses[database] = house
    return house


def house_of(database: Database) -> House:
    """How the house behind a database pushes. Raises: KeyError before `init_push`."""
    return _houses[database]


def is_endpoint(text: str) -> bool:
    """Whether a browser may be reached there: https, on its usual port, at a name or a public address."""
    return _read(text) is not None


def is_device(endpoint: str, public_key: str, secret: str) -> bool:
    """Whether a push can be sealed for a browser that gave these, as base64url, and sent to it."""
    from ledger.plumbing.pushing import sealing  # noqa: PLC0415

    try:
        point, kept = sealing.bytes_of(public_key), sealing.bytes_of(secret)
    except ValueError:
        return False
    return sealing.is_point(point) and len(kept) == sealing.SECRET_BYTES and is_endpoint(endpoint)


def _read(text: str) -> SplitResult | None:
    try:
        url = urlsplit(text)
        port, host = url.port, url.hostname or ""
    except ValueError:
        return None
    plain = len(text) <= ENDPOINT_MAX and text.isascii() and text.isprintable() and " " not in text
    if not plain or url.scheme != "https" or port not in (None, 443) or "@" in url.netloc or "." not in host:
        return None
    try:
        return url if ipaddress.ip_address(host).is_global else None
    except ValueError:
        return url if host.rpartition(".")[2] not in ("localhost", "local", "internal") else None
