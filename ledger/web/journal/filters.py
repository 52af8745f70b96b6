"""What is sought in the journal, read from an address and written into one.

`category`, `account`, `since`, `until`, `low`, `high`, `verb`, `tag`, `project`, `payee` and `q` are the address of
any set of entries, so a figure anywhere can open what stands behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from flask import request, url_for

from ledger.domain.books.account import Account, Kind
from ledger.domain.books.entry import Verb
from ledger.domain.books.journal import Cursor, JournalQuery
from ledger.domain.names.name import Sort
from ledger.kernel.errors import Invalid, Missing
from ledger.kernel.ids import id_text
from ledger.kernel.period import Period, add_months, month_of
from ledger.plumbing.fields import Fields
from ledger.plumbing.format import day_short
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised, say
from ledger.services.names import knowing
from ledger.web import moments
from ledger.web.journal.words import VERBS
from ledger.web.seats import BookVisit

T = TypeVar("T")
_SOUGHT = ("q", "category", "account", "low", "high", "since", "until", "verb", "month")


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that is sought, in words, and the address of the search without it."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What the selects of the search offer: options as (value, text), the first two in named groups."""

    categories: list[tuple[str, list[tuple[str, str]]]]
    accounts: list[tuple[str, list[tuple[str, str]]]]
    verbs: list[tuple[str, str]]
    projects: list[tuple[str, str]]
    tags: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Month:
    """The month a page is about, where the list begins, and the addresses of its neighbours."""

    period: Period
    start: Cursor | None
    before: str
    after: str


def read_query(visit: BookVisit) -> JournalQuery:
    """What the address seeks; what cannot be read is left out and named in the visit's faults."""
    fields = Fields(request.args)

    def read(name: str, reading: Callable[[str], T]) -> T | None:
        try:
            return reading(name) if name in fields else None
        except Invalid as error:
            visit.faults[name] = say(error)
            return None

    verb = read("verb", lambda name: fields.choice(name, tuple(Verb)))
    return JournalQuery(
        text=read("q", fields.line) or "",
        category=fields.id_or_none("category"),
        account=fields.id_or_none("account"),
        low=read("low", fields.number),
        high=read("high", fields.number),
        since=read("since", fields.day),
        until=read("until", fields.day),
        verb=Verb(verb) if verb else None,
        tag=fields.id_or_none("tag"),
        project=fields.id_or_none("project"),
        payee=fields.id_or_none("payee"),
    )


def read_month(visit: BookVisit) -> Month:
    """The month the address names, else this one. Raises: Missing where it names no month."""
    named = request.args.get("month", "")
    try:
        day = date.fromisoformat(f"{named}-01") if named else visit.today
    except ValueError:
        raise Missing() from None
    period = month_of(day)
    is_over = period.end <= visit.today
    return Month(
        period,
        Cursor(period.end, 0) if named else None,
        _month_href(visit, add_months(period.start, -1)),
        _month_href(visit, period.end) if is_over else "",
    )


def href(visit: BookVisit, query: JournalQuery, cursor: Cursor | None = None) -> str:
    """The address of a search in this book, from a cursor on."""
    said = {
        "q": query.text,
        "category": _id(query.category),
        "account": _id(query.account),
        "low": query.low,
        "high": query.high,
        "since": query.since,
        "until": query.until,
        "verb": query.verb,
        "tag": _id(query.tag),
        "project": _id(query.project),
        "payee": _id(query.payee),
        "cursor": cursor,
        "select": is_selecting() or "",
    }
    named: dict[str, Any] = {name: str(value) for name, value in said.items() if value not in (None, "")}
    named |= moments.kept()
    return url_for("journal.index", book=id_text(visit.seat.book_id), **named)


def is_selecting() -> int:
    """1 where entries of the list are being ticked, else 0."""
    return int(request.args.get("select") == "1")


def asked() -> dict[str, str]:
    """What the address seeks, as it was written, for another address that seeks the same."""
    return {name: request.args[name] for name in _SOUGHT if request.args.get(name)}


def chips(visit: BookVisit, query: JournalQuery, known: Mapping[int, Account]) -> list[Chip]:
    """Each thing that is sought, to be seen and let go."""
    category, account = known.get(query.category or 0), known.get(query.account or 0)
    since, until = (day_short(one, visit.today) if one else None for one in (query.since, query.until))
    found = [
        (f"“{query.text}”" if query.text else "", replace(query, text="")),
        (localised(category.names) if category else "", replace(query, category=None)),
        (localised(account.names) if account else "", replace(query, account=None)),
        (_(VERBS[query.verb]) if query.verb else "", replace(query, verb=None)),
        (_between(query.low, query.high), replace(query, low=None, high=None)),
        (_between(since, until), replace(query, since=None, until=None)),
        (_called(visit, Sort.PROJECT, query.project), replace(query, project=None)),
        (_called(visit, Sort.TAG, query.tag), replace(query, tag=None)),
        (_called(visit, Sort.PAYEE, query.payee), replace(query, payee=None)),
    ]
    return [Chip(text, href(visit, without)) for text, without in found if text]


def account_chip(visit: BookVisit, account: Account) -> Chip:
    """The address of everything in one account or category."""
    if account.is_category:
        return Chip(localised(account.names), href(visit, JournalQuery(category=account.account_id)))
    return Chip(localised(account.names), href(visit, JournalQuery(account=account.account_id)))


def choices(visit: BookVisit, known: Mapping[int, Account]) -> Choices:
    """What the selects offer: categories by whether money was spent or received, places, verbs, projects and tags."""
    return Choices(
        [(_("Spent"), _named(known, Kind.EXPENSE)), (_("Received"), _named(known, Kind.INCOME))],
        [(_("Have"), _named(known, Kind.ASSET)), (_("Owe"), _named(known, Kind.LIABILITY))],
        [(verb.value, _(text)) for verb, text in VERBS.items()],
        *([(id_text(one.name_id), one.name) for one in knowing.offered(visit.session, visit.seat, sort)]
          for sort in (Sort.PROJECT, Sort.TAG)),
    )


def _called(visit: BookVisit, sort: Sort, name_id: int | None) -> str:
    """What a name that is sought is called. Raises: Missing."""
    if name_id is None:
        return ""
    name = knowing.gathered_as(visit.session, visit.seat, sort, name_id).name
    return f"#{name}" if sort is Sort.TAG else name


def _named(known: Mapping[int, Account], kind: Kind) -> list[tuple[str, str]]:
    return [(id_text(one.account_id), localised(one.names)) for one in known.values() if one.kind is kind]


def _id(account_id: int | None) -> str | None:
    return id_text(account_id) if account_id else None


def _between(low: object, high: object) -> str:
    if low == high:
        return "" if low is None else str(low)
    if low is None:
        return _("up to %(high)s", high=high)
    return _("from %(low)s", low=low) if high is None else _("%(low)s to %(high)s", low=low, high=high)


def _month_href(visit: BookVisit, day: date) -> str:
    ticks: dict[str, Any] = {"select": 1} if is_selecting() else {}
    return url_for("journal.index", book=id_text(visit.seat.book_id), month=f"{day:%Y-%m}", **ticks, **moments.kept())
