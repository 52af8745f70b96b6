"""The commands `import` and `undo-import`: shapes, sums, and exit codes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from ledger.cli import importing
from ledger.domain.books.book import Seat
from ledger.kernel.ids import id_text, new_id, read_id
from ledger.store.books import books
from tests.cast import NOW, book
from tests.ledger.domain.files import bills_made
from tests.ledger.domain.files.bills_made import app as bill
from tests.ledger.services.files import bills

CLOSED = {"交易订单号": "A2", "交易状态": "交易关闭", "金额": "9.00"}
UNREADABLE = {"交易订单号": "A3", "金额": "x"}


@pytest.fixture
def run(app: Flask):
    for command in importing.COMMANDS:
        app.cli.add_command(command)

    def invoke(*words: str) -> Result:
        return app.test_cli_runner().invoke(args=list(words))

    return invoke


@pytest.fixture
def seat(app: Flask) -> Seat:
    with app.extensions["house_database"].transaction() as session:
        return book(session)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "bill.csv"
    path.write_bytes(bill({}, CLOSED, UNREADABLE))
    return path


def told(result: Result) -> dict:
    assert result.stdout.count("\n") == 1
    return json.loads(result.stdout)


def test_an_import_says_what_became_of_every_row_and_of_its_money(run, seat, file):
    result = run("import", id_text(seat.book_id), str(file), "--json")

    answer = told(result)
    nothing = {"debit": "0.00", "credit": "0.00", "neutral": "0.00"}
    assert result.exit_code == 0
    assert {name: answer[name] for name in ("format", "rows", "created", "duplicates", "refused")} == {
        "format": "alipay", "rows": 3, "created": 1, "duplicates": 0, "refused": 2}
    assert answer["sums"] == {
        "in": {"CNY": nothing | {"debit": "47.50"}}, "created": {"CNY": nothing | {"debit": "38.50"}},
        "duplicates": {}, "refused": {"CNY": nothing | {"debit": "9.00"}}}
    assert [(one["line"], one.get("column"), one["code"]) for one in answer["problems"]] == [
        (16, None, "nothing_moved"), (17, "金额", "not_an_amount")]
    assert answer["problems"][0]["message"] == "Left out: no money moved (“交易关闭”)."


def test_a_second_import_adds_nothing_and_undoing_twice_takes_nothing(run, seat, file):
    home = id_text(seat.book_id)
    first, second = (told(run("import", home, str(file), "--json")) for _ in range(2))

    undone, again = (told(run("undo-import", home, first["batch"], "--json")) for _ in range(2))

    assert (second["created"], second["duplicates"]) == (0, 1)
    assert undone == {"batch": first["batch"], "reversed": 1}
    assert again == {"batch": first["batch"], "reversed": 0}


def test_without_json_it_speaks_in_lines_and_in_the_language_asked_for(run, seat, file):
    result = run("import", id_text(seat.book_id), str(file), "--locale", "zh-Hans")

    assert result.exit_code == 0
    assert "交易关闭" in result.stdout and "batch:" in result.stdout


def test_what_is_no_bill_is_refused_with_one_clear_line(run, seat, tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("dear diary")

    result = run("import", id_text(seat.book_id), str(path), "--json")

    assert result.exit_code == 1
    assert told(result)["error"]["code"] == "not_a_bill"
    assert result.stderr.count("\n") == 1 and "Traceback" not in result.stderr


@pytest.mark.parametrize(("words", "code"), [
    (("--account", "asset:nowhere"), "no_such_account"),
    (("--format", "wechat"), "other_format"),
    (("--as", "stranger@example.org"), "no_such_person"),
])
def test_a_wrong_wish_is_refused(run, seat, file, words, code):
    result = run("import", id_text(seat.book_id), str(file), "--json", *words)

    assert (result.exit_code, told(result)["error"]["code"]) == (1, code)


@pytest.mark.parametrize("words", [
    ("import",), ("import", "x", "no such file"), ("undo-import", "x"),
    ("import", "x", __file__, "--format", "papyrus"),
])
def test_wrong_usage_exits_with_two(run, words):
    assert run(*words).exit_code == 2


def test_a_book_that_is_not_there_is_missing(run, file):
    result = run("import", "0" * 13, str(file), "--json")

    assert (result.exit_code, told(result)["error"]["code"]) == (1, "missing")


@pytest.mark.parametrize(("role", "outcome"), [
    ("partner", (0, "")), ("bookkeeper", (0, "")), ("viewer", (1, "forbidden")), ("", (1, "missing")),
])
def test_somebody_named_acts_within_their_rights(app, run, seat, file, role, outcome):
    person = told(run("person", "add", "jun@example.org", "--json"))["person"]
    if role:
        with app.extensions["house_database"].transaction() as session:
            member = replace(seat.member, member_id=new_id(), name="Jun", role=role, person_id=read_id(person))
            books.add_member(session, seat.book_id, member, b"s" * 16, NOW)

    result = run("import", id_text(seat.book_id), str(file), "--json", "--as", "jun@example.org")

    assert (result.exit_code, told(result).get("error", {}).get("code", "")) == outcome


def test_the_operator_stands_in_the_log(app, run, seat, file):
    run("import", id_text(seat.book_id), str(file))

    with app.extensions["house_database"].transaction(write=False) as session:
        from ledger.store.books import log

        deed = log.latest(session, seat.book_id, 1)[0]
    assert (deed.deed, deed.actor_kind, deed.actor) == ("import", "operator", seat.member.member_id)


def test_an_account_named_by_its_code_stands_for_the_wallet(app, run, seat, tmp_path):
    path = tmp_path / "bill.csv"
    path.write_bytes(bills_made.wechat({}))

    run("import", id_text(seat.book_id), str(path), "--account", "asset:cash")

    assert bills.held(app.extensions["house_database"], seat)["asset:cash"] == -3850
