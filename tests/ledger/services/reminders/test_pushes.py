"""Reminders by push: sealed for the devices that are signed in, and for none that is gone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from ledger.plumbing.db import Database
from ledger.plumbing.identity import SessionRow
from ledger.plumbing.pushing.sending import init_push
from ledger.plumbing.rows import table
from ledger.plumbing.sessions import end_session
from ledger.services.people import leaving
from ledger.services.reminders import pushes
from ledger.store.reminders import devices
from ledger.store.reminders.devices import PushDevice
from tests.cast import NOW
from tests.ledger.services.reminders.receiving import Browser, Service, serving
from tests.ledger.services.reminders.waking import EVENING, House

HERE = b"d" * 32


class Pushed(House):
    """The same house with one browser of Mei's that takes pushes."""

    def __init__(self, database: Database, folder: Path, service: Service) -> None:
        super().__init__(database, folder)
        self.service, self.browser = service, Browser()
        init_push(database, "a secret", "https://books.example.org", service.reach)
        self.device = PushDevice(HERE, "https://push.example.org/one", **self.browser.said)
        with self.acting() as (session, _):
            session.run(sa.insert(table(SessionRow)), {
                "person_id": self.mei, "digest": HERE, "agent": "", "epoch": 0, "is_half": False, "made_at": NOW,
                "seen_at": NOW, "ended_at": None})
            pushes.let(session, self.mei, self.device, NOW)

    def kept(self) -> list[PushDevice]:
        with self.acting() as (session, _):
            return devices.load(session, self.mei)


@pytest.fixture
def house(database: Database, tmp_path: Path) -> Iterator[Pushed]:
    with serving() as service:
        yield Pushed(database, tmp_path / "letters", service)


def test_the_evening_is_pushed_once_and_only_this_browser_reads_it(house: Pushed) -> None:
    house.wish(record=True, by_mail=False, by_push=True)

    assert house.at(EVENING) == [] and house.at(EVENING + timedelta(hours=1)) == []
    (_, headers, body), = house.service.got
    assert json.loads(house.browser.open(body)) == {
        "title": "Nothing is written down yet today", "body": "Our home", "path": "/", "tag": "record"}
    assert b"Our home" not in body and "Our home" not in str(headers)


def test_both_ways_may_be_wanted(house: Pushed) -> None:
    house.wish(record=True, by_push=True)

    assert len(house.at(EVENING)) == len(house.service.got) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_is_forgotten(house: Pushed, status: int) -> None:
    house.wish(record=True, by_push=True, by_mail=False)
    house.service.status = status
    house.at(EVENING)

    assert house.kept() == []


def test_a_service_that_is_busy_is_asked_again_the_same_evening(house: Pushed) -> None:
    house.wish(record=True, by_push=True, by_mail=False)
    house.service.status = 503
    house.at(EVENING)
    house.service.status = 201
    house.at(EVENING + timedelta(hours=1))
    house.at(EVENING + timedelta(hours=1, minutes=30))

    assert len(house.service.got) == 2 and house.kept() == [house.device]


def test_signing_out_ends_the_pushes_of_that_device(house: Pushed) -> None:
    house.wish(record=True, by_push=True, by_mail=False)
    with house.acting() as (session, _):
        end_session(session, house.mei, HERE)
        assert pushes.taking(session, house.mei) == []
    house.at(EVENING)

    assert house.service.got == [] and house.kept() == []


def test_erasing_takes_the_devices_along(house: Pushed) -> None:
    with house.acting() as (session, _):
        leaving.erase(session, house.mei, NOW)

    with house.database.transaction() as session:
        session.allow_person(house.mei)
        assert devices.load(session, house.mei) == []


@pytest.mark.parametrize("wrong", [
    {"endpoint": "https://10.0.0.1/x"}, {"endpoint": "http://push.example.org/"}, {"public_key": "AAAA"},
    {"public_key": "ü"}, {"secret": "AAAA"}, {"secret": "%"},
])
def test_what_no_browser_says_is_no_device(house: Pushed, wrong: dict[str, str]) -> None:
    with house.acting() as (session, _), pytest.raises(pushes.NotADevice):
        pushes.let(session, house.mei, replace(house.device, **wrong), NOW)
    assert house.kept() == [house.device]
