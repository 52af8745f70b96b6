"""Addresses of many like things on one page: what they share is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import url_for

_MARK = "_varies_"


def hrefs(endpoint: str, varies: str, **fixed: Any) -> Callable[[str], str]:
    """The addresses of a view that differ in one argument, whose values are ids as text or as plain."""
    named: dict[str, Any] = {varies: _MARK, **fixed}
    start, end = url_for(endpoint, **named).split(_MARK)
    return lambda value: f"{start}{value}{end}"
