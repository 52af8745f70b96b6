"""What lies ahead in words: where something is known from, where it leads, ways, and whether it can be afforded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from babel.dates import get_day_names
from flask import url_for

from ledger.domain.ahead.coming import HABIT, Thing
from ledger.domain.ahead.ways import Afford, Kind, Way
from ledger.domain.sharing.role import Deed
from ledger.kernel.ahead.expected import Source
from ledger.kernel.errors import N_
from ledger.kernel.ids import id_text, packed
from ledger.plumbing.format import amount_text, day_short, input_text
from ledger.plumbing.i18n import current_language
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.language import LOCALES
from ledger.services.ahead.forecasting import Outlook
from ledger.services.ahead.naming import Names
from ledger.web.planning.words import often
from ledger.web.seats import BookVisit

SOURCES = {
    Source.PLANNED.value: N_("Planned"), Source.CARD.value: N_("Card payment"), Source.LOAN.value: N_("Instalment"),
    HABIT: N_("Usual"),
}
_EVERY = {1: N_("as every month"), 3: N_("as every three months")}

YES = N_("Yes. From that day on the lowest is %(lowest)s on %(day)s, and nine times in ten at least %(low)s.")
TIGHT = N_("Perhaps. The lowest would be %(lowest)s on %(day)s, but one time in ten it is %(low)s or less.")
NO = N_("No. It would come down to %(lowest)s on %(day)s.")
WITHOUT = N_("Without it the lowest from then on is %(sum)s on %(day)s.")


@dataclass(frozen=True, slots=True)
class WayLine:
    """A way that costs nothing: what to do, the lowest point after it, and where it is done (nowhere if empty)."""

    text: str
    lowest: int
    href: str


def source(thing: Thing) -> str:
    """Where something is known from, as its name where it has no other."""
    return _(SOURCES[thing.source])


def note(thing: Thing, known: Names) -> str:
    """What is known of something: how often it comes, or what it is."""
    if thing.source == HABIT:
        return _(_EVERY[thing.months])
    item = known.items.get(thing.number or 0) if thing.source == Source.PLANNED else None
    return often(item) if item else source(thing)


def href(visit: BookVisit, thing: Thing, known: Names) -> str:
    """Where something leads: its planned item, its card or loan, or the entries behind it; nowhere if empty."""
    book = id_text(visit.seat.book_id)
    if thing.source == HABIT:
        return url_for("journal.behind", book=book, of=packed(thing.entries), what=known.of(thing)[:80])
    if thing.source == Source.PLANNED:
        is_open = thing.number in known.items and visit.seat.may(Deed.PLAN) and not visit.seat.book.closed
        return _item(book, thing.number or 0) if is_open else url_for("planning.index", book=book)
    number = id_text(thing.number or 0)
    return (url_for("debts.card", book=book, card=number) if thing.source == Source.CARD
            else url_for("debts.loan", book=book, loan=number))


def ways(visit: BookVisit, seen: Outlook, known: Names) -> list[WayLine]:
    """The ways that cost nothing, each with the lowest point it leaves."""
    return [WayLine(_way(way, visit, known), way.lowest.p50, _done_at(way, visit)) for way in seen.ways]


def answer(asked: Afford, home: str) -> dict[str, Any]:
    """Whether it can be afforded, as the notice that says it."""
    said, kind = {"yes": (YES, "good"), "tight": (TIGHT, "warn"), "no": (NO, "bad")}[asked.answer]
    text = _(said) % {"lowest": amount_text((asked.lowest.p50, home)), "day": day_short(asked.lowest.day),
                      "low": amount_text((asked.lowest.p10, home))}
    before = _(WITHOUT) % {"sum": amount_text((asked.without.p50, home)), "day": day_short(asked.without.day)}
    title = _("%(sum)s on %(day)s", sum=amount_text((asked.minor, home)), day=day_short(asked.day))
    return {"title": title, "text": f"{text} {before}", "kind": kind}


def weekdays() -> list[tuple[str, str]]:
    """The days of the week from Monday, in short and in full."""
    locale = LOCALES[current_language()]
    short, whole = get_day_names("abbreviated", locale=locale), get_day_names("wide", locale=locale)
    return [(str(short[day]), str(whole[day])) for day in range(7)]


def _way(way: Way, visit: BookVisit, known: Names) -> str:
    if way.kind is Kind.LATER:
        item = known.items.get(way.number)
        return _("%(name)s on %(day)s", name=item.name if item else _("Planned"), day=day_short(way.day))
    sum_text = amount_text((way.minor, visit.seat.book.home_currency))
    return _("%(sum)s from %(name)s", sum=sum_text, name=known.account(way.number))


def _done_at(way: Way, visit: BookVisit) -> str:
    seat, book = visit.seat, id_text(visit.seat.book_id)
    if way.kind is Kind.LATER:
        return _item(book, way.number) if seat.may(Deed.PLAN) and not seat.book.closed else ""
    may = seat.may(Deed.RECORD) and not seat.book.closed
    return url_for("journal.new", book=book, verb="transfer", account=id_text(way.number),
                   amount=input_text((way.minor, seat.book.home_currency))) if may else ""


def _item(book: str, number: int) -> str:
    return url_for("planning.amend", book=book, item=id_text(number))
