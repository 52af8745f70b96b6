"""T20 for programs: a key does one thing however often it comes, and reading writes nothing."""

from __future__ import annotations

import threading
from collections import Counter

import pytest
import sqlalchemy as sa

from ledger.plumbing.rows import metadata
from tests.ledger.api.programs import Program
from tests.ledger.api.test_entries import LUNCH

RACERS = 20


def _count(program: Program) -> int:
    return len(program.get("entries?limit=200").json["items"])


def test_the_same_key_and_body_are_done_once_and_answered_the_same(program):
    first, second = program.post("entries", LUNCH, key="twice"), program.post("entries", LUNCH, key="twice")

    assert (first.status_code, first.data, first.content_type) == (second.status_code, second.data, second.content_type)
    assert (first.status_code, _count(program)) == (201, 1)


@pytest.mark.parametrize("other", ["body", "path"])
def test_the_same_key_for_something_else_is_refused(program, other):
    entry = program.post("entries", LUNCH, key="reused").json
    again = (program.post("entries", {**LUNCH, "amount": "33"}, key="reused") if other == "body"
             else program.delete(f"entries/{entry['id']}?version=1", key="reused"))

    assert (again.status_code, again.json["code"], _count(program)) == (422, "key_reused", 1)


def test_what_the_address_says_belongs_to_the_deed(program):
    entry = program.post("entries", LUNCH).json
    program.delete(f"entries/{entry['id']}?version=1", key="gone")

    assert program.delete(f"entries/{entry['id']}?version=2", key="gone").json["code"] == "key_reused"


def test_a_file_of_the_same_name_with_other_bytes_is_another_deed(program):
    first, same = program.upload(b"one", key="file"), program.upload(b"one", key="file")
    other = program.upload(b"two", key="file")

    assert (first.status_code, first.data) == (201, same.data)
    assert (other.status_code, other.json["code"]) == (422, "key_reused")


def test_a_key_is_free_again_after_a_refusal(program):
    refused = program.post("entries", {**LUNCH, "amount": "x"}, key="again")

    assert (refused.status_code, program.post("entries", LUNCH, key="again").status_code) == (422, 201)


def test_the_key_an_entry_brings_does_it_once_whatever_key_the_call_carries(program):
    made = {**LUNCH, "client_key": "made-offline"}
    first, resent = program.post("entries", made, key="call-1"), program.post("entries", made, key="call-2")

    assert (first.status_code, first.data, _count(program)) == (201, resent.data, 1)
    assert program.post("entries", made, key="call-2").data == first.data
    assert program.post("entries", {**made, "amount": "1"}, key="call-3").json["code"] == "key_reused"


@pytest.mark.parametrize("key", ["", "k" * 81, "clé", "a\tb"])
def test_every_deed_needs_a_key(program, key):
    headers = {"Authorization": f"Bearer {program.token}", **({"Idempotency-Key": key} if key else {})}
    asked = [("POST", f"books/{program.book}/entries"), ("POST", "books"),
             ("DELETE", f"books/{program.book}/entries/{program.book}?version=1")]

    for method, path in asked:
        answer = program.client.open(f"/api/v1/{path}", method=method, json=LUNCH, headers=headers)
        assert (answer.status_code, answer.json["code"]) == (400, "key_needed")
    assert _count(program) == 0


def test_two_people_may_use_the_same_key(house, program):
    from tests.cast import person
    from tests.ledger.api.programs import token_of

    with house.extensions["house_database"].transaction() as session:
        ola = person(session, "Ola")
    body = {"scene": "household", "name": "Mine"}
    asking = (program, Program(house, token_of(house, ola)))
    both = [one.post("/books", body, key="shared").json["id"] for one in asking]

    assert len(set(both)) == 2


def test_twenty_racers_with_one_key_record_one_entry(house, program):
    answers: Counter[tuple[int, bytes]] = Counter()

    def race() -> None:
        answer = Program(house, program.token, program.book).post("entries", LUNCH, key="race")
        answers[answer.status_code, answer.data] += 1

    racers = [threading.Thread(target=race) for _ in range(RACERS)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert sum(answers.values()) == RACERS and len(answers) == 1
    assert next(iter(answers))[0] == 201
    assert _count(program) == 1


def test_one_that_is_still_being_done_is_a_conflict(house, seat, program):
    """A claim whose effect never came, as another worker would see it in the middle of the deed."""
    from ledger.plumbing import clock
    from ledger.plumbing.identity import AnswerRow
    from ledger.plumbing.rows import table

    with house.extensions["house_database"].transaction() as session:
        session.allow_person(seat.member.person_id)
        session.run(sa.insert(table(AnswerRow)), {
            "person_id": seat.member.person_id, "key": "slow", "route": "", "body_digest": b"", "status": None,
            "headers": None, "body": None, "made_at": clock.now()})
    answer = program.post("entries", LUNCH, key="slow")

    assert (answer.status_code, answer.json["code"]) == (409, "still_doing")


def test_no_reading_changes_a_row(house, seat, program):
    from tests.ledger.api.world import arguments_of, routes

    entry = program.post("entries", LUNCH).json
    batch = program.upload("支付宝".encode()).json
    known = {"book": program.book, "entry": entry["id"], "batch": batch["id"], "account": entry["account"]}
    before, own = _everything(house, seat), {"Authorization": f"Bearer {program.token}"}
    assert sum(map(len, before.values())) > 50
    for route, operation in routes(house):
        if operation.method == "GET" and route.arguments <= set(known):
            assert program.client.get(arguments_of(house, route, known), headers=own).status_code == 200, route.rule

    assert _everything(house, seat) == before


def _everything(house, seat) -> dict[str, list[str]]:
    with house.extensions["house_database"].transaction(write=False) as session:
        session.allow_person(seat.member.person_id)
        session.allow_books([seat.book_id])
        return {table.name: sorted(map(repr, session.rows(sa.select(table)))) for table in metadata.sorted_tables}
