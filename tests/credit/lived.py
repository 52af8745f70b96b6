"""Mei's months as real books: a salary, a rent, needs of every day, and a card whose balance she carries; and Harbour,
whose live rule would move it. Recorded through the ledger's own services, each entry on its own day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from credit.domain.people.borrower import Borrower
from credit.domain.people.scope import Scope
from credit.services.lenders import opening as lenders
from credit.services.people import consenting, quieting
from credit.store.lenders import shelf
from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, Posting, Verb, Words
from ledger.domain.people.person import address_digest
from ledger.domain.planning.due import Repeats, Scheduled
from ledger.kernel.ids import new_id
from ledger.plumbing.db import Session
from ledger.services.books import bookkeeping, opening
from ledger.store.books import accounts
from ledger.store.people import persons
from ledger.store.planning import scheduled
from tests.cast import NOW, TODAY, book
from tests.credit.figures import Life
from tests.credit.lending import product, row, rule_set

KEYS = {"bank": "bank", "salary": "salary", "rent": "rent", "essential": "groceries", "other": "entertainment",
        "card": "credit_card", "interest": "card_interest", "opening": "opening"}
BORN = Borrower(date(1990, 4, 30), "CN")


@dataclass(frozen=True)
class Lived:
    """A person with a lived-in ledger, and the lender whose rule is live."""

    person_id: int
    seat: Seat
    lender_id: int = 0

    @property
    def book_id(self) -> int:
        return self.seat.book_id


def short_life(on: date = TODAY, months: int = 7) -> Life:
    """The revolving life with one entry of needs a day, so that it is quickly recorded."""
    life = Life(on, months, held=1_900_000).earns(1_000_000).rents(300_000)
    for day in life.days():
        life.books(day, (("essential", 12_000), ("other", 6_000), ("bank", -18_000)))
    return life.owes_on_card(1_200_000, pays=110_000, buys=92_000)


def live(session: Session, seat: Seat, life: Life) -> None:
    """Record a life in a ledger, oldest first, each entry at noon of its own day."""
    known = {account.pack_key: account for account in accounts.load(session, seat.book_id).values()}
    real = {account.account_id: known[KEYS[name]] for name, account in life.accounts.items()}
    card = known["credit_card"]
    opening.amend_account(session, seat, replace(card, card=life.account("card").card), 1, NOW)
    for entry in sorted(life.entries, key=lambda one: one.on):
        lines = tuple(Posting(real[line.account_id].account_id, line.minor, "CNY") for line in entry.postings)
        verb = Verb.OPENING if any(_is_opening(real[line.account_id]) for line in entry.postings) else Verb.JOURNAL
        at = datetime(entry.on.year, entry.on.month, entry.on.day, 4, tzinfo=UTC)
        bookkeeping.record(session, seat, Entry(entry.on, verb, lines, Words()), at)
    for item in life.planned:
        planned = Scheduled(new_id(), "", item.verb, real[item.account_id].account_id,
                            real[item.category_id].account_id, item.amount, item.next_day, Repeats.MONTHLY, 1)
        scheduled.add(session, seat.book_id, planned, b"s" * 16)


def mei(session: Session, *, allows: bool = True, life: Life | None = None) -> Lived:
    """Mei with her months, who allowed offers from her ledger and said who she is."""
    seat = book(session)
    person_id = seat.member.person_id or 0
    persons.claim_address(session, address_digest("mei@example.org"), person_id)
    live(session, seat, life or short_life())
    if allows:
        consenting.grant(session, person_id, Scope.PERSONALISED, NOW, book_id=seat.book_id)
    session.allow_person(person_id)
    quieting.introduce(session, person_id, BORN, TODAY, NOW)
    return Lived(person_id, seat)


def harbour(session: Session, name: str = "Harbour Bank", **changed: Any) -> int:
    """A licensed lender whose rule for carried cards is live; its number."""
    licence = lenders.Licence("L-1", date(2027, 12, 31))
    seat = lenders.add_lender(session, name, "CN", NOW, legal_name=f"{name} Ltd", contact="1 Quay", licence=licence)
    on_shelf(session, seat.lender_id, rule_set(row(("revolving_streak", "at_least", 2), months=[12])),
             product(commission={"amount": "60.00"}, **changed))
    return seat.lender_id


def on_shelf(session: Session, lender_id: int, rules: dict[str, Any], sold: dict[str, Any]) -> int:
    """Put a rule set with the one product it sells on the shelf; the rule set's number."""
    lender = lenders.lenders.get(session, lender_id)
    assert lender is not None
    rule_id = new_id()
    body = shelf.shelf_body(rules, {sold["id"]: shelf.pin(new_id(), 1, sold)}, lender.facts())
    shelf.put(session, lender_id, rule_id, 1, rules["need"], body, b"d" * 32, NOW)
    return rule_id


def a_world(session: Session, **how: Any) -> Lived:
    """Mei with her months, and Harbour's live rule."""
    lived = mei(session, **how)
    lender_id = harbour(session)
    session.allow_person(lived.person_id)
    return replace(lived, lender_id=lender_id)


def _is_opening(account: Account) -> bool:
    return account.pack_key == "opening"

