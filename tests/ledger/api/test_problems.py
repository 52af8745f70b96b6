"""Whatever a program sends wrongly, it is told as a problem: never a page, never a fault of ours."""

from __future__ import annotations

import json

import pytest

from tests.ledger.api.programs import Program
from tests.ledger.api.test_entries import LINES, LUNCH

pytestmark = pytest.mark.parametrize("shared_url", ["sqlite"], indirect=True, scope="module")
"""What is refused here never reaches the database, so one engine is enough."""


def _problem(answer, status: int, code: str, field: str | None = None) -> dict:
    told = answer.json
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json"), answer.text
    assert told["type"] == f"/api/v1/problems/{told['code']}"
    assert told["title"] and told["detail"] and told["status"] == status
    assert (told["code"], told.get("field")) == (code, field)
    return told


@pytest.mark.parametrize(("amount", "code"), [
    ("NaN", "not_decimal"), ("Infinity", "not_decimal"), ("1e1000000", "not_decimal"), ("1E3", "not_decimal"),
    ("１，２３", "ambiguous_amount"), ("３２", "not_decimal"), ("1,234", "not_decimal"),
    ("1,5", "ambiguous_amount"),
    ("1.2.3", "two_points"), ("32+6", "not_decimal"), ("¥32", "not_decimal"), (" 32", "not_decimal"),
    ("", "not_decimal"), ("9" * 16, "not_decimal"), ("9" * 400, "not_decimal"), ("32.501", "too_many_digits"),
    ("999999999999999", "amount_too_large"), ("0", "no_amount"), ("-32", "negative_amount"), ("32\n", "not_decimal"),
    (32, "wrong_form"), (32.5, "wrong_form"), (True, "wrong_form"), ([], "wrong_form"), ({}, "wrong_form"),
])
def test_an_amount_is_exact_decimal_text_or_refused_by_its_field(program, amount, code):
    _problem(program.post("entries", {**LUNCH, "amount": amount}), 422, code, "amount")


@pytest.mark.parametrize("day", [
    0, 1, 20261120, 1.5, True, None, "", "0", "2026-11-31", "2026-11-20T00:00:00", "20261120", "2026-W47-5",
    "２０２６-11-20", "0000-01-01", "9999-01-01", "1899-12-31",
])
def test_a_day_is_written_out_and_never_a_number(program, day):
    told = program.post("entries", {**LUNCH, "on": day})

    assert (told.status_code, told.json["field"]) == (422, "on")


@pytest.mark.parametrize(("changed", "code", "field"), [
    ({"amuont": "1"}, "no_such_field", "amuont"), ({"verb": "steal"}, "not_a_choice", "verb"),
    ({"verb": None}, "not_a_choice", "verb"), ({"currency": "XXX"}, "unknown_currency", "currency"),
    ({"currency": "cny"}, "not_a_choice", "currency"), ({"account": "asset:nowhere"}, "not_a_choice", "account"),
    ({"account": "0000000000001"}, "not_a_choice", "account"), ({"account": None}, "needed", "account"),
    ({"account": "expense:daily"}, "not_a_place", "account"), ({"category": None}, "no_category", "category"),
    ({"category": "asset:cash"}, "not_a_category", "category"), ({"note": "n" * 2_001}, "too_long", "note"),
    ({"payee": "p" * 201}, "too_long", "payee"), ({"rate": "0", "currency": "KWD"}, "rate_not_positive", "rate"),
    ({"parts": [{"category": "expense:daily", "amount": "x"}]}, "not_decimal", "parts.0.amount"),
    ({"parts": [{"category": "expense:daily"}]}, "needed", "parts.0.amount"),
    ({"parts": {}}, "wrong_form", "parts"), ({"client_key": "k" * 81}, "too_long", "client_key"),
    ({"client_key": "钥匙"}, "not_a_choice", "client_key"),
])
def test_a_field_that_does_not_fit_is_named(program, changed, code, field):
    _problem(program.post("entries", {**LUNCH, **changed}), 422, code, field)


@pytest.mark.parametrize(("changed", "code", "field"), [
    ({"amount": "-13.00"}, "unbalanced", "postings"),
    ({"account": "asset:nowhere"}, "not_a_choice", "postings.2.account"),
    ({"amount": "1.001"}, "too_many_digits", "postings.2.amount"), ({"amount": 5}, "wrong_form", "postings.2.amount"),
])
def test_a_line_that_does_not_fit_is_named(program, changed, code, field):
    lines = [*LINES["postings"][:2], {**LINES["postings"][2], **changed}]

    _problem(program.post("entries", {**LINES, "postings": lines}), 422, code, field)


def test_too_few_and_too_many_lines_are_refused(program):
    line = LINES["postings"][0]

    _problem(program.post("entries", {**LINES, "postings": [line]}), 422, "too_few_postings", "postings")
    _problem(program.post("entries", {**LINES, "postings": [line] * 51}), 422, "too_many_postings", "postings")


def test_every_fault_of_a_body_is_named_at_once(program):
    told = _problem(program.post("entries", {**LUNCH, "on": "x", "amount": "y", "z": 1}), 422, "not_a_day", "on")

    assert [(one["code"], one["field"]) for one in told["errors"]] == [
        ("not_a_day", "on"), ("not_decimal", "amount"), ("no_such_field", "z")]


@pytest.mark.parametrize("content", [
    b"{", b"nonsense", b"\xff\xfe", b'{"on": NaN}', b"[" * 100_000, b'{"a":' * 50_000, b'"\\ud800"', b"\x00",
    b'{"on": "2026-11-20", "verb": "expense", "note": "\\ud800"}',
])
def test_a_body_that_is_no_json_cannot_be_read(program, content):
    answer = program.send("entries", content)

    assert (answer.status_code, answer.content_type) in [(400, "application/problem+json"),
                                                         (422, "application/problem+json")]


@pytest.mark.parametrize("content", [b"[]", b"null", b'"text"', b"1", b"true"])
def test_json_that_is_no_object_has_the_wrong_form(program, content):
    _problem(program.send("entries", content), 422, "wrong_form")


def test_other_types_and_large_bodies_are_refused(program):
    body = json.dumps(LUNCH).encode()
    large = json.dumps({**LUNCH, "note": "n" * 1_100_000}).encode()

    for mimetype in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""):
        _problem(program.send("entries", body, mimetype), 415, "not_this_type")
    _problem(program.send("entries", large), 413, "body_too_large")


def test_addresses_and_methods_that_are_not_there(program):
    _problem(program.get("/nowhere"), 404, "missing")
    _problem(program.get("/books/not-an-id"), 404, "missing")
    _problem(program.get("entries/not-an-id"), 404, "missing")
    wrong = program.client.put("/api/v1/books")
    _problem(wrong, 405, "wrong_method")
    assert "GET" in wrong.headers["Allow"]


@pytest.mark.parametrize(("path", "code", "field"), [
    ("entries?after=hostile", "bad_cursor", "after"), ("entries?after=WzFd.xxxx", "bad_cursor", "after"),
    ("entries?limit=0", "not_a_choice", "limit"), ("entries?limit=201", "not_a_choice", "limit"),
    ("entries?limit=-1", "wrong_form", "limit"), ("entries?limit=１", "wrong_form", "limit"),
    ("entries?limit=" + "9" * 40, "wrong_form", "limit"), ("entries?limit=1&limit=2", "said_twice", "limit"),
    ("entries?colour=red", "no_such_field", "colour"), ("entries?since=0", "not_a_day", "since"),
    ("entries?low=1e9", "not_decimal", "low"), ("entries?category=x", "not_a_choice", "category"),
    ("entries?verb=steal", "not_a_choice", "verb"), ("reports/register", "needed", "account"),
    ("changes?after=x", "wrong_form", "after"), ("accounts?after=x", "bad_cursor", "after"),
    ("imports?after=x", "bad_cursor", "after"), ("members?after=x", "bad_cursor", "after"),
])
def test_a_parameter_that_does_not_fit_is_named(program, path, code, field):
    _problem(program.get(path), 422, code, field)


def test_the_cursor_of_one_list_is_none_of_another(program):
    theirs = program.get("accounts?limit=1").json["next"]

    _problem(program.get(f"entries?after={theirs}"), 422, "bad_cursor", "after")


@pytest.mark.parametrize(("wished", "language", "said"), [
    ("zh-CN", "zh-Hans", "没有"), ("zh-TW,en;q=0.5", "zh-Hant", "沒有"), ("fr", "en", "nothing"),
])
def test_a_problem_is_told_in_the_language_asked_for(program, wished, language, said):
    answer = program.get("/nowhere", **{"Accept-Language": wished})

    assert answer.headers["Content-Language"] == language
    assert said in answer.json["detail"]


def test_without_a_wish_the_persons_own_language_is_spoken(house, seat, program):
    from ledger.services.people import preferences

    with house.extensions["house_database"].transaction() as session:
        session.allow_person(seat.member.person_id)
        preferences.prefer_language(session, seat.member.person_id, "zh-Hans")

    assert program.get("entries/0000000000001").headers["Content-Language"] == "zh-Hans"


def test_a_locked_month_and_a_closed_book_refuse_as_problems(house, seat, program):
    from datetime import date

    from ledger.plumbing import clock
    from ledger.services.books import opening

    with house.extensions["house_database"].transaction() as session:
        session.allow_books([seat.book_id])
        opening.change_settings(session, seat, 1, clock.now(), name="Home", zone="UTC", home_currency="CNY",
                                pigment="", locked_until=date(2026, 10, 31), closed=False)
    locked = program.post("entries", {**LUNCH, "on": "2026-10-31"})
    _problem(locked, 409, "month_locked", "on")


def test_a_request_from_another_site_is_refused(program):
    answer = program.post("entries", LUNCH, **{"Sec-Fetch-Site": "cross-site"})

    _problem(answer, 403, "from_elsewhere")


def test_a_fault_of_ours_is_a_problem_too(house, program: Program, monkeypatch):
    from ledger.api.journal import entries

    house.config["PROPAGATE_FAULTS"] = False
    monkeypatch.setattr(entries.journal, "page", lambda *_, **__: 1 // 0)
    answer = program.get("entries")
    house.config["PROPAGATE_FAULTS"] = True

    _problem(answer, 500, "our_fault")
