"""What falls due or waits for a word in the ledgers of a person, as they see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from ledger.domain.books.account import Account, Purpose
from ledger.domain.books.book import Book, Seat
from ledger.domain.books.entry import Verb
from ledger.domain.planning.allowance import Course
from ledger.domain.planning.due import next_due
from ledger.domain.planning.turn import Turn
from ledger.domain.reminders.wishes import Wishes
from ledger.kernel.errors import N_
from ledger.kernel.ids import id_text
from ledger.plumbing.db import Session
from ledger.plumbing.language import catalogue, match_language
from ledger.services.books.quick import accounts_in
from ledger.services.debts import loans
from ledger.services.planning import budgeting, scheduling, turning
from ledger.store.books import books, sums
from ledger.store.planning import turns

_EVERYTHING = N_("All spending")


@dataclass(frozen=True, slots=True)
class Falling:
    """One thing: the book, the day, and what it is (`planned`, `card`, `loan`, `waiting` or `budget`) by number.

    `on` is the day it falls due, came or began; `name` may be empty.
    """

    book: Book
    what: str
    number: int
    on: date
    name: str

    @property
    def thing(self) -> str:
        """What it is remembered by once it was told."""
        return f"{id_text(self.book.book_id)}:{self.what}:{id_text(self.number)}:{self.on.isoformat()}"

    @property
    def path(self) -> str:
        """The page it is dealt with on."""
        book, number = id_text(self.book.book_id), id_text(self.number)
        places = {"card": f"cards/{number}", "loan": f"loans/{number}", "budget": f"budgets/{number}"}
        return f"/books/{book}/{places.get(self.what, 'planned')}"


def seats(session: Session, person_id: int, wishes: Wishes) -> list[Seat]:
    """Where a person sits in the open books their reminders are about."""
    mine = books.memberships(session, person_id)
    known = books.load(session, mine)
    return [Seat(known[number], member, member.member_id) for number, member in mine.items()
            if number in known and not known[number].closed and wishes.is_about(number)]


def falling(session: Session, person_id: int, wishes: Wishes, language: str, today: date) -> list[Falling]:
    """What falls due from today on within the days wished for, waits for a word, or is nearly used; soonest first."""
    language, until = match_language(language), today + timedelta(days=wishes.due_days + 1)
    found = chain.from_iterable(
        _of_book(session, seat, language, today, until) for seat in seats(session, person_id, wishes))
    return sorted(found, key=lambda one: (one.on, one.name, one.thing))


def waiting(session: Session, person_id: int) -> list[tuple[Book, int]]:
    """The ledgers in which turns wait for a person's word, and how many."""
    some = [seat for seat in seats(session, person_id, Wishes()) if turns.waiting(session, seat.book_id, 1)]
    counted = [(seat.book, len(turning.waiting(session, seat))) for seat in some]
    return [(book, count) for book, count in counted if count]


def _of_book(session: Session, seat: Seat, language: str, today: date, until: date) -> Iterator[Falling]:
    known, items = accounts_in(session, seat), [one.item for one in scheduling.planned(session, seat)]
    for item in items:
        target = known.get(item.category_id or 0, known[item.account_id])
        for day in item.days(today, until):
            yield Falling(seat.book, "planned", item.item_id, day, item.name or _called(target, language))
    paid = {item.category_id for item in items if item.verb == Verb.TRANSFER.value}
    debts = {number: account for number, account in known.items() if number not in paid and not account.closed}
    yield from _cards(session, seat, debts, language, today, until)
    for account in debts.values():
        if account.purpose is Purpose.LOAN and account.loan is not None:
            course = loans.of_account(session, seat, known, account).course
            row = course.next if course else None
            if row is not None and row.due is not None and today <= row.due < until:
                yield Falling(seat.book, "loan", account.account_id, row.due, _called(account, language))
    for shown in turning.waiting(session, seat):
        yield _waiting(seat, shown.turn, shown.item.name or _called(shown.target or shown.account, language))
    yield from _budgets(session, seat, language, today)


def _cards(
    session: Session, seat: Seat, debts: Mapping[int, Account], language: str, today: date, until: date
) -> Iterator[Falling]:
    """Cards something is owed on whose day to pay comes."""
    cards = [one for one in debts.values() if one.purpose is Purpose.CARD and one.card and one.card.due_day]
    held = sums.balances(session, seat.book_id, today) if cards else {}
    for account in cards:
        day = next_due(account.card.due_day or 1, today) if account.card else until
        owed = -sum(home for (number, _), (_, home) in held.items() if number == account.account_id)
        if owed > 0 and day < until:
            yield Falling(seat.book, "card", account.account_id, day, _called(account, language))


def _waiting(seat: Seat, turn: Turn, name: str) -> Falling:
    return Falling(seat.book, "waiting", turn.item_id, turn.on, name)


def _budgets(session: Session, seat: Seat, language: str, today: date) -> Iterator[Falling]:
    """Budgets of which little or nothing is left in the turn of today."""
    for one in budgeting.budgets(session, seat, today):
        turn = one.allowance.turn
        if one.allowance.course is Course.RUNNING and (turn.is_nearly_used or turn.is_over):
            name = one.budget.name or ", ".join(_called(account, language) for account in one.named)
            yield Falling(seat.book, "budget", one.budget.budget_id, turn.period.start,
                          name or str(catalogue(language).gettext(_EVERYTHING)))


def _called(account: Account, language: str) -> str:
    return account.names.get(language) or account.names.get("en") or next(iter(account.names.values()), "")
