"""Ledgers by a program: opening one, its accounts, its people, the scenes, and whom the token acts for."""

from __future__ import annotations

from ledger.kernel.ids import id_text
from ledger.services.books import opening
from tests.ledger.api.programs import Program, token_of


def test_a_token_knows_whom_it_acts_for_and_what_it_is_good_for(house, seat):
    program = Program(house, token_of(house, seat.member.person_id, ("books:read",)))
    me = program.get("/me").json

    assert (me["id"], me["email"], me["scopes"]) == (id_text(seat.member.person_id), "mei@example.org", ["books:read"])


def test_a_ledger_is_opened_from_a_scene_and_listed(program):
    opened = program.post("/books", {"scene": "travel", "name": "Kyoto", "currency": "JPY", "zone": "Asia/Tokyo"})
    plain = program.post("/books", {"scene": "travel"})
    listed = program.get("/books").json

    assert (opened.status_code, opened.json["currency"], opened.json["role"]) == (201, "JPY", "owner")
    assert plain.json["name"] and plain.json["zone"] == "Asia/Shanghai"
    assert [one["id"] for one in listed["items"]] == [program.book, opened.json["id"], plain.json["id"]]
    assert program.get(f"/books/{opened.json['id']}").json == opened.json


def test_what_a_ledger_cannot_be_opened_from_is_refused_by_its_field(program):
    for changed, field in (({"scene": "moon"}, "scene"), ({"zone": "Mars/Olympus"}, "zone"), ({"zone": "../x"}, "zone"),
                           ({"currency": "XXX"}, "currency"), ({"name": "n" * 81}, "name")):
        answer = program.post("/books", {"scene": "travel", **changed})
        assert (answer.status_code, answer.json["field"]) == (422, field)


def test_books_go_on_by_their_cursor(program):
    made = [program.post("/books", {"scene": "travel"}).json["id"] for _ in range(3)]
    first = program.get("/books?limit=3").json
    rest = program.get(f"/books?limit=3&after={first['next']}").json

    assert [one["id"] for one in first["items"] + rest["items"]] == [program.book, *made]
    assert rest["next"] is None


def test_accounts_tell_what_is_on_them_and_one_is_opened(program):
    from tests.ledger.api.test_entries import LUNCH

    program.post("entries", LUNCH)
    opened = program.post("accounts", {"name": "Savings", "kind": "asset", "purpose": "bank", "currency": "CNY"})
    known = {one["code"]: one for one in program.get("accounts?limit=200").json["items"]}

    assert (opened.status_code, opened.json["code"]) == (201, "asset:bank:savings")
    assert known["asset:bank:savings"]["id"] == opened.json["id"]
    assert known["asset:wallet:wechat"]["held"] == [{"amount": "-32.50", "currency": "CNY"}]
    assert known["expense:food:dining"]["held"] == []


def test_an_account_that_cannot_be_is_refused_by_its_field(program):
    fine = {"name": "Savings", "kind": "asset", "purpose": "bank"}
    for changed, field in (({"purpose": "salary"}, "purpose"), ({"kind": "moon"}, "kind"), ({"name": " "}, "name"),
                           ({"kind": "expense", "purpose": "rent", "currency": "CNY"}, "currency")):
        answer = program.post("accounts", {**fine, **changed})
        assert (answer.status_code, answer.json["field"]) == (422, field)


def test_members_are_listed_and_one_without_a_sign_in_is_added(program):
    added = program.post("members", {"name": "Lin", "weight": 2})
    again = program.post("members", {"name": "Lin"})
    heavy = program.post("members", {"name": "Everybody", "weight": 10**30})

    assert (added.status_code, added.json["signs_in"], added.json["weight"]) == (201, False, 2)
    assert (again.status_code, again.json["code"]) == (422, "name_taken")
    assert (heavy.status_code, heavy.json["field"]) == (422, "weight")
    listed = program.get("members").json["items"]
    assert [(one["name"], one["you"]) for one in listed] == [("Mei", True), ("Lin", False)]


def test_the_scenes_are_those_a_ledger_is_opened_from(program):
    packs = program.get("/packs?limit=200").json["items"]

    assert [one["key"] for one in packs] == list(opening.scenes())
    assert all(one["names"]["zh-Hant"] and one["accounts"] and one["categories"] for one in packs)


def test_private_entries_of_others_are_not_there_at_all(house, seat, program):
    """Jun sees neither Mei's private entry nor that its deed is in the log."""
    from dataclasses import replace

    from ledger.services.books import bookkeeping
    from tests.cast import NOW, join, lunch

    with house.extensions["house_database"].transaction() as session:
        session.allow_books([seat.book_id])
        jun = join(session, seat, "Jun", "partner")
        hidden = bookkeeping.record(session, seat, replace(lunch(session, seat), visibility="private"), NOW)
    theirs = Program(house, token_of(house, jun.member.person_id), program.book)
    thing = id_text(hidden.stands.thing_id)

    assert program.get(f"entries/{thing}").status_code == 200
    assert theirs.get(f"entries/{thing}").status_code == 404
    assert theirs.get("entries").json["items"] == []
    assert [len(one.get("changes").json["items"]) for one in (program, theirs)] == [2, 1]
