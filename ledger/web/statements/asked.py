"""Which days a statement is asked for and what stands beside them, read from an address and written into one.

`span` is month, quarter, year or days; `on` is a day within, or `since` and `until` are the first and the last;
`beside` is before, month, year or none. `known` is the day or sequence at whose end the books are read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

from flask import request, url_for

from ledger.domain.reports import span as spans
from ledger.domain.reports.span import Asked, Beside, Span
from ledger.kernel.errors import Invalid
from ledger.kernel.ids import id_text
from ledger.kernel.limits import EARLIEST_YEAR, LATEST_YEAR
from ledger.kernel.period import Period
from ledger.plumbing.fields import Fields
from ledger.plumbing.i18n import say
from ledger.web import moments
from ledger.web.seats import BookVisit

T = TypeVar("T")
D = TypeVar("D")


def read(visit: BookVisit) -> Asked:
    """What the address asks for, the visit reading the books as known then; what cannot be read is left out and named
    in the visit's faults."""
    moments.travel(visit)
    fields = Fields(request.args)

    def reading(name: str, how: Callable[[str], T], default: D) -> T | D:
        try:
            return how(name) if name in fields else default
        except Invalid as error:
            visit.faults[name] = say(error)
            return default

    span = Span(reading("span", lambda name: fields.choice(name, tuple(Span)), Span.MONTH.value))
    wanted = Beside(reading("beside", lambda name: fields.choice(name, tuple(Beside)), Beside.BEFORE.value))
    on, since, until = (reading(name, fields.day, None) for name in ("on", "since", "until"))
    try:
        return spans.asked(span, wanted, visit.today, on, since, until)
    except Invalid as error:
        visit.faults["until"] = say(error)
        return spans.asked(span, wanted, visit.today, on, since, since)


def said(asked: Asked) -> dict[str, str]:
    """What is asked for as an address says it."""
    if asked.span is Span.DAYS:
        days = {"since": asked.period.start.isoformat(), "until": asked.last.isoformat()}
    else:
        days = {"on": asked.period.start.isoformat()}
    return {"span": asked.span.value, **days, "beside": asked.wanted.value}


def href(visit: BookVisit, endpoint: str, asked: Asked, **more: Any) -> str:
    """The address of a statement for the days asked for."""
    named: dict[str, Any] = {name: value for name, value in more.items() if value not in (None, "")}
    named = said(asked) | moments.kept() | named
    return url_for(endpoint, book=id_text(visit.seat.book_id), **named)


def moved(asked: Asked, steps: int) -> Asked | None:
    """The same some periods on or back; None where no entry can lie."""
    period = spans.neighbour(asked.span, asked.period, steps)
    within = period.start.year >= EARLIEST_YEAR and period.end.year <= LATEST_YEAR
    return replace(asked, period=period) if within else None


def compared(asked: Asked) -> Asked:
    """The same beside the period before, where nothing was to stand beside it."""
    return asked if asked.beside else replace(asked, wanted=Beside.BEFORE)


def beside_of(asked: Asked) -> Period:
    """The period beside one that is compared."""
    return asked.beside or spans.neighbour(asked.span, asked.period, -1)


def spanned(asked: Asked, span: Span, today: date) -> Asked:
    """The same day in a period of another length: today where it runs, else its last."""
    return replace(asked, span=span, period=spans.around(span, asked.on(today)))


def between(first: date, last: date) -> Asked:
    """The days after one up to another, beside nothing: what lies between two balances."""
    days = sorted((first, last))
    return Asked(Span.DAYS, Period(days[0] + timedelta(days=1), days[1] + timedelta(days=1)), Beside.NONE)
