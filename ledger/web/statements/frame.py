"""What stands around every statement: its name, the days, the neighbours, the other statements, the comparison."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from ledger.domain.reports.span import Asked, Span
from ledger.domain.reports.statement import Row
from ledger.kernel.ids import id_text
from ledger.plumbing.face.links import hrefs
from ledger.plumbing.i18n import gettext as _
from ledger.web import moments
from ledger.web.seats import BookVisit
from ledger.web.statements import keeping
from ledger.web.statements.asked import href, moved, said, spanned
from ledger.web.statements.words import BESIDES, REPORTS, SPANS, period_name


@dataclass(frozen=True, slots=True)
class Link:
    """A word, where it leads, and whether one is there."""

    text: str
    href: str
    current: bool = False


def frame(visit: BookVisit, asked: Asked, **more: Any) -> dict[str, Any]:
    """What every statement's template is given; `more` is kept in the addresses of other days."""
    here = str(request.endpoint)
    before, after = moved(asked, -1), moved(asked, 1)
    is_over = asked.period.end <= visit.today
    beside = asked.beside
    _short, title, technical = REPORTS.get(here, ("", "", ""))
    return {
        "asked": asked, "why_href": href(visit, "statements.why", asked),
        "home": visit.seat.book.home_currency, "book": id_text(visit.seat.book_id),
        "today": visit.today, "faults": visit.faults, "kept": {**said(asked), **request.args.to_dict()},
        "title": _(title) if title else "", "technical": _(technical) if technical else "",
        "period": period_name(asked.span, asked.period, visit.today),
        "beside": period_name(asked.span, beside, visit.today) if beside else "",
        "before": href(visit, here, before, **more) if before else "",
        "after": href(visit, here, after, **more) if after and is_over else "",
        "reports": [Link(_(words[0]), href(visit, name, asked), name == here) for name, words in REPORTS.items()],
        "spans": [Link(_(text), href(visit, here, spanned(asked, span, visit.today), **more), span is asked.span)
                  for span, text in SPANS.items()],
        "besides": [(value, _(text)) for value, text in BESIDES.items()],
        "also": {name: value for name, value in more.items() if value not in (None, "")}, **moments.view(visit),
        "action": url_for(here, book=id_text(visit.seat.book_id)), "days": Span.DAYS,
        "rates_href": url_for("rates.index", book=id_text(visit.seat.book_id)), **keeping.around(visit, here),
    }


class Behind:
    """The addresses of journals behind rows: of a category within days, of a place up to a day."""

    def __init__(self, visit: BookVisit, **days: Any) -> None:
        book = id_text(visit.seat.book_id)
        days |= moments.kept()
        self._category = hrefs("journal.index", "category", book=book, **days)
        self._account = hrefs("journal.index", "account", book=book, **days)

    def __call__(self, row: Row) -> str:
        """The address behind one row; none for a row that is of no account."""
        if row.account is None:
            return ""
        made = self._category if row.account.is_category else self._account
        return made(id_text(row.account.account_id))
