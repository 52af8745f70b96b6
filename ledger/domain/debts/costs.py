"""Where the price of a loan is booked: which category takes its interest, and which its fees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ledger.domain.books.account import Account, Purpose

_GENERAL = ("borrowing", "interest")
_OF_CARDS = "card_interest"


def interest_category(known: Mapping[int, Account], loan: Account, used: Iterable[int] = ()) -> Account | None:
    """The category a loan's interest goes to: the one it went to last (`used`, oldest first), else the scene's own for
    this loan, else its general one; None where the book has none."""
    fitting = [one for one in known.values() if one.purpose is Purpose.INTEREST and one.is_category and not one.closed]
    by_id = {one.account_id: one for one in fitting}
    last = [by_id[one] for one in used if one in by_id]
    own = [one for one in fitting if loan.pack_key and one.pack_key == f"{loan.pack_key}_interest"]
    general = [one for one in fitting if one.pack_key in _GENERAL]
    other = sorted(fitting, key=lambda one: (one.pack_key == _OF_CARDS, one.position))
    return next(iter([*last[-1:], *own, *general, *other]), None)


def fee_category(known: Mapping[int, Account], interest: Account) -> Account:
    """The category a loan's fees go to: one for fees of credit, else where its interest goes."""
    fitting = (one for one in known.values()
               if one.purpose is Purpose.CARD_FEE and one.is_category and not one.closed)
    return next(fitting, interest)
