"""A bank's file brought by a program: sent either way, reviewed, recorded with its answers, put back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledger.api.programs import Program
from tests.ledger.services.files.bills import long_bill

ROWS = 50
BILL = long_bill(ROWS)


def _brought(program: Program, content: bytes = BILL) -> dict:
    brought = program.upload(content)
    assert (brought.status_code, brought.json["state"]) == (201, "reading")
    return program.get(f"imports/{brought.json['id']}").json


def test_a_file_is_read_recorded_and_put_back(program):
    batch = _brought(program)
    assert (batch["state"], batch["format"], batch["rows"]) == ("review", "alipay", ROWS)
    assert batch["created"] + batch["duplicates"] + batch["refused"] == ROWS

    posted = program.post(f"imports/{batch['id']}/confirm").json
    assert (posted["state"], posted["posted"], posted["questions"]) == ("posted", batch["created"], None)
    assert len(program.get("entries?limit=200").json["items"]) == batch["created"]
    again = program.post(f"imports/{batch['id']}/confirm").json
    assert again["posted"] == posted["posted"]

    undone = program.post(f"imports/{batch['id']}/undo").json
    assert (undone["state"], undone["reversed"]) == ("undone", batch["created"])
    assert program.get("entries").json["items"] == []


def test_money_in_is_money_accounted_for(program):
    sums = _brought(program)["sums"]

    assert set(sums) == {"in", "created", "duplicates", "refused"}
    for way in ("debit", "credit", "neutral"):
        parts = [sums[part].get("CNY", {}).get(way, "0") for part in ("created", "duplicates", "refused")]
        assert sum(int(one.replace(".", "")) for one in parts) == int(sums["in"]["CNY"][way].replace(".", ""))


def test_a_bare_body_is_as_good_as_a_form(program):
    bare = program.send("imports?name=bill.csv", BILL, "text/csv").json
    form = _brought(program)

    assert program.get(f"imports/{bare['id']}").json["sums"] == form["sums"]
    assert bare["name"] == form["name"] == "bill.csv"


def test_rows_are_told_in_the_order_of_the_file(program):
    batch = _brought(program)
    first = program.get(f"imports/{batch['id']}/rows?limit=30").json
    rest = program.get(f"imports/{batch['id']}/rows?limit=30&after={first['next']}").json
    left_out = program.get(f"imports/{batch['id']}/rows?show=left_out").json["items"]

    assert [row["n"] for row in first["items"] + rest["items"]] == list(range(ROWS))
    assert rest["next"] is None
    assert [row["problem"]["code"] for row in left_out] == ["nothing_moved"] * batch["left_out"]


def test_answers_decide_where_it_goes(program):
    ids = {one["code"]: one["id"] for one in program.get("accounts?limit=200").json["items"]}
    batch = _brought(program)
    asked = batch["questions"]
    answers = {
        "places": {place["name"]: ids["asset:cash"] for place in asked["places"]},
        "guesses": [{"what": one["what"], "payee": one["payee"], "category": ids["income:gifts"]}
                    for one in asked["guesses"]],
    }
    assert program.post(f"imports/{batch['id']}/confirm", answers).json["state"] == "posted"

    entries = program.get("entries?limit=200").json["items"]
    came_in = [one for one in entries if one["verb"] == "income"]
    assert {one["account"] for one in entries if one["verb"] == "expense"} == {ids["asset:cash"]}
    assert {one["category"] for one in came_in} == {ids["income:gifts"]}
    assert {one["imported"] for one in entries} == {batch["id"]}


@pytest.mark.parametrize(("answers", "field"), [
    ({"places": {"nowhere": "0000000000001"}}, "place"), ({"twins": {"x": True}}, "twins"),
    ({"halves": {"１": "0000000000001"}}, "halves"), ({"twins": {"1": "yes"}}, "twins.1"),
    ({"guesses": [{"what": "expense", "payee": "x", "category": "y"}]}, "guesses.0.category"), ({"x": 1}, "x"),
])
def test_an_answer_that_does_not_fit_is_named(program, answers, field):
    answer = program.post(f"imports/{_brought(program)['id']}/confirm", answers)

    assert (answer.status_code, answer.json["field"]) == (422, field)


def test_a_file_that_is_no_bill_is_said_on_the_import(program):
    batch = _brought(program, b"dear diary")

    assert (batch["state"], batch["rows"]) == ("failed", 0)
    assert batch["problem"]["code"] and batch["problem"]["detail"]


def test_a_file_that_is_not_there_or_sent_wrongly_is_refused(program):
    empty = program.upload(b"")
    bare = program.send("imports", b"", "text/csv")
    wrong = program.send("imports", BILL, "application/x-www-form-urlencoded")
    no_part = program.client.post(
        f"/api/v1/books/{program.book}/imports", data={"other": "x"}, content_type="multipart/form-data",
        headers={"Authorization": f"Bearer {program.token}", "Idempotency-Key": "no-part"})

    for answer in (empty, bare, no_part):
        assert (answer.status_code, answer.json["field"]) == (422, "file")
    assert (wrong.status_code, wrong.json["code"]) == (415, "not_this_type")


def test_imports_are_listed_newest_first(program):
    brought = [_brought(program, BILL + b"\n" * n)["id"] for n in range(3)]
    first = program.get("imports?limit=2").json
    rest = program.get(f"imports?limit=2&after={first['next']}").json

    assert [one["id"] for one in first["items"] + rest["items"]] == brought[::-1]
    assert rest["next"] is None


@pytest.mark.real_files
def test_a_real_bill_comes_to_what_its_manifest_says(program, real_files: Path):
    content = (real_files / "alipay/deb-sig__double-entry-generator/example-alipay-records.csv").read_bytes()
    batch = _brought(program, content)

    assert (batch["rows"], batch["created"], batch["left_out"]) == (10, 7, 3)
    assert batch["sums"]["in"] == {"CNY": {"debit": "211.64", "credit": "222228.50", "neutral": "247.37"}}
    assert program.post(f"imports/{batch['id']}/confirm").json["posted"] == 7
