"""A household seen from outside: its owner, her partner, a viewer and a stranger, each with a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask
from flask.testing import FlaskClient

from ledger.domain.books.book import Seat
from ledger.kernel.ids import id_text
from ledger.plumbing.db import Session
from ledger.services.books import checking
from tests import cast
from tests.browsing import signed_in

T = TypeVar("T")


@dataclass(frozen=True)
class Household:
    """The running app and its cast. `seats` by name: Mei owns, Jun is her partner, Vic views."""

    app: Flask
    seats: dict[str, Seat]
    stranger: int

    @property
    def mei(self) -> Seat:
        return self.seats["Mei"]

    @property
    def at(self) -> str:
        """Where the ledger is."""
        return f"/books/{id_text(self.mei.book_id)}"

    def browser(self, name: str) -> FlaskClient:
        """A browser signed in as one of the cast, or as the stranger Ola."""
        person_id = self.stranger if name == "Ola" else self.seats[name].member.person_id
        assert person_id is not None
        return signed_in(self.app, person_id)

    def ask(self, question: Callable[[Session], T]) -> T:
        """What the ledger's own rows answer."""
        with self.app.extensions["house_database"].transaction(write=False) as session:
            session.allow_books([self.mei.book_id])
            return question(session)

    def faults(self) -> tuple[checking.Fault, ...]:
        """What a check of the ledger finds wrong."""
        return self.ask(lambda session: checking.verify(session, self.mei.book_id)).faults


def settle(app: Flask) -> Household:
    """Everybody moved in."""
    with app.extensions["house_database"].transaction() as session:
        mei = cast.book(session)
        seats = {"Mei": mei, "Jun": cast.join(session, mei, "Jun", "partner"),
                 "Vic": cast.join(session, mei, "Vic", "viewer")}
        return Household(app, seats, cast.person(session, "Ola"))


def fault_of(page: str, field: str) -> str:
    """The message beside a field, or nothing."""
    found = re.search(rf'id="f-{field}-fault">.*?<span>(.*?)</span>', page, re.S)
    return found[1] if found else ""


def versions(page: str) -> dict[str, tuple[str, str]]:
    """What a page of a conflict puts side by side: field to what one wrote and what stands."""
    rows = re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td>', page)
    return {field: (mine, theirs) for field, mine, theirs in rows}


def again(page: str) -> dict[str, str]:
    """The form by which a conflict's page puts one's own version on top."""
    form = re.search(r'btns--even.*?<form method="post"[^>]*>(.*?)</form>', page, re.S)
    assert form is not None
    return dict(re.findall(r'name="([^"]*)" value="([^"]*)"', form[1]))


def hidden(page: str, name: str) -> str:
    """The value a form carries."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]
