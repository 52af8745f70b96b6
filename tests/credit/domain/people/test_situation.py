"""How often something was shown, and when a card was last paid by a loan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from credit.domain.people import situation
from ledger.kernel.figures import Move, Place

TODAY = date(2026, 11, 21)


@given(st.lists(st.integers(0, 60)))
def test_showings_are_counted_in_their_windows(ago: list[int]) -> None:
    counted = situation.shown([TODAY - timedelta(days=days) for days in ago], TODAY)

    assert counted == {
        "shown_today": sum(days == 0 for days in ago), "shown_week": sum(days < 7 for days in ago),
        "shown_month": sum(days < 30 for days in ago),
    }


def test_a_card_paid_by_a_loan_is_seen_in_the_books() -> None:
    moves = (
        Move(date(2026, 1, 5), 500, "debt_repaid", "loan", 1), Move(date(2026, 3, 5), 700, "debt_repaid", "bank", 2),
        Move(date(2026, 4, 5), -900, "card_purchase", "loan", 3),
    )
    card = Place(3, "liability", "card", False, 0, moves)

    assert situation.refinanced_on([card]) == date(2026, 1, 5)
    assert situation.refinanced_on([replace(card, purpose="bank")]) is None


def test_days_since_never_are_the_stated_most() -> None:
    assert situation.days_since(None, TODAY, 9_999) == 9_999
    assert situation.days_since(TODAY - timedelta(days=20_000), TODAY, 9_999) == 9_999
    assert situation.days_since(TODAY, TODAY, 9_999) == 0
