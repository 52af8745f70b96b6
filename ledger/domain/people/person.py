"""A person with a sign-in: who they are, what an address is, and what each language takes for granted."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from ledger.kernel.errors import N_, Conflict, Invalid

ADDRESS_MAX = 254
"""Characters in an e-mail address (RFC 5321, 4.5.3.1.3)."""

LOCAL_MAX = 64
"""Characters before the @ (RFC 5321, 4.5.3.1.1)."""

NAME_MAX = 80
"""Characters in a person's name."""

THEMES = ("", "light", "dark")
"""How pages look: as the device does, light, or dark."""

_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")

_ZONES = {"zh-Hans": "Asia/Shanghai", "zh-Hant": "Asia/Taipei"}
_CURRENCIES = {"zh-Hans": "CNY", "zh-Hant": "TWD"}


class NotAnAddress(Invalid):
    """Text that is no e-mail address."""

    message = N_("“%(text)s” is not an e-mail address. Write it as name@example.org.")


class AddressTaken(Conflict):
    """An address that signs somebody in already."""

    message = N_("This address already has an account.")


class NoSuchPerson(Invalid):
    """An address that signs nobody in."""

    message = N_("Nobody signs in with this address.")


@dataclass(frozen=True, slots=True)
class Person:
    """A person with a sign-in.

    `epoch` rises whenever every credential issued so far must die. `email` and `name` are empty once erased.
    """

    person_id: int
    email: str
    name: str
    language: str
    zone: str
    home_currency: str
    theme: str = ""
    epoch: int = 0
    second_factor: bool = False


def read_address(text: str, field: str = "email") -> str:
    """An address as it is compared and written to: lower case, the domain in its ASCII form.

    Source: RFC 5321 mailbox with a dotted local part; quoted parts and address literals are refused. Raises:
    NotAnAddress.
    """
    folded = text.strip().lower()
    local, _, domain = folded.rpartition("@")
    try:
        address = f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        address = ""
    if len(address) > ADDRESS_MAX or len(local) > LOCAL_MAX or not _ADDRESS.fullmatch(address):
        raise NotAnAddress(text=text.strip()[:40], field=field)
    return address


def address_digest(address: str) -> bytes:
    """SHA-256 (32 bytes) of an address as `read_address` returns it: what it is looked up by."""
    return hashlib.sha256(address.encode()).digest()


def zone_for(language: str) -> str:
    """The time zone most readers of a language live in, until they say otherwise."""
    return _ZONES.get(language, "UTC")


def currency_for(language: str) -> str:
    """The currency most readers of a language count in, until they say otherwise."""
    return _CURRENCIES.get(language, "EUR")
