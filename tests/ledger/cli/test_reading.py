"""The command `read`, as a script meets it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from ledger.cli.reading import read
from ledger.kernel.ids import id_text, new_id, read_id
from ledger.services.books import bookkeeping
from ledger.store.books import books
from tests.cast import NOW, book, lunch

KEYS = ["on", "kind", "amount", "currency", "category", "account", "from", "to", "rate", "payee", "project", "for",
        "parts", "unsure", "names", "tags"]


def _read(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(read, list(words))


def _answer(app: Flask, *words: str) -> dict[str, Any]:
    done = _read(app, *words, "--on", "2026-11-21", "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    return dict(json.loads(done.stdout))


def test_a_line_is_answered_with_every_field_and_codes_for_accounts(app: Flask) -> None:
    answer = _answer(app, "昨天 打车 35.5 支付宝")
    assert list(answer) == KEYS
    assert answer == {
        "on": "2026-11-20", "kind": "expense", "amount": "35.50", "currency": "CNY", "category": "expense:transport",
        "account": "asset:wallet:alipay", "from": None, "to": None, "rate": None, "payee": None, "project": None,
        "for": None, "parts": [], "unsure": [],
        "names": {"expense:transport": "Transport", "asset:wallet:alipay": "Alipay"}, "tags": [],
    }


def test_rate_project_whom_and_parts_are_answered(app: Flask) -> None:
    abroad = _answer(app, "hotel USD 20@7.1 card @kyoto for mum")
    assert (abroad["amount"], abroad["currency"], abroad["rate"]) == ("20.00", "USD", "7.1")
    assert (abroad["project"], abroad["for"], abroad["unsure"]) == ("kyoto", "mum", [])
    split = _answer(app, "菜60+洗衣液38 微信")
    assert split["parts"] == [{"amount": "60.00", "category": "expense:food:groceries"},
                              {"amount": "38.00", "category": "expense:daily"}]
    assert (split["amount"], split["names"]["expense:daily"]) == ("98.00", "Household goods")
    unknown = _answer(app, "milk 12 + thingummy 30 cash")
    assert unknown["parts"][1] == {"amount": "30.00", "category": None} and unknown["unsure"] == ["parts"]


def test_a_refund_with_its_rate_is_said_back_in_one_line(app: Flask) -> None:
    done = _read(app, "refund hotel USD 20@7.1 card @kyoto for mum", "--on", "2026-11-21")
    assert done.stdout == "2026-11-21 · refund · 20.00 · USD · @7.1 · Travel · Credit card · @kyoto · for mum\n"


def test_a_transfer_says_from_and_to(app: Flask) -> None:
    answer = _answer(app, "微信 转 银行 500", "--locale", "zh-CN")
    assert (answer["kind"], answer["account"], answer["category"]) == ("transfer", None, None)
    assert (answer["from"], answer["to"]) == ("asset:wallet:wechat", "asset:bank:joint")
    assert answer["names"] == {"asset:wallet:wechat": "微信", "asset:bank:joint": "共同账户"}


def test_what_is_unsure_is_named_as_the_answer_names_it(app: Flask) -> None:
    assert _answer(app, "transfer 500")["unsure"] == ["from", "to"]
    assert _answer(app, "+500 bank")["unsure"] == ["kind", "category"]
    assert _answer(app, "hello")["unsure"] == ["amount", "category", "account"]


def test_another_scene_has_words_of_its_own(app: Flask) -> None:
    answer = _answer(app, "museum 120 kitty", "--scene", "travel", "--currency", "eur")
    assert (answer["account"], answer["currency"]) == ("asset:kitty", "EUR")


def test_a_ledger_reads_with_what_it_remembers(app: Flask) -> None:
    with app.extensions["house_database"].transaction() as session:
        seat = book(session)
        bookkeeping.record(session, seat, lunch(session, seat), NOW)
    answer = _answer(app, "Old Street 28", "--book", id_text(seat.book_id))
    assert answer["payee"] == "Old Street"
    assert (answer["category"], answer["account"]) == ("expense:food:dining", "asset:wallet:wechat")
    assert answer["unsure"] == []


def test_without_json_the_line_is_said_back(app: Flask) -> None:
    done = _read(app, "lunch 32+6", "--on", "2026-11-21")
    assert done.stdout == "2026-11-21 · expense · 38.00 · CNY · Dining · account?\n"


def test_today_is_the_day_it_is_at_home(app: Flask, today: object) -> None:
    assert json.loads(_read(app, "lunch 32", "--json").stdout)["on"] == "2026-11-21"


@pytest.mark.parametrize(("words", "code"), [
    (["--scene", "castle"], "missing"), (["--book", "nonsense"], "missing"), (["--book", "0cn2daarhp5x0"], "missing"),
    (["--currency", "XXX"], "unknown_currency"),
])
def test_what_is_not_there_is_refused_in_one_line(app: Flask, words: list[str], code: str) -> None:
    refused = _read(app, "lunch 32", *words, "--json")
    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["error"]["code"] == code
    assert refused.stderr.count("\n") == 1


@pytest.mark.parametrize(("email", "outcome"), [
    ("vic@example.org", (0, "")), ("ola@example.org", (1, "missing")), ("no one", (1, "not_an_address")),
    ("nobody@example.org", (1, "no_such_person")),
])
def test_somebody_named_reads_with_what_they_may_see(app: Flask, email: str, outcome: tuple[int, str]) -> None:
    people = {one: person_added(app, one) for one in ("vic@example.org", "ola@example.org")}
    with app.extensions["house_database"].transaction() as session:
        seat = book(session)
        member = replace(seat.member, member_id=new_id(), name="Vic", role="viewer",
                         person_id=people["vic@example.org"])
        books.add_member(session, seat.book_id, member, b"s" * 16, NOW)

    done = _read(app, "lunch 32", "--book", id_text(seat.book_id), "--as", email, "--json")

    assert (done.exit_code, json.loads(done.stdout).get("error", {}).get("code", "")) == outcome


def test_acting_as_somebody_needs_a_ledger_to_act_in(app: Flask) -> None:
    assert _read(app, "lunch 32", "--as", "vic@example.org").exit_code == 2


def person_added(app: Flask, email: str) -> int:
    words = ["person", "add", email, "--password", "correct horse battery", "--json"]
    return read_id(json.loads(app.test_cli_runner().invoke(args=words).stdout)["person"])


@pytest.mark.parametrize("words", [[], ["lunch 32", "--on", "yesterday"], ["lunch", "32"]])
def test_a_day_or_line_given_wrongly_is_wrong_usage(app: Flask, words: list[str]) -> None:
    assert _read(app, *words).exit_code == 2
