"""The cast of the demo: who they are, which books they keep, and with whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from ledger.domain.believable import calm, home, shop, trip
from ledger.domain.believable.happening import Coming, Happening
from ledger.kernel.period import Period, add_months
from ledger.kernel.terms import CardTerms

ZONE = "Asia/Shanghai"
CURRENCY = "CNY"
MONTHS = 14
"""Whole months that lie behind the month of the first demo."""

WELCOME = "fourteen months"
"""What everybody of the cast signs in with. Printed by the command; nobody else's password."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the cast with a sign-in."""

    key: str
    name: str
    email: str
    language: str


def _at_once(start: date) -> date:
    return start


@dataclass(frozen=True, slots=True)
class Story:
    """One book of the demo: its scene, its people, what it opened with, and its life.

    `members` are the others by key and role; a ghost has no sign-in and the role of a viewer. `lived` tells what
    happened on a run of days that begins with the first; `coming` what is known on a day to come, `begins` on which
    day the book is begun where the cast's books begin on a given one. `opened_with`
    names whom what was owed at the start was with, by account.
    """

    key: str
    name: str
    scene: str
    owner: str
    members: tuple[tuple[str, str], ...]
    opening: Mapping[str, int]
    lived: Callable[[Period], list[Happening]]
    coming: Callable[[date], tuple[Coming, ...]]
    card: CardTerms | None = None
    begins: Callable[[date], date] = _at_once
    opened_with: Mapping[str, str] = field(default_factory=dict)


PEOPLE = (
    Person("mei", "Mei", "mei@example.org", "en"),
    Person("jun", "Jun", "jun@example.org", "zh-Hans"),
    Person("ola", "Ola", "ola@example.org", "en"),
    Person("lin", "Lin", "lin@example.org", "zh-Hans"),
    Person("ana", "Ana", "ana@example.org", "en"),
    Person("ben", "Ben", "ben@example.org", "en"),
    Person("cai", "Cai", "cai@example.org", "zh-Hans"),
    Person("dou", "Dou", "dou@example.org", "zh-Hans"),
)
"""Mei, Jun, Ola and Lin keep books; the other four keep none and work for the demo's lenders."""

GHOSTS = {"wang": "Wang"}
"""Members without a sign-in, by key."""

STORIES = (
    Story("home", "Our home", "household", "mei", (("jun", "partner"),), home.OPENING, home.lived, home.coming,
          home.TERMS),
    Story("shop", "Corner shop", "small_business", "jun", (("ola", "partner"),), shop.OPENING, shop.lived, shop.coming,
          opened_with=shop.OPENED_WITH),
    Story("trip", "Kyoto, autumn", "travel", "mei", (("jun", "partner"), ("ola", "partner"), ("wang", "viewer")),
          trip.OPENING, trip.lived, trip.coming, begins=trip.begins),
    Story("calm", "Lin’s home", "household", "lin", (), calm.OPENING, calm.lived, calm.coming, calm.TERMS),
)


def first_day(today: date) -> date:
    """The day the books begin for a demo first given today."""
    return add_months(today.replace(day=1), -MONTHS)
