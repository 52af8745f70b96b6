"""Beginning to spread what an entry paid or received: it waits on an account of its own, and its parts are planned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Verb
from ledger.domain.planning.due import Repeats, Scheduled
from ledger.domain.planning.turn import Mode
from ledger.domain.spreading.entries import moved_to
from ledger.domain.spreading.plan import Plan
from ledger.domain.spreading.spread import Spread
from ledger.kernel.errors import N_, Conflict
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.plumbing.language import in_every_language
from ledger.services.books import bookkeeping, looking_back, opening
from ledger.services.books.quick import accounts_in
from ledger.services.planning import scheduling
from ledger.store.books import entries, log
from ledger.store.books.entries import Kept
from ledger.store.spreading import spreads

NAME_MAX = 60

_AHEAD = {
    Kind.EXPENSE: ("asset:prepaid:spread", Kind.ASSET, N_("Paid for later months")),
    Kind.INCOME: ("liability:prepaid:spread", Kind.LIABILITY, N_("Received for later months")),
}
_WEAR = ("expense:depreciation", N_("Wear of things"))
_VERBS = {Verb.EXPENSE: Kind.EXPENSE, Verb.INCOME: Kind.INCOME}


class NothingToSpread(Conflict):
    """An entry of which nothing can be spread: not spent or received on a category, taken back, or private."""

    message = N_("Only what was spent or received on a category, and everybody of the ledger sees, can be divided "
                 "over months.")


@dataclass(frozen=True, slots=True)
class Portion:
    """What of an entry stands on one category: what can be spread."""

    category: Account
    amount: Money


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: the category whose part is spread, its plan from the minor units, what stays at the end,
    what it is called, and whether its parts are recorded by themselves or wait for a word."""

    category_id: int
    planned: Callable[[int, date], Plan]
    name: str
    mode: Mode = Mode.POST
    residual: int = 0


def portions(session: Session, seat: Seat, kept: Kept) -> list[Portion]:
    """What of an entry can be spread, by category; nothing of one that is private or is neither cost nor income."""
    kind = _VERBS.get(kept.entry.verb)
    if kind is None or kept.entry.visibility != "book" or kept.entry.reverses is not None:
        return []
    known, found = accounts_in(session, seat), dict[tuple[int, str], int]()
    for one in kept.entry.postings:
        account = known.get(one.account_id)
        if account is None:
            return []
        if account.kind is kind:
            key = (one.account_id, one.currency)
            found[key] = found.get(key, 0) + (one.minor if kind is Kind.EXPENSE else -one.minor)
    return [Portion(known[number], Money(minor, currency)) for (number, currency), minor in found.items() if minor > 0]


def begin(session: Session, seat: Seat, thing_id: int, version: int, asked: Asked, now: datetime) -> Spread:
    """Spread what an entry says of a category: the entry is amended, and its parts are planned.

    Raises: Missing, NothingToSpread, and what the plan, amending and planning raise.
    """
    log.lock(session, seat.book_id)
    looking_back.check_seen(session, seat, thing_id)
    was = entries.standing_of(session, seat.book_id, thing_id)
    found = next((one for one in portions(session, seat, was) if one.category.account_id == asked.category_id),
                 None) if was else None
    if was is None or found is None:
        raise NothingToSpread()
    plan = asked.planned(found.amount.minor, was.entry.on)
    wait_on, bears = _accounts(session, seat, found, plan, asked.name, now)
    fresh = moved_to(was.entry, found.category.account_id, wait_on)
    done = bookkeeping.amend(session, seat, thing_id, version, fresh, now)
    verb = Verb.INCOME if bears.kind is Kind.INCOME else Verb.EXPENSE
    item = scheduling.add(session, seat, Scheduled(
        0, asked.name[:NAME_MAX], verb.value, wait_on.account_id, bears.account_id,
        Money(plan.minors[0], found.amount.currency), plan.first, Repeats.MONTHLY, plan.anchor, mode=asked.mode.value,
        times=len(plan.minors), parts=plan.minors), now)
    amended = done.stands.entry_id if done.stands else 0
    spread = Spread(item.item_id, thing_id, was.entry_id, amended, plan.how, plan.first, found.amount.minor,
                    asked.residual)
    spreads.add(session, seat.book_id, spread)
    return spread


def ensure(
    session: Session, seat: Seat, code: str, kind: Kind, purpose: Purpose, name: str, icon: str, now: datetime
) -> Account:
    """The account or category of a code that any currency may be on, opened where a book has none."""
    for one in accounts_in(session, seat).values():
        if one.code == code and not one.closed and one.visibility == "book" and one.currency is None:
            return one
    return opening.add_account(session, seat, Account(0, code, kind, purpose, in_every_language(name), icon=icon), now)


def _accounts(
    session: Session, seat: Seat, found: Portion, plan: Plan, name: str, now: datetime
) -> tuple[Account, Account]:
    """Where a sum waits, and the category that bears its parts: a thing that lasts has an account of its own."""
    if plan.how.is_wear and found.category.kind is Kind.EXPENSE:
        thing = Account(0, "asset:fixed:thing", Kind.ASSET, Purpose.FIXED_ASSET,
                        dict.fromkeys(in_every_language(_WEAR[1]), name[:NAME_MAX]), found.amount.currency, "house")
        code, label = _WEAR
        wear = ensure(session, seat, code, Kind.EXPENSE, Purpose.DISCRETIONARY, label, "hourglass", now)
        return opening.add_account(session, seat, thing, now), wear
    code, kind, label = _AHEAD[found.category.kind]
    return ensure(session, seat, code, kind, Purpose.PREPAID, label, "calendar", now), found.category
