"""What one of something used to cost: the same thing in the same unit, as it stands, as one may see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from ledger.domain.books.entry import Verb
from ledger.domain.books.said import Said
from ledger.domain.papers.measure import Measure
from ledger.services.books import bookkeeping, recording
from ledger.services.papers import pricing
from tests.cast import NOW, TODAY, book, cny, join, named


def bought(session, seat, amount, quantity="50", unit="kg", back=0, note="rice", **more):
    dining, wechat = named(session, seat, "dining").account_id, named(session, seat, "wechat").account_id
    said = Said(TODAY - timedelta(days=back), Verb.EXPENSE, cny(amount), dining, wechat, note=note,
                payee="Old Street", measure=Measure(quantity, unit))
    entry = replace(recording.entry_from(session, seat, said), **more)
    return bookkeeping.record(session, seat, entry, NOW).stands


def told(session, seat, kept):
    known = recording.accounts_in(session, seat)
    return [str(one.measured.price) for one in pricing.before(session, seat, kept, known)]


def test_the_last_prices_of_the_same_thing_stand_beside_it(session):
    mei = book(session)
    jun = join(session, mei, "Jun", "partner")
    for back, amount in enumerate(("305", "310", "295", "300", "320", "315"), 1):
        bought(session, mei, amount, back=back)
    bought(session, mei, "90", note="salt", back=1)
    bought(session, mei, "7", quantity="1", unit="jin", back=1)
    bought(session, mei, "1", visibility="private", back=1)
    gone = bought(session, mei, "2", back=1)
    bookkeeping.take_back(session, mei, gone.thing_id, 1, NOW)
    now = bought(session, mei, "330")

    assert told(session, jun, now) == ["6.10", "6.20", "5.90", "6.00", "6.40"]
    assert told(session, mei, now)[0] == "0.02", "her own private one is hers to see"


def test_without_a_note_it_is_what_the_same_payee_sold(session):
    mei = book(session)
    bought(session, mei, "300", note="", back=1)
    assert told(session, mei, bought(session, mei, "310", note="")) == ["6.00"]


def test_what_was_not_measured_has_no_price(session):
    mei = book(session)
    bought(session, mei, "300", back=1)
    assert told(session, mei, bought(session, mei, "310", quantity="", unit="")) == []
