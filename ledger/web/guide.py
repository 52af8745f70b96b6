"""Help: one page of short parts, each where a screen needs it, with lines to try that are read as they say.

The words stand in `ledger/data/guide/parts.json`, the three languages side by side. Nothing of anybody is in them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import render_template

from ledger.plumbing.access import PUBLIC, Area, Visit

guide = Area("guide", __name__)
FILE = Path(__file__).resolve().parents[1] / "data" / "guide" / "parts.json"


@dataclass(frozen=True, slots=True)
class Line:
    """A line to try and what it means, by language; `reads` is how the reader must read it, by field."""

    line: dict[str, str]
    means: dict[str, str]
    reads: dict[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its place on the page, its sign, its name, its paragraphs and its lines to try, by language."""

    key: str
    icon: str
    title: dict[str, str]
    says: tuple[dict[str, str], ...]
    typed: tuple[Line, ...]


@guide.get("/help", PUBLIC)
def index(visit: Visit[None]) -> Any:
    """Every part, one below the other."""
    return render_template("guide/index.html" if visit.principal.person_id else "guide/outside.html", parts=parts())


@lru_cache(maxsize=1)
def parts() -> tuple[Part, ...]:
    """The parts in the order of the page."""
    found = json.loads(FILE.read_text(encoding="utf-8"))["parts"]
    return tuple(Part(one["key"], one["icon"], one["title"], tuple(one["says"]),
                      tuple(Line(**line) for line in one["typed"])) for one in found)
