"""The command `export`: whole files, never over another, and refusals by name."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from ledger.cli import exporting, people
from ledger.domain.books.book import Seat
from ledger.kernel.ids import id_text, new_id, read_id
from ledger.services.books import bookkeeping
from ledger.services.files import exporting as service
from ledger.store.books import books
from tests.cast import NOW, book, lunch


@pytest.fixture
def run(app: Flask):
    for command in (*exporting.COMMANDS, *people.COMMANDS):
        app.cli.add_command(command)

    def invoke(*words: str) -> Result:
        return app.test_cli_runner().invoke(args=["export", *words])

    return invoke


@pytest.fixture
def seat(app: Flask) -> Seat:
    with app.extensions["house_database"].transaction() as session:
        seat = book(session, name="Our home")
        bookkeeping.record(session, seat, lunch(session, seat, note="=1+1"), NOW)
    return seat


@pytest.mark.parametrize(
    ("form", "begins"), [("csv", b'\xef\xbb\xbf"entry"'), ("beancount", b"; Made on"), ("hledger", b"; Our home")]
)
def test_a_ledger_becomes_a_file(run, seat, tmp_path: Path, form, begins):
    path = tmp_path / "books.txt"

    result = run(id_text(seat.book_id), "--format", form, "-o", str(path), "--json")

    assert result.exit_code == 0 and result.stdout.count("\n") == 1
    assert json.loads(result.stdout) == {
        "book": id_text(seat.book_id),
        "format": form,
        "file": str(path),
        "entries": 1,
        "lines": 2,
        "guarded": 2 if form == "csv" else 0,
    }
    assert path.read_bytes().startswith(begins)
    assert not list(tmp_path.glob(".books*"))


def test_without_json_it_says_what_was_written_and_guarded(run, seat, tmp_path):
    result = run(id_text(seat.book_id), "--format", "csv", "-o", str(tmp_path / "a.csv"))

    assert result.stdout == (
        f"1 entries, 2 lines written to {tmp_path}/a.csv.\n"
        "2 texts a spreadsheet could take for a formula have an apostrophe before them.\n"
    )


def test_a_file_that_is_there_stays_as_it_is(run, seat, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("mine")

    result = run(id_text(seat.book_id), "--format", "csv", "-o", str(path), "--json")

    assert result.exit_code == 1 and path.read_text() == "mine"
    assert json.loads(result.stdout)["error"]["code"] == "file_is_there"
    assert result.stderr == "There is a file of this name already. Nothing was written.\n"


def test_one_that_appeared_meanwhile_stays_too(run, seat, tmp_path, monkeypatch):
    path, write = tmp_path / "a.csv", service.write

    def slowly(*arguments):
        path.write_text("mine")
        return write(*arguments)

    monkeypatch.setattr(service, "write", slowly)

    assert run(id_text(seat.book_id), "--format", "csv", "-o", str(path)).exit_code == 1
    assert path.read_text() == "mine" and not list(tmp_path.glob(".a.csv*"))


def test_half_a_file_is_never_left(run, seat, tmp_path, monkeypatch):
    def full(session, seat, form, today, into):
        into.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(service, "write", full)
    result = run(id_text(seat.book_id), "--format", "csv", "-o", str(tmp_path / "a.csv"), "--json")

    assert (result.exit_code, json.loads(result.stdout)["error"]["code"]) == (1, "not_writable")
    assert not list(tmp_path.glob("*a.csv*"))


def test_a_place_without_a_folder_is_refused(run, seat, tmp_path):
    result = run(id_text(seat.book_id), "--format", "csv", "-o", str(tmp_path / "none" / "a.csv"), "--json")

    assert (result.exit_code, json.loads(result.stdout)["error"]["code"]) == (1, "not_writable")


@pytest.mark.parametrize(("role", "outcome"), [("viewer", (0, "")), ("", (1, "missing"))])
def test_somebody_named_takes_along_what_they_may_read(app, run, seat, tmp_path, role, outcome):
    made = app.test_cli_runner().invoke(args=["person", "add", "vic@example.org", "--json"])
    if role:
        with app.extensions["house_database"].transaction() as session:
            vic = replace(
                seat.member, member_id=new_id(), role=role, person_id=read_id(json.loads(made.stdout)["person"])
            )
            books.add_member(session, seat.book_id, vic, b"s" * 16, NOW)

    result = run(
        id_text(seat.book_id), "--format", "csv", "-o", str(tmp_path / "a"), "--json", "--as", "vic@example.org"
    )

    assert (result.exit_code, json.loads(result.stdout).get("error", {}).get("code", "")) == outcome
    assert (tmp_path / "a").exists() == (outcome[0] == 0)


def test_a_ledger_that_is_not_there_is_refused(run, seat, tmp_path):
    assert run(id_text(new_id()), "--format", "csv", "-o", str(tmp_path / "a.csv")).exit_code == 1


@pytest.mark.parametrize("words", [("--format", "xlsx"), ("--format", "archive"), ()])
def test_another_form_is_wrong_usage(run, seat, tmp_path, words):
    assert run(id_text(seat.book_id), *words, "-o", str(tmp_path / "a")).exit_code == 2


def test_in_chinese_accounts_are_named_so(run, seat, tmp_path):
    result = run(id_text(seat.book_id), "--format", "hledger", "-o", str(tmp_path / "a"), "--locale", "zh-Hant")

    assert result.exit_code == 0 and "核對" in (tmp_path / "a").read_text() and "微信" in (tmp_path / "a").read_text()
