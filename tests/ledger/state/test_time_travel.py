"""The books as they were known: after random deeds, every report read at an old sequence says what it said then."""

import time
from datetime import date
from decimal import Decimal

import pytest

from ledger.services.books import checking, valuing
from tests.cast import NOW
from tests.ledger.services.files import bills
from tests.ledger.state.driver import Driver
from tests.ledger.state.travel import Traveller, differing, setting_out


def travelled(database, seed: int, deeds: int, stops: int):
    traveller = setting_out(database, seed)
    traveller.run(deeds, stops)
    begun = time.perf_counter()
    wrong = differing(traveller)
    took = time.perf_counter() - begun
    print(f"\nseed {seed}: {traveller.done}, {len(traveller.seen)} stops, read again in {took:.1f} s")
    assert wrong == []
    with database.transaction() as session:
        assert checking.verify(session, traveller.mei.book_id).faults == ()
        assert checking.rebuild(session, traveller.mei.book_id) == 0
    return traveller


def test_a_hundred_deeds_and_eight_stops(database):
    traveller = travelled(database, 5, 104, 8)

    assert len(traveller.seen) == 8
    assert {"step", "private", "purpose", "arrange", "bring"} <= set(traveller.done)


@pytest.mark.nightly
def test_a_thousand_deeds_and_fifty_stops(database):
    traveller = travelled(database, 17, 1_000, 50)

    assert len(traveller.seen) == 50


def test_what_waited_for_a_rate_then_waits_once_more(database):
    seat = bills.opened(database, currency="KZT")
    bills.imported(database, seat, bills.long_bill(12))
    traveller = Traveller(database, 1, seat, seat, Driver(1, seat, {}))
    traveller.look()
    with database.transaction() as session:
        valuing.give_rate(session, traveller.seat(session, seat), "CNY", date(2024, 1, 1), Decimal("70.5"), NOW)
    traveller.look()

    unvalued, valued = (hers["trial"] for hers, _ in traveller.seen.values())
    assert unvalued.unvalued > 0 == valued.unvalued
    assert differing(traveller) == []
