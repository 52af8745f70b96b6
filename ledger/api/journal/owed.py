"""What is owed: who owes what, settling it, letting it be; what came back for an entry; what is claimed."""

from __future__ import annotations

from decimal import Decimal

from ledger.api.journal.entries import as_it_stands
from ledger.api.journal.entry_words import Names, money_of
from ledger.api.seats import READ, WRITE, BookVisit
from ledger.api.shapes.journal.entry_in import GotIn
from ledger.api.shapes.journal.entry_out import EntryOut
from ledger.api.shapes.journal.owed import (
    Claimed,
    ClaimIn,
    DebtOut,
    Debts,
    ForgivenIn,
    OpenItemOut,
    RefundIn,
    SettledOut,
    SettlementIn,
)
from ledger.domain.owed.debt import Debt, Item
from ledger.domain.owed.given_back import Piece
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.money import Money
from ledger.kernel.rate import RateNotPositive
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.shape import ListQuery
from ledger.plumbing.api.words import amount_text, id_or_null, page_of
from ledger.plumbing.fields import Needed, NotAChoice
from ledger.services.books import looking_back
from ledger.services.books.bookkeeping import Done
from ledger.services.books.quick import accounts_in
from ledger.services.owed import claiming, owing, refunding, settling
from ledger.services.owed.refunding import Refund
from ledger.services.owed.settling import Payment

area = ApiArea("owed", __name__)


@area.get("/books/<book>/owed", in_book(Deed.READ), READ, Debts, query=ListQuery)
def who_owes(visit: BookVisit, query: ListQuery) -> Debts:
    """Every debt that is open, by person, whose oldest item comes first."""
    found = [(one.name, debt) for one in owing.people(visit.session, visit.seat) for debt in one.debts]
    shown, then = page_of("owed", found, lambda one: _key(one[1]), query.after, query.limit)
    return Debts(items=[_told(name, debt) for name, debt in shown], next=then)


@area.post("/books/<book>/owed/settlements", in_book(Deed.RECORD), WRITE, EntryOut, body=SettlementIn, status=201)
def settle_debt(visit: BookVisit, body: SettlementIn) -> EntryOut:
    """Record that a debt was paid, all of it or a part, in its own currency or another."""
    found, names = _debt(visit, body), Names(accounts_in(visit.session, visit.seat))
    payment = Payment(
        _amount(found, body.amount), names.get(body.place, "place"), body.on or visit.today, _got(body.got),
        tuple(body.entries), body.note)
    done = settling.settle(visit.session, visit.seat, found, payment, clock.now(), rate=_rate(body.rate))
    return _recorded(visit, done)


@area.post("/books/<book>/owed/forgiven", in_book(Deed.RECORD), WRITE, EntryOut, body=ForgivenIn, status=201)
def forgive_debt(visit: BookVisit, body: ForgivenIn) -> EntryOut:
    """Let a debt be, all of it or a part."""
    found, names = _debt(visit, body), Names(accounts_in(visit.session, visit.seat))
    done = settling.forgive(
        visit.session, visit.seat, found, _amount(found, body.amount), names.get(body.category, "category"),
        body.on or visit.today, clock.now(), things=tuple(body.entries), rate=_rate(body.rate))
    return _recorded(visit, done)


@area.post("/books/<book>/entries/<entry>/refunds", in_book(Deed.RECORD), WRITE, EntryOut, body=RefundIn, status=201)
def refund_entry(visit: BookVisit, entry: str, body: RefundIn) -> EntryOut:
    """Record what came back for an entry; the answer is the refund."""
    found = looking_back.thing(visit.session, visit.seat, read_id(entry))
    names = Names(accounts_in(visit.session, visit.seat))
    pieces = refunding.of_entry(visit.session, visit.seat, found.shown.kept).pieces
    currency = found.shown.kept.entry.postings[0].currency
    said = Refund(
        money_of(body.amount, currency, "amount"), _piece(names, pieces, body), names.get(body.place, "place"),
        body.on or visit.today, _got(body.got), body.note, body.more)
    done = refunding.refund(visit.session, visit.seat, read_id(entry), said, clock.now(), rate=_rate(body.rate))
    return _recorded(visit, done)


@area.post("/books/<book>/owed/claims", in_book(Deed.AMEND), WRITE, Claimed, body=ClaimIn)
def claim_entries(visit: BookVisit, body: ClaimIn) -> Claimed:
    """Let somebody owe what some expenses cost. Raises: Needed where none is named."""
    if not body.entries:
        raise Needed(field="entries")
    chosen = [(one.entry, one.version) for one in body.entries]
    done = claiming.claim(visit.session, visit.seat, chosen, body.by, body.project, clock.now())
    return Claimed(count=len(done), items=[_recorded(visit, one) for one in done])


def _debt(visit: BookVisit, body: SettlementIn | ForgivenIn) -> Debt:
    account = Names(accounts_in(visit.session, visit.seat)).get(body.account, "account")
    currency = body.currency or visit.seat.book.home_currency
    return owing.debt(visit.session, visit.seat, body.party or 0, account, currency)


def _amount(found: Debt, said: Decimal | None) -> Money:
    return found.whole if said is None else money_of(said, found.currency, "amount")


def _got(said: GotIn | None) -> Money | None:
    return None if said is None else money_of(said.amount, said.currency, "got.amount")


def _rate(said: Decimal | None) -> Decimal | None:
    if said is not None and said <= 0:
        raise RateNotPositive(field="rate")
    return said


def _piece(names: Names, pieces: tuple[Piece, ...], body: RefundIn) -> int | None:
    """The part of a split that came back; None for all. Raises: NotAChoice."""
    category = names.find(body.category, "category")
    if category is None and body.party is None:
        return None
    for at, one in enumerate(pieces):
        if category in (None, one.posting.account_id) and body.party == one.posting.party:
            return at
    raise NotAChoice(field="category" if body.party is None else "party")


def _recorded(visit: BookVisit, done: Done) -> EntryOut:
    return as_it_stands(visit, done.stands.thing_id if done.stands else 0)


def _key(debt: Debt) -> str:
    return f"{debt.party}.{debt.account_id}.{debt.currency}"


def _told(name: str, debt: Debt) -> DebtOut:
    return DebtOut(
        party=id_or_null(debt.party or None), name=name or None, account=id_text(debt.account_id),
        currency=debt.currency, open=amount_text(debt.open.minor, debt.currency), since=debt.since.isoformat(),
        items=[_item(one, debt.currency) for one in debt.items],
    )  # fmt: skip


def _item(item: Item, currency: str) -> OpenItemOut:
    return OpenItemOut(
        entry=id_text(item.thing_id), on=item.on.isoformat(), amount=amount_text(item.minor, currency),
        left=amount_text(item.left, currency), project=id_or_null(item.project),
        settled=[SettledOut(entry=id_text(one.thing_id), on=one.on.isoformat(),
                            amount=amount_text(one.minor, currency)) for one in item.settled],
    )  # fmt: skip
