"""The page of who owes what: by person what is open, since when, and the entries behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import Response, make_response, render_template, request

from ledger.domain.books.account import Account, Kind
from ledger.domain.books.entry import Verb
from ledger.domain.books.journal import JournalQuery
from ledger.domain.names.name import Sort
from ledger.domain.owed.debt import Debt, Item
from ledger.domain.sharing.role import Deed, may_amend
from ledger.kernel.ids import id_text
from ledger.kernel.money import Money
from ledger.plumbing.access import in_book
from ledger.plumbing.format import amount_text, listed
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.books import journal
from ledger.services.books.journal import Shown
from ledger.services.books.quick import accounts_in
from ledger.services.names import knowing
from ledger.services.owed import owing
from ledger.services.owed.owing import Person
from ledger.web.journal.words import title_of
from ledger.web.owed.area import area
from ledger.web.owing import currencies, places
from ledger.web.seats import BookVisit
from ledger.web.told import take_told

CLAIMED_MAX = 30
"""Expenses offered to be paid back: the latest."""

FIRST = 5
"""Items of a debt in sight; the rest is behind a press."""


@dataclass(frozen=True, slots=True)
class ItemShown:
    """An item in words: what its entry is called, its project, what was open of how much, and what settled it."""

    item: Item
    title: str
    project: str
    whole: Money
    left: Money
    is_back: bool
    """Whether it stands the other way than the debt: paid too much."""


@dataclass(frozen=True, slots=True)
class DebtShown:
    """A debt in words. `key` names its forms; `parts` are what a payment may be for, as options."""

    debt: Debt
    key: str
    account: Account
    items: list[ItemShown]
    parts: list[tuple[str, str]]

    @property
    def is_mine(self) -> bool:
        """Whether the book owes it."""
        return self.debt.open.minor < 0


@dataclass(frozen=True, slots=True)
class PersonShown:
    """Somebody, what they owe and are owed, and since when."""

    party: str
    name: str
    debts: list[DebtShown]
    since: date


@area.get("/books/<book>/owed", may=in_book(Deed.READ))
def index(visit: BookVisit) -> Response:
    """Who owes what; once more where a deed was refused."""
    found = owing.people(visit.session, visit.seat)
    known = accounts_in(visit.session, visit.seat)
    people = _people(visit, found, known)
    home = visit.seat.book.home_currency
    may_record = visit.seat.may(Deed.RECORD) and not visit.seat.book.closed
    return make_response(render_template(
        "owed/index.html", book=id_text(visit.seat.book_id), home=home, today=visit.today, faults=visit.faults,
        typed=request.form, told=take_told(), people=people, to_you=_sums(found, 1), by_you=_sums(found, -1),
        finding=_finding(found, home), may_record=may_record, into=places(known.values()), first=FIRST,
        categories=_categories(known.values()), currencies=currencies(known, home),
        claimable=_claimable(visit) if may_record and visit.seat.may(Deed.AMEND) else [],
        projects=[one.name for one in knowing.offered(visit.session, visit.seat, Sort.PROJECT)]))


def _people(visit: BookVisit, found: Sequence[Person], known: Mapping[int, Account]) -> list[PersonShown]:
    shown = owing.behind(visit.session, visit.seat, [debt for one in found for debt in one.debts])
    projects = knowing.called(visit.session, visit.seat, Sort.PROJECT)
    people = []
    for one in found:
        debts = [_debt(debt, known[debt.account_id], shown, projects, visit.today) for debt in one.debts]
        people.append(PersonShown(id_text(one.party) if one.party else "", one.name or _nameless(debts), debts,
                                  min(debt.debt.since for debt in debts)))
    return people


def _nameless(debts: Sequence[DebtShown]) -> str:
    return _("Nobody in particular: %(account)s", account=localised(debts[0].account.names))


def _debt(
    debt: Debt, account: Account, shown: Mapping[int, Shown], projects: Mapping[int, str], today: date
) -> DebtShown:
    sign = 1 if debt.open.minor >= 0 else -1
    items = [
        ItemShown(one, title_of(shown[one.thing_id]), projects.get(one.project or 0, ""),
                  Money(one.minor * sign, debt.currency), Money(one.left * sign, debt.currency), one.left * sign < 0)
        for one in debt.items if one.thing_id in shown
    ]
    key = f"{id_text(debt.party) if debt.party else ''}.{id_text(debt.account_id)}.{debt.currency}"
    return DebtShown(debt, key, account, items, _parts(items))


def _parts(items: Sequence[ItemShown]) -> list[tuple[str, str]]:
    """What a payment may be for: all of it, what is gathered under a project, or one entry."""
    usual = [one for one in items if not one.is_back]
    gathered: dict[str, list[ItemShown]] = {}
    for one in usual:
        if one.project:
            gathered.setdefault(one.project, []).append(one)
    options = [(",".join(id_text(one.item.thing_id) for one in group), f"{name} {_sum(group)}")
               for name, group in gathered.items() if len(group) > 1]
    options += [(id_text(one.item.thing_id), f"{one.title} {_sum([one])}") for one in usual]
    return [("", _("All of it, the oldest first")), *options] if len(usual) > 1 else []


def _sum(group: Sequence[ItemShown]) -> str:
    return amount_text(Money(sum(one.left.minor for one in group), group[0].left.currency))


def _sums(found: Sequence[Person], sign: int) -> list[Money]:
    """What is owed in one direction, by currency."""
    sums: dict[str, int] = {}
    for debt in (debt for one in found for debt in one.debts):
        if debt.open.minor * sign > 0:
            sums[debt.currency] = sums.get(debt.currency, 0) + abs(debt.open.minor)
    return [Money(minor, currency) for currency, minor in sums.items()]


def _finding(found: Sequence[Person], home: str) -> str:
    """What there is to say first."""
    to_you, by_you = _sums(found, 1), _sums(found, -1)
    if to_you:
        return _("You are owed %(sum)s", sum=listed(amount_text(one, home=home) for one in to_you))
    if by_you:
        return _("You owe %(sum)s", sum=listed(amount_text(one, home=home) for one in by_you))
    return _("Nobody owes anybody")


def _categories(known: Iterable[Account]) -> list[tuple[str, str]]:
    return [(id_text(one.account_id), localised(one.names)) for one in known
            if one.kind is Kind.EXPENSE and not one.closed]


def _claimable(visit: BookVisit) -> list[tuple[str, date, str, Money]]:
    """The latest expenses that this member may have paid back: the value of its tick, day, title, what is one's own."""
    page = journal.page(visit.session, visit.seat, JournalQuery(verb=Verb.EXPENSE), None, limit=CLAIMED_MAX)
    found = []
    for one in (one for day in page.days for one in day.shown):
        kept, locked = one.kept, visit.seat.book.locked_until
        own = sum(p.minor for p in kept.entry.postings if p.minor > 0 and page.known[p.account_id].is_category)
        is_own = kept.recorder == visit.seat.member.member_id
        is_open = locked is None or kept.entry.on > locked
        if own and is_open and may_amend(visit.seat.member.role, is_own=is_own):
            money = Money(own, kept.entry.postings[0].currency)
            found.append((f"{id_text(kept.thing_id)}.{kept.version}", kept.entry.on, title_of(one), money))
    return found
