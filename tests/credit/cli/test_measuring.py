"""The command `measure`: one object for programs, plain lines for people, refusals by name."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from credit.domain.signals.registry import BOOK_SIGNALS
from ledger.domain.books import compose
from ledger.domain.books.entry import Entry, Verb
from ledger.kernel.ids import id_text
from ledger.services.books import bookkeeping
from ledger.store.books import accounts
from tests.cast import NOW, TODAY, book, cny, lunch, named


@pytest.fixture
def run(app, today):
    """Run one command; its exit code is checked, and the result given."""
    runner = app.test_cli_runner()

    def running(*arguments: str, code: int = 0) -> Any:
        done = runner.invoke(args=list(arguments))
        assert done.exit_code == code, done.output
        return done

    return running


@pytest.fixture
def home(app) -> str:
    """A ledger in which 5,000.00 were counted a hundred days ago, and lunch was eaten today."""
    with app.extensions["house_database"].transaction() as session:
        seat = book(session)
        begin = next(one for one in accounts.load(session, seat.book_id).values() if one.code == "equity:opening")
        counted = compose.opened(named(session, seat, "wechat"), cny("5000"), begin)
        bookkeeping.record(session, seat, Entry(TODAY - timedelta(days=100), Verb.OPENING, counted), NOW)
        bookkeeping.record(session, seat, lunch(session, seat, "32.00"), NOW)
        return id_text(seat.book_id)


def test_measure_prints_every_signal_of_the_book(run, home) -> None:
    read = json.loads(run("measure", home, "--json").stdout)

    assert (read["book"], read["on"]) == (home, "2026-11-21")
    assert tuple(read["signals"]) == BOOK_SIGNALS
    assert read["signals"]["liquid_balance"]["value"] == 496_800


def test_measure_in_words(run, home) -> None:
    lines = run("measure", home).stdout.splitlines()

    assert "Write down what you spent on the days that are empty." in lines[len(BOOK_SIGNALS):]
    assert lines[-1].endswith("They have settled by Saturday, 28 November 2026.")
    assert "Money you can spend today: ¥4,968.00" in lines
    assert "Share of your income that goes to debts: 0.00%" in lines
    assert "Days until your money runs out, with your income: 9999 days" not in lines
    assert "You pay more interest than you pay back: No" in lines
    assert "How regularly you are paid: This needs income in the books." in lines


def test_another_day_is_measured_as_it_was_known_then(run, home) -> None:
    read = json.loads(run("measure", home, "--on", "2026-11-20", "--json").stdout)

    assert read["signals"]["liquid_balance"]["why"] == "needs_balance"


@pytest.mark.parametrize(("arguments", "code"), [
    (("measure", "0000000000000"), "missing"),
    (("measure", "HOME", "--on", "yesterday"), "not_a_day"),
])
def test_a_refusal_is_named_and_one_line(run, home, arguments, code) -> None:
    done = run(*(home if one == "HOME" else one for one in arguments), "--json", code=1)

    assert json.loads(done.stdout)["error"]["code"] == code
    assert len(done.stderr.splitlines()) == 1
