"""Entries by a program: recorded in either shape, listed, put right, taken back, restored, and followed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.ledger.api.programs import Program

LUNCH = {"on": "2026-11-20", "verb": "expense", "amount": "32.50", "category": "expense:food:dining",
         "account": "asset:wallet:wechat", "payee": "Old Street", "note": "lunch"}
LINES = {"on": "2026-11-20", "postings": [
    {"account": "expense:food:dining", "amount": "20.00", "currency": "CNY"},
    {"account": "expense:transport", "amount": "12.50"},
    {"account": "asset:wallet:wechat", "amount": "-32.50", "currency": "CNY"},
]}


def _ids(program: Program) -> dict[str, str]:
    return {one["code"]: one["id"] for one in program.get("accounts?limit=200").json["items"]}


def _recorded(program: Program, **changed: Any) -> dict[str, Any]:
    answer = program.post("entries", {**LUNCH, **changed})
    assert answer.status_code == 201, answer.text
    return answer.json


def test_an_expense_is_recorded_by_its_verb(program):
    entry, ids = _recorded(program), _ids(program)

    assert {name: entry[name] for name in ("on", "verb", "amount", "currency", "status", "version", "payee")} == {
        "on": "2026-11-20", "verb": "expense", "amount": "32.50", "currency": "CNY", "status": "posted", "version": 1,
        "payee": "Old Street"}
    assert (entry["category"], entry["account"]) == (ids["expense:food:dining"], ids["asset:wallet:wechat"])
    assert [(one["code"], one["amount"], one["home"]) for one in entry["postings"]] == [
        ("expense:food:dining", "32.50", "32.50"), ("asset:wallet:wechat", "-32.50", "-32.50")]
    assert program.get(f"entries/{entry['id']}").json == entry


def test_identifiers_name_accounts_as_well_as_codes_do(program):
    ids = _ids(program)
    entry = _recorded(program, category=ids["expense:food:dining"], account=ids["asset:wallet:wechat"])

    assert entry["category"] == ids["expense:food:dining"]


def test_an_entry_is_recorded_as_its_lines(program):
    entry = program.post("entries", LINES).json

    assert (entry["verb"], entry["amount"]) == ("journal", None)
    assert [one["amount"] for one in entry["postings"]] == ["20.00", "12.50", "-32.50"]


@pytest.mark.parametrize(("changed", "expected"), [
    ({"verb": "income", "category": "income:salary"}, "-32.50"),
    ({"verb": "refund"}, "-32.50"),
])
def test_money_that_comes_in_is_said_by_its_verb(program, changed, expected):
    assert _recorded(program, **changed)["postings"][0]["amount"] == expected


def test_a_transfer_moves_and_a_foreign_one_is_exchanged(program):
    base = {"on": "2026-11-20", "verb": "transfer", "amount": "100", "account": "asset:cash", "to": "asset:bank:joint"}
    moved = program.post("entries", base).json
    changed = program.post("entries", {**base, "currency": "CNY", "got": {"amount": "14.00", "currency": "USD"},
                                       "rate": "7.1"}).json

    assert (moved["verb"], moved["to"]) == ("transfer", _ids(program)["asset:bank:joint"])
    assert changed["verb"] == "exchange"
    assert {(one["amount"], one["currency"]) for one in changed["postings"]} >= {("14.00", "USD"), ("-100.00", "CNY")}


def test_parts_divide_the_amount_beside_a_category_and_make_it_up_without_one(program):
    parts = [{"category": "expense:transport", "amount": "12.50"}]
    beside = _recorded(program, parts=parts)
    alone = _recorded(program, category=None, amount=None,
                      parts=[*parts, {"category": "expense:daily", "amount": "7.50"}])
    off = program.post("entries", {**LUNCH, "category": None, "parts": parts})

    assert [one["amount"] for one in beside["postings"]] == ["20.00", "12.50", "-32.50"]
    assert [one["amount"] for one in alone["postings"]] == ["12.50", "7.50", "-20.00"]
    assert (off.status_code, off.json["code"], off.json["field"]) == (422, "parts_off", "parts")


def test_members_bear_shares_that_add_up(program):
    me = program.get("members").json["items"][0]["id"]
    lin = program.post("members", {"name": "Lin"}).json["id"]
    shares = [{"member": me, "amount": "20.00"}, {"member": lin, "amount": "12.50"}]
    entry = _recorded(program, shares=shares)
    off = program.post("entries", {**LUNCH, "shares": shares[:1]})
    stranger = program.post("entries", {**LUNCH, "shares": [{**shares[0], "member": "0000000000001"}, shares[1]]})

    assert entry["postings"][0]["shares"] == sorted(shares, key=lambda share: share["member"])
    assert (off.status_code, off.json["code"]) == (422, "shares_off")
    assert (stranger.status_code, stranger.json["field"]) == (422, "shares")


def test_a_days_takings_come_in_by_their_channels(program):
    channels = [{"account": "asset:cash", "amount": "300"}, {"account": "asset:wallet:wechat", "amount": "120.50"}]
    entry = program.post("entries", {"on": "2026-11-20", "verb": "takings", "category": "income:side",
                                     "channels": channels}).json

    assert [one["amount"] for one in entry["postings"]] == ["300.00", "120.50", "-420.50"]


def test_putting_right_keeps_the_identifier_and_raises_the_version(program):
    first = _recorded(program)
    second = program.post(f"entries/{first['id']}/amend", {**LUNCH, "amount": "35.00", "version": 1}).json
    third = program.post(f"entries/{first['id']}/amend", {**LINES, "version": 2}).json

    assert [one["id"] for one in (second, third)] == [first["id"]] * 2
    assert [(one["version"], one["postings"][0]["amount"]) for one in (second, third)] == [(2, "35.00"), (3, "20.00")]
    assert second["entry"] != first["entry"]


def test_a_stale_version_is_a_conflict_that_names_the_one_that_stands(program):
    entry = _recorded(program)
    again = {**LUNCH, "note": "lunch with Jun", "version": 1}
    program.post(f"entries/{entry['id']}/amend", again)
    stale = program.post(f"entries/{entry['id']}/amend", {**again, "note": "lunch alone"})
    gone = program.delete(f"entries/{entry['id']}?version=1")

    for answer in (stale, gone):
        assert (answer.status_code, answer.json["code"], answer.json["version"]) == (409, "stale_entry", 2)
        assert answer.content_type == "application/problem+json"


def test_taken_back_and_restored(program):
    entry = _recorded(program)
    gone = program.delete(f"entries/{entry['id']}?version=1").json
    listed = program.get("entries").json["items"]
    back = program.post(f"entries/{entry['id']}/restore").json

    assert (gone["status"], listed, back["status"]) == ("taken_back", [], "posted")
    assert [one["id"] for one in program.get("entries").json["items"]] == [entry["id"]]


def test_every_deed_done_to_an_entry_is_told(program):
    entry = _recorded(program)
    program.post(f"entries/{entry['id']}/amend", {**LUNCH, "amount": "35.00", "version": 1})
    program.delete(f"entries/{entry['id']}?version=2")
    steps = program.get(f"entries/{entry['id']}/history").json["items"]

    assert [(one["deed"], one["actor_kind"], one["changed"]) for one in steps] == [
        ("take_back", "token", []), ("amend", "token", ["amount"]), ("record", "token", [])]
    assert steps[0]["left"] is None and steps[2]["left"]["amount"] == "32.50"


def _every(program: Program, path: str, key: Callable[[dict[str, Any]], Any]) -> list[Any]:
    found, after = [], ""
    while True:
        page = program.get(f"{path}{'&' if '?' in path else '?'}limit=2&after={after}").json
        found += [key(one) for one in page["items"]]
        after = page["next"]
        if after is None:
            return found


def test_a_list_goes_on_by_its_cursor_until_its_end(program):
    recorded = [_recorded(program, on=f"2026-11-{day:02}", note=f"n{day}")["id"] for day in range(1, 8)]

    assert _every(program, "entries", lambda one: one["id"]) == recorded[::-1]
    assert _every(program, "entries?q=n3", lambda one: one["id"]) == [recorded[2]]


@pytest.mark.parametrize(("query", "expected"), [
    ("q=taxi", ["taxi"]), ("category={expense:transport}", ["taxi"]), ("account={asset:cash}", ["taxi"]),
    ("low=40", ["taxi"]), ("high=40", ["lunch"]), ("since=2026-11-20", ["lunch"]), ("until=2026-11-19", ["taxi"]),
    ("verb=refund", []), ("verb=expense", ["lunch", "taxi"]),
])
def test_a_list_is_narrowed_as_the_journal_is(program, query, expected):
    ids = _ids(program)
    _recorded(program)
    _recorded(program, on="2026-11-19", amount="48", category="expense:transport", account="asset:cash", note="taxi")
    for code, account in ids.items():
        query = query.replace(f"{{{code}}}", account)

    assert [one["note"] for one in program.get(f"entries?{query}").json["items"]] == expected


def test_the_register_tells_the_balance_after_each_entry(program):
    for day, amount in enumerate(("10", "20", "30"), 1):
        _recorded(program, on=f"2026-11-{day:02}", amount=amount)
    wechat = _ids(program)["asset:wallet:wechat"]

    lines = _every(program, f"reports/register?account={wechat}", lambda one: (one["amount"], one["balance"]))
    assert lines == [("-30.00", "-60.00"), ("-20.00", "-30.00"), ("-10.00", "-10.00")]


def test_the_month_answers_in_decimal_text(program):
    _recorded(program)
    month = program.get("reports/month?month=2026-11").json

    assert (month["month"], month["went_out"], month["left"]) == ("2026-11", "32.50", "-32.50")
    assert [(one["code"], one["amount"]) for one in month["spending"]] == [("expense:food:dining", "32.50")]
    assert program.get("reports/month?month=2026-13").json["code"] == "not_a_month"
    assert program.get("reports/horoscope").status_code == 404


def test_what_happened_is_followed_from_a_sequence_on(program):
    entry = _recorded(program)
    program.delete(f"entries/{entry['id']}?version=1")
    first = program.get("changes?after=0&limit=2").json
    rest = program.get(f"changes?after={first['next']}").json

    told = [(one["seq"], one["deed"], one["kind"]) for one in first["items"] + rest["items"]]
    assert told == [(1, "open", "book"), (2, "record", "entry"), (3, "take_back", "entry")]
    assert rest["items"][0]["ids"] == [entry["id"]]
    assert (rest["next"], rest["revision"]) == (None, 3)


def test_a_foreign_currency_without_a_rate_asks_for_one(program):
    asked = program.post("entries", {**LUNCH, "currency": "KWD"})
    given = _recorded(program, currency="KWD", rate="23.1")

    assert (asked.status_code, asked.json["code"], asked.json["field"]) == (409, "rate_needed", "rate")
    assert (given["amount"], given["postings"][0]["home"], given["rate"]) == ("32.500", "750.75", "23.1")


def test_control_characters_are_dropped_as_in_a_form(program):
    entry = program.post("entries", {**LUNCH, "note": "lu\u0000nch\nwith Jun", "payee": " Old\u0007 Street "}).json

    assert (entry["note"], entry["payee"]) == ("lunch\nwith Jun", "Old Street")
