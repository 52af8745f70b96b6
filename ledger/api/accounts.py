"""Accounts and categories: all of a ledger with what is on them, and opening one."""

from __future__ import annotations

from ledger.api.seats import READ, WRITE, BookVisit
from ledger.api.shapes.account import AccountIn, AccountOut, Accounts, Held
from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.arranging import PURPOSES, PurposeUnfit, code_for
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.shape import ListQuery
from ledger.plumbing.api.words import amount_text, page_of
from ledger.plumbing.fields import NotAChoice, TooLong
from ledger.plumbing.i18n import current_language
from ledger.services.books import arranging, holding, quick
from ledger.services.currencies import commodities

area = ApiArea("accounts", __name__)
NAME_MAX = 60


@area.get("/books/<book>/accounts", in_book(Deed.READ), READ, Accounts, query=ListQuery)
def listing(visit: BookVisit, query: ListQuery) -> Accounts:
    """Every account and category, in the order they are shown, with what is on each place today."""
    known = list(quick.accounts_in(visit.session, visit.seat).values())
    shown, then = page_of("accounts", known, lambda account: account.account_id, query.after, query.limit)
    held = holding.balances_for(visit.session, visit.seat, visit.today)
    return Accounts(items=[_told(account, held) for account in shown], next=then)


@area.post("/books/<book>/accounts", in_book(Deed.ARRANGE), WRITE, AccountOut, body=AccountIn, status=201)
def add(visit: BookVisit, body: AccountIn) -> AccountOut:
    """Open an account or category."""
    if len(body.name) > NAME_MAX:
        raise TooLong(limit=NAME_MAX, field="name")
    kind = Kind(body.kind)
    purpose = next((one for one in PURPOSES[kind] if one.value == body.purpose), None)
    if purpose is None:
        raise PurposeUnfit(field="purpose")
    currency = body.currency and commodities.unit_in(visit.session, visit.seat, body.currency)
    fresh = arranging.add(visit.session, visit.seat, _account(body, currency, kind, purpose), clock.now())
    return _told(fresh, {})


def _account(body: AccountIn, currency: str | None, kind: Kind, purpose: Purpose) -> Account:
    account = Account(0, code_for(kind, purpose, body.name), kind, purpose, {current_language(): body.name})
    if currency is None:
        return account
    if not account.is_place:
        raise NotAChoice(field="currency")
    return Account(0, account.code, kind, purpose, account.names, currency)


def _told(account: Account, held: holding.Held) -> AccountOut:
    mine = {currency: minor for (one, currency), (minor, _) in held.items() if one == account.account_id}
    return AccountOut(
        id=id_text(account.account_id), code=account.code, kind=account.kind.value, purpose=account.purpose.value,
        names=account.names, currency=account.currency, closed=account.closed, version=account.version,
        held=[Held(amount=amount_text(minor, currency), currency=currency) for currency, minor in sorted(mine.items())]
        if account.is_place else [],
    )  # fmt: skip
