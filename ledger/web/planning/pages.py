"""The pages of planned items: what is to come by day, and the form of one item with what it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Response, make_response, render_template, request

from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.entry import Verb
from ledger.domain.planning.due import Scheduled
from ledger.domain.planning.rule_text import DAYS
from ledger.domain.planning.turn import Mode, Turn
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import N_
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing.access import in_book
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised, say
from ledger.services.books import proposing
from ledger.services.books.quick import accounts_in
from ledger.services.debts import paying
from ledger.services.files.refusing import read_problem
from ledger.services.planning import scheduling, turning
from ledger.web.currencies.shown import unit_choices
from ledger.web.planning import repeating, words
from ledger.web.planning.area import frame, planning
from ledger.web.planning.hints import from_hint, hint_named, plannable
from ledger.web.seats import BookVisit
from ledger.web.told import take_told

_PARTNERS = frozenset({Purpose.PARTNER_CAPITAL, Purpose.PARTNER_CURRENT})

VERBS = {Verb.EXPENSE: N_("Goes out"), Verb.INCOME: N_("Comes in"), Verb.TRANSFER: N_("Moves")}
MODES = {Mode.REMIND: N_("Only remind"), Mode.DRAFT: N_("Ask me first"), Mode.POST: N_("Record it")}


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form offers: places, and under their group what money comes from or goes to."""

    places: list[tuple[str, str]]
    targets: list[tuple[str, list[tuple[str, str]]]]


@planning.get("/books/<book>/planned", may=in_book(Deed.READ))
def index(visit: BookVisit, item: str = "", day: str = "") -> Response:
    """What is to come, by day; once more where recording an item was refused."""
    seat, items = visit.seat, scheduling.planned(visit.session, visit.seat)
    is_open, waiting = not seat.book.closed, turning.waiting(visit.session, visit.seat)
    return make_response(
        render_template(
            "planning/index.html",
            **frame(visit),
            items=items,
            waiting=waiting,
            splits={one.item.item_id: paying.of_item(visit.session, seat, one.item) for one in items},
            by_itself=turning.done_by_itself(visit.session, seat),
            why=why,
            drafts=len(proposing.waiting(visit.session, seat)),
            ahead=scheduling.ahead(items, seat.book.home_currency, visit.today, turning.dues(waiting)),
            hints=plannable(scheduling.hints(visit.session, seat)) if seat.may(Deed.PLAN) and is_open else [],
            often=words.often,
            may_plan=seat.may(Deed.PLAN) and is_open,
            may_record=seat.may(Deed.RECORD) and is_open,
            may_amend=seat.may(Deed.AMEND) and is_open,
            told=take_told(),
        )
    )


@planning.get("/books/<book>/planned/new", may=in_book(Deed.PLAN))
def new(visit: BookVisit) -> Response:
    """A new item; filled in where one of the scene's was chosen."""
    hint = hint_named(scheduling.hints(visit.session, visit.seat), request.args.get("hint", ""))
    known = accounts_in(visit.session, visit.seat)
    start = from_hint(hint, known, visit.today) if hint else {"on": visit.today + timedelta(days=1)}
    return form(visit, start, item=None)


@planning.get("/books/<book>/planned/<item>", may=in_book(Deed.PLAN))
def amend(visit: BookVisit, item: str) -> Response:
    """One item, to be put right."""
    found = scheduling.get(visit.session, visit.seat, read_id(item)).item
    return form(visit, values(found), item=found, said=found)


def why(turn: Turn) -> str:
    """Why a turn waits that should have been recorded by itself, as one sentence; nothing where it was to wait."""
    problem = read_problem(turn.problem)
    return say(problem) if problem else ""


def form(visit: BookVisit, start: dict[str, Any], item: Scheduled | None, said: Scheduled | None = None) -> Response:
    """The form of an item, with what `said` means beside it."""
    known = accounts_in(visit.session, visit.seat)
    currency = start.get("currency") or visit.seat.book.home_currency
    return make_response(
        render_template(
            "planning/form.html",
            **frame(visit),
            item=item,
            may_record=visit.seat.may(Deed.RECORD),
            start=start,
            unit=request.form.get("currency") or currency,
            kept=request.form,
            choices=_choices(known, start),
            verbs=[(verb.value, _(text)) for verb, text in VERBS.items()],
            modes=[(mode.value, _(text)) for mode, text in MODES.items()],
            currencies=unit_choices(visit),
            **meaning(visit, said),
            **_offered(),
        )
    )


def meaning(visit: BookVisit, said: Scheduled | None) -> dict[str, Any]:
    """What an item means, as the part of the form shows it: its sentences, its next days, how many are past."""
    if said is None:
        return {"sentences": [], "turns": [], "past": 0}
    past = sum(1 for _one in zip(said.turns(said.next_day or visit.today, visit.today + timedelta(days=1)), range(99),
                                 strict=False)) if said.acts else 0
    return {"sentences": words.sentences(said), "turns": words.next_turns(said), "past": past}


def values(item: Scheduled) -> dict[str, Any]:
    """What the form shows of an item."""
    return {
        "name": item.name,
        "verb": item.verb,
        "amount": item.amount,
        "currency": item.amount.currency,
        "account": id_text(item.account_id),
        "category": id_text(item.category_id) if item.category_id else "",
        "on": item.next_day,
        "mode": item.mode,
        **repeating.shown(item),
    }


def _offered() -> dict[str, Any]:
    """What the choices of repeating offer."""
    return {
        "repeats": [(one, _(text)) for one, text in repeating.REPEATS.items()],
        "ends": [(one, _(text)) for one, text in repeating.ENDS.items()],
        "weekdays": [(day, words.weekday(n)) for n, day in enumerate(DAYS)],
        "nths": [(n, _(text)) for n, text in words.NTH.items() if n != 5],
        "month_days": [(n, str(n)) for n in range(1, 31)] + [(repeating.LAST, words.month_day(repeating.LAST))],
        "lunar_days": [(n, words.lunar_day(n)) for n in [*range(1, 31), repeating.LAST]],
        "lunar_months": [(n, _(text)) for n, text in enumerate(words.MOONS, 1)],
    }


def _choices(known: dict[int, Account], start: dict[str, Any]) -> Choices:
    """Open accounts, and those put away that the item already names."""
    named = {start.get("account"), start.get("category")}
    shown = [one for one in known.values() if not one.closed or id_text(one.account_id) in named]
    by_kind = {kind: [_option(one) for one in shown if one.kind is kind] for kind in Kind}
    places = by_kind[Kind.ASSET] + by_kind[Kind.LIABILITY]
    partners = [_option(one) for one in shown if one.purpose in _PARTNERS]
    targets = [(_("Spending"), by_kind[Kind.EXPENSE]), (_("Income"), by_kind[Kind.INCOME]),
               (_("Accounts"), places + partners)]
    return Choices(places, targets)


def _option(account: Account) -> tuple[str, str]:
    return id_text(account.account_id), localised(account.names)
