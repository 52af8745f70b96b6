"""The one place that reads the clock."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_pinned: ContextVar[datetime | None] = ContextVar("pinned", default=None)


def now() -> datetime:
    """This instant, aware, in UTC."""
    return _pinned.get() or datetime.now(UTC)


def today(zone: str) -> date:
    """The day it is in a zone of the tz database; an unknown zone counts as UTC."""
    return now().astimezone(zone_info(zone)).date()


def zone_info(zone: str) -> ZoneInfo:
    """The zone by name, UTC where the name is unknown."""
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def ticks() -> int:
    """Nanoseconds that only ever grow: for measuring, never for dating."""
    return time.monotonic_ns()


@contextmanager
def pinned(at: datetime) -> Iterator[None]:
    """Make `now` answer a fixed instant inside the block: for the demo's past months and for tests."""
    token = _pinned.set(at)
    try:
        yield
    finally:
        _pinned.reset(token)
