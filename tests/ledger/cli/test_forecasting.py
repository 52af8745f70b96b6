"""The command `forecast`: one object for programs, plain lines for people, refusals by name."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from click.testing import Result
from flask import Flask

from ledger.cli.forecasting import forecast
from ledger.domain.books import compose
from ledger.domain.books.entry import Entry, Verb
from ledger.kernel.ids import id_text
from ledger.services.books import bookkeeping
from ledger.store.books import accounts
from tests.cast import NOW, TODAY, book, cny, named

ON = TODAY.isoformat()


@pytest.fixture
def home(app: Flask) -> str:
    """A ledger in which 5,000.00 were counted a hundred days ago."""
    with app.extensions["house_database"].transaction() as session:
        seat = book(session)
        begin = next(one for one in accounts.load(session, seat.book_id).values() if one.code == "equity:opening")
        counted = compose.opened(named(session, seat, "wechat"), cny("5000"), begin)
        bookkeeping.record(session, seat, Entry(TODAY - timedelta(days=100), Verb.OPENING, counted), NOW)
        return id_text(seat.book_id)


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(forecast, list(words))


def test_it_prints_each_day_the_lowest_and_the_chance(app: Flask, home: str) -> None:
    done = run(app, home, "--on", ON, "--days", "2", "--json")

    assert json.loads(done.stdout) == {
        "days": [
            {"day": "2026-11-22", "p10": "5000.00", "p50": "5000.00", "p90": "5000.00"},
            {"day": "2026-11-23", "p10": "5000.00", "p50": "5000.00", "p90": "5000.00"},
        ],
        "lowest": {"day": "2026-11-22", "amount": "5000.00"},
        "chance_below_zero": 0,
    }


def test_in_words(app: Flask, home: str) -> None:
    lines = run(app, home, "--on", ON, "--days", "3").stdout.splitlines()

    assert lines[0] == "2026-11-22  ¥5,000.00  ¥5,000.00  ¥5,000.00"
    assert lines[3:] == ["Lowest on Sunday, 22 November 2026: ¥5,000.00", "Chance of running short: 0.00%"]


@pytest.mark.parametrize(("words", "code"), [
    (("not a ledger",), "missing"), (("0000000000000",), "missing"),
    (("HOME", "--days", "0"), "forecast_out_of_reach"), (("HOME", "--days", "366"), "forecast_out_of_reach"),
    (("HOME", "--on", "yesterday"), "not_a_day"),
    (("HOME", "--on", "2026-08-14"), "no_balance_to_forecast"),
    (("HOME", "--as", "nobody@example.org"), "no_such_person"),
])
def test_a_refusal_is_named_and_one_line(app: Flask, home: str, words: tuple[str, ...], code: str) -> None:
    done = run(app, *(home if one == "HOME" else one for one in words), "--json")

    assert (done.exit_code, json.loads(done.stdout)["error"]["code"]) == (1, code)
    assert len(done.stderr.splitlines()) == 1
