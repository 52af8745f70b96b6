"""What lies ahead, by a program."""

from __future__ import annotations

from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from tests.cast import NOW
from tests.ledger.api.programs import Program, token_of
from tests.ledger.services.ahead.lived import lived


def test_what_lies_ahead_and_whether_it_can_be_afforded(house, seat):
    with house.extensions["house_database"].transaction() as session:
        session.allow_books([seat.book_id])
        lived(session, seat)
    with clock.pinned(NOW):
        program = Program(house, token_of(house, seat.member.person_id), id_text(seat.book_id))
        read = program.get("ahead?days=30&amount=100.00&on=2026-12-03").json

    assert (read["on"], read["currency"], read["now"], read["lack"]) == ("2026-11-21", "CNY", "32660.00", None)
    assert (len(read["days"]), read["days"][0]["day"], read["chance_below_zero"]) == (30, "2026-11-22", 0)
    assert [(one["name"], one["amount"], one["source"]) for one in read["coming"]] == [
        ("Rent", "-4200.00", "planned"), ("Maple Works", "8000.00", "habit")]
    assert read["causes"][0]["amount"] == "-4200.00"
    assert (read["afford"]["answer"], read["afford"]["on"]) == ("yes", "2026-12-03")
    assert read["lowest"] == min(read["days"], key=lambda band: float(band["p50"]))


def test_what_is_missing_is_named(program):
    read = program.get("ahead").json

    assert (read["lack"], read["days"], read["lowest"]) == ("needs_balance", [], None)
    refused = program.get("ahead?amount=5")
    assert (refused.status_code, refused.json["code"]) == (409, "no_balance_to_forecast")
    assert program.get("ahead?days=366").status_code == 422
