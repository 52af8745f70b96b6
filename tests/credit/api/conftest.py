"""Mei's lived-in house as an app on each engine, and programs that act for those who live and lend in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from credit.domain.lenders import snapshots
from credit.store.lenders import lenders
from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.db import Database
from ledger.plumbing.settings import read_settings
from tests.cast import NOW
from tests.credit.lending import Lending, lending
from tests.credit.lived import Lived
from tests.ledger.api.programs import Program, token_of

TRIED_ON = 300
"""People of the cohort a simulation is tried on here."""


@dataclass
class Lenders:
    """The app with a lender called Quay, and a program for each of its people."""

    house: Flask
    quay: Lending

    @property
    def path(self) -> str:
        """Where Quay's addresses begin."""
        return f"/lenders/{id_text(self.quay.lender_id)}"

    def program(self, who: str) -> Program:
        """A program of one of Quay's people that may do all they may for the lender."""
        member = self.quay.seats[who].member
        assert member is not None
        return Program(self.house, token_of(self.house, member.person_id, ("lender:rules",)))


@pytest.fixture
def house(lived: tuple[Database, Lived], tmp_path: Path) -> Iterator[Flask]:
    """The app on the lived-in database; a fault of ours is raised, and the clock stands."""
    import app as composed

    url = lived[0].url.render_as_string(hide_password=False).replace("+psycopg", "").replace("+pysqlite3", "")
    environ = {"DATABASE_URL": url, "INSTANCE_DIR": str(tmp_path / "instance"), "SECRET_KEY": "for tests"}
    made = composed.create_app(replace(read_settings(environ), testing=True))
    made.config.update(PROPAGATE_FAULTS=True)
    with clock.pinned(NOW):
        yield made
    made.extensions["house_database"].dispose()


@pytest.fixture
def mei(lived: tuple[Database, Lived], house: Flask) -> Program:
    """A program that may do for Mei what concerns offers."""
    return Program(house, token_of(house, lived[1].person_id, ("offers:read",)), id_text(lived[1].book_id))


@pytest.fixture
def at_quay(house: Flask) -> Lenders:
    """Quay, a licensed lender where Ana writes and Ben approves."""
    with house.extensions["house_database"].transaction() as session:
        quay = lending(session, "Quay Bank")
        lenders.license_until(session, quay.lender_id, "CN", "L-2", date(2027, 12, 31))
    return Lenders(house, quay)


@pytest.fixture
def work_off(house: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Do all work that waits, over a part of the cohort."""
    from ledger.plumbing import work

    few = snapshots.part(snapshots.shipped(), TRIED_ON)
    monkeypatch.setattr(snapshots, "shipped", lambda: few)

    def done() -> None:
        work.work_off(house.extensions["house_database"])

    return done
