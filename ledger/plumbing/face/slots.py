"""Places in the pages of the books that another side may fill, without the books knowing it.

A page asks `house_slots("after-entry")` and includes whatever templates were put there; with nobody to fill them it
includes none. The same way another side may add a link beside those of the rail.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app

from ledger.plumbing.face.shell import Here

_SLOTS, _LINKS, _SHELLS = "house_slots", "house_links", "house_shells"

Shell = Callable[[Any, Here], Here]
"""What another side makes of the shell for a visit of its own: the visit, and what every signed-in page has."""


@dataclass(frozen=True, slots=True)
class SideLink:
    """A link of the rail that another side adds: its view, its icon, and its name as a message to translate."""

    endpoint: str
    icon: str
    label: str


def init_slots(app: Flask) -> None:
    """Give an app its empty places, and templates the way to ask for them."""
    app.extensions[_SLOTS], app.extensions[_LINKS], app.extensions[_SHELLS] = {}, [], {}
    app.jinja_env.globals["house_slots"] = parts


def fill(app: Flask, place: str, template: str) -> None:
    """Put a template into a place, after those that are there."""
    app.extensions[_SLOTS].setdefault(place, []).append(template)


def add_link(app: Flask, link: SideLink) -> None:
    """Add a link to the rail."""
    app.extensions[_LINKS].append(link)


def dress(app: Flask, seat: type, shell: Shell) -> None:
    """Have pages of visits with this kind of seat wear another side's shell."""
    app.extensions[_SHELLS][seat] = shell


def shell_of(seat: object) -> Shell | None:
    """The other side's shell for a seat, None where it wears the books'."""
    found: Shell | None = current_app.extensions[_SHELLS].get(type(seat))
    return found


def parts(place: str) -> tuple[str, ...]:
    """The templates in a place of the running app."""
    return tuple(current_app.extensions[_SLOTS].get(place, ()))


def links() -> tuple[SideLink, ...]:
    """The links other sides added to the running app's rail."""
    return tuple(current_app.extensions[_LINKS])
