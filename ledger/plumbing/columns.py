"""Column types that read back exactly what was written, on both engines."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

Big = sa.BigInteger()
"""64-bit whole number: ids and minor units."""

Small = sa.SmallInteger()
Day = sa.Date()
Code = sa.String(3)
"""A currency code."""

Unit = sa.String(20)
"""The code of a currency, or of a book's own commodity with its digits."""

Name = sa.String(40)
"""A word of ours: a kind, a role, a state."""

Token = sa.String(32).with_variant(sa.String(32, collation="C"), "postgresql")
"""A search token, ordered by code point on both engines so that a prefix is a range."""

Line = sa.String(200)
Long = sa.Text()
Digest = sa.LargeBinary(32)
Salt = sa.LargeBinary(16)
Flag = sa.Boolean(create_constraint=False)


def instant_of(micros: int) -> datetime:
    """The instant of whole microseconds since 1970, as they are kept."""
    seconds, micro = divmod(micros, 1_000_000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=micro)


class Instant(sa.TypeDecorator[datetime]):
    """An aware instant in UTC, kept as whole microseconds since 1970 so that order and text never differ."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:
        """Microseconds of an aware instant. Raises: ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("instants are aware")
        delta = value - datetime(1970, 1, 1, tzinfo=UTC)
        return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds

    def process_result_value(self, value: int | None, dialect: Any) -> datetime | None:
        """The instant of stored microseconds."""
        return None if value is None else instant_of(value)


class Json(sa.TypeDecorator[Any]):
    """Small structured data as text, the same on both engines."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        """Compact JSON text."""
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Any) -> Any:
        """The value of the text."""
        return None if value is None else json.loads(value)
