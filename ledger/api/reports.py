"""Reports: the month, and the register of an account. And the scenes ledgers are opened from."""

from __future__ import annotations

from datetime import date

from ledger.api.seats import READ, BookVisit
from ledger.api.shapes.report import (
    CategoryLineOut,
    HoldingOut,
    MonthOut,
    MonthQuery,
    PackOut,
    Packs,
    RegisterLine,
    RegisterOut,
    RegisterQuery,
)
from ledger.domain.books.scene import Scene
from ledger.domain.reports.month import CategoryLine, HoldingLine
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.ids import id_text
from ledger.kernel.limits import EARLIEST_YEAR, LATEST_YEAR
from ledger.plumbing.access import SIGNED_IN, Visit, in_book
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.cursor import opened, sealed
from ledger.plumbing.api.shape import ListQuery
from ledger.plumbing.api.words import amount_text, page_of
from ledger.services.books import opening
from ledger.services.past import knowing
from ledger.services.reports.month import month_page
from ledger.services.reports.register import Movement, read_place, register

area = ApiArea("reports", __name__)


class NotAMonth(Invalid):
    """Text that is no month."""

    message = N_("“%(text)s” is not a month. Write it as 2026-11.")


@area.get("/books/<book>/reports/month", in_book(Deed.READ), READ, MonthOut, query=MonthQuery)
def month(visit: BookVisit, query: MonthQuery) -> MonthOut:
    """A month: what came in, went out and is left, by category, and what one has and owes after it."""
    visit.seat, _moment = knowing.at(visit.session, visit.seat, query.known)
    start, home = _month(query.month, visit.today), visit.seat.book.home_currency
    found = month_page(visit.session, visit.seat, start, visit.today)
    return MonthOut(
        month=f"{start:%Y-%m}", currency=home, came_in=amount_text(found.came_in, home),
        went_out=amount_text(found.went_out, home), left=amount_text(found.left, home),
        came_in_before=amount_text(found.came_in_before, home),
        went_out_before=amount_text(found.went_out_before, home), unvalued=found.unvalued,
        spending=[_category(line, home) for line in found.spending],
        income=[_category(line, home) for line in found.income],
        have=[_holding(line, home) for line in found.have], owe=[_holding(line, home) for line in found.owe],
    )  # fmt: skip


@area.get("/books/<book>/reports/register", in_book(Deed.READ), READ, RegisterOut, query=RegisterQuery)
def register_of(visit: BookVisit, query: RegisterQuery) -> RegisterOut:
    """The movements of one account, newest first, each with the balance it left."""
    visit.seat, _moment = knowing.at(visit.session, visit.seat, query.known)
    of = f"register:{query.account}"
    place = read_place(opened(of, query.after)) if query.after else None
    found = register(visit.session, visit.seat, query.account, place, query.limit)
    then = sealed(of, *found.next.keys()) if found.next else None
    items = [_movement(one) for one in found.movements]
    return RegisterOut(account=id_text(found.account.account_id), code=found.account.code, items=items, next=then)


@area.get("/packs", SIGNED_IN, READ, Packs, query=ListQuery)
def packs(visit: Visit[int], query: ListQuery) -> Packs:
    """The scenes a ledger can be opened from."""
    known = list(opening.scenes().values())
    order = {scene.key: n for n, scene in enumerate(known)}
    shown, then = page_of("packs", known, lambda scene: order[scene.key], query.after, query.limit)
    return Packs(items=[_pack(scene) for scene in shown], next=then)


def _month(text: str, today: date) -> date:
    """The first of the month said, of this one where none was. Raises: NotAMonth."""
    if not text:
        return today.replace(day=1)
    try:
        start = date.fromisoformat(f"{text}-01") if len(text) == 7 else None
    except ValueError:
        start = None
    if start is None or not EARLIEST_YEAR <= start.year <= LATEST_YEAR:
        raise NotAMonth(text=text[:20], field="month")
    return start


def _category(line: CategoryLine, home: str) -> CategoryLineOut:
    account = line.account
    return CategoryLineOut(account=id_text(account.account_id), code=account.code, moves=line.moves,
                           amount=amount_text(line.amount, home), before=amount_text(line.before, home))  # fmt: skip


def _holding(line: HoldingLine, home: str) -> HoldingOut:
    account = line.account
    return HoldingOut(account=id_text(account.account_id), code=account.code, amount=amount_text(line.amount, home))


def _movement(one: Movement) -> RegisterLine:
    entry = one.kept.entry
    return RegisterLine(
        id=id_text(one.kept.thing_id), on=entry.on.isoformat(), verb=entry.verb.value, status=entry.status.value,
        payee=entry.words.payee, note=entry.words.note, amount=amount_text(one.minor, one.currency),
        currency=one.currency, balance=amount_text(one.balance, one.currency),
    )  # fmt: skip


def _pack(scene: Scene) -> PackOut:
    return PackOut(
        key=scene.key, version=scene.version, names=dict(scene.names), about=dict(scene.about),
        group=scene.group.value, currency=scene.currency, shared=scene.shared,
        verbs=[verb.value for verb in scene.verbs], accounts=[one.code for one in scene.accounts if one.opened],
        categories=[one.code for one in scene.categories if one.opened],
    )  # fmt: skip
