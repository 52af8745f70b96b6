"""Identifiers: 63-bit whole numbers, ordered by time, written as thirteen letters and digits.

A number is 42 bits of milliseconds since 2020 and 21 random bits. It is compact in every index of both
engines; in addresses and JSON it is text, so that no program loses its last digits.
"""

from __future__ import annotations

import secrets
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterable

from ledger.kernel.errors import Missing

_EPOCH_MS = 1_577_836_800_000
_RANDOM_BITS = 21
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = [one + other for one in _DIGITS for other in _DIGITS]
_VALUE = {digit: value for value, digit in enumerate(_DIGITS)}
_LENGTH = 13
_LARGEST = (1 << 63) - 1

PACKED_MAX = 250
"""Identifiers one address holds: more would not fit the line every server reads."""

_last = 0


def new_id() -> int:
    """A new identifier, greater than every one this process made before."""
    global _last
    ms = time.time_ns() // 1_000_000 - _EPOCH_MS
    fresh = (ms << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
    _last = fresh if fresh > _last else _last + 1
    return _last


def new_key() -> str:
    """A client key: what a form carries so that sending it twice does one thing."""
    return secrets.token_urlsafe(16)


def id_text(number: int) -> str:
    """The thirteen characters an identifier is shown as."""
    pairs = [_PAIRS[number >> shift & 1023] for shift in (50, 40, 30, 20, 10, 0)]
    return _DIGITS[number >> 60 & 31] + "".join(pairs)


def read_id(text: str) -> int:
    """The identifier behind thirteen characters. Raises: Missing, since a wrong address names nothing."""
    if len(text) != _LENGTH or any(c not in _VALUE for c in text):
        raise Missing()
    number = 0
    for c in text:
        number = number * 32 + _VALUE[c]
    if number >= 1 << 63:
        raise Missing()
    return number


def packed(numbers: Iterable[int]) -> str:
    """Identifiers as one short text that fits an address: eight bytes each, the first `PACKED_MAX` of them."""
    chosen = list(numbers)[:PACKED_MAX]
    return urlsafe_b64encode(b"".join(number.to_bytes(8, "big") for number in chosen)).decode().rstrip("=")


def read_packed(text: str) -> tuple[int, ...]:
    """The identifiers of such a text. Raises: Missing, since a wrong address names nothing."""
    try:
        raw = b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise Missing() from None
    if len(raw) % 8 or len(raw) > 8 * PACKED_MAX:
        raise Missing()
    return tuple(int.from_bytes(raw[at : at + 8]) & _LARGEST for at in range(0, len(raw), 8))
