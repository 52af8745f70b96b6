"""The journal's days as its template draws them: a page has fifty entries, so each is put into words here, once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from ledger.domain.books.entry import Status, Verb
from ledger.kernel.ids import id_text
from ledger.plumbing.face.links import hrefs
from ledger.plumbing.format import amount_text, listed
from ledger.plumbing.i18n import gettext as _
from ledger.services.books.journal import Figures, JournalDay, Shown
from ledger.web.journal.notice import Done
from ledger.web.journal.words import VERBS, member_name, names, route_of, title_of
from ledger.web.owing import mark_of
from ledger.web.seats import BookVisit

Href = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry in words: what, of which category (`what`), from where (`where`), and what is to be known of it.

    `recorder` is empty where one person keeps the book; `is_new` marks the entry a notice on the page is about.
    `with_others` says that others owe of it, or that it settles another.
    """

    href: str
    shown: Shown
    title: str
    what: str
    where: str
    recorder: str
    is_new: bool
    is_pending: bool
    is_private: bool
    is_amended: bool
    with_others: str = ""


@dataclass(frozen=True, slots=True)
class DayLines:
    """One day: its entries, and what the day comes to where that is shown."""

    on: date
    continues: bool
    figures: Figures | None
    lines: list[EntryLine]


def days_of(visit: BookVisit, days: tuple[JournalDay, ...], *, is_shared: bool, done: Done | None) -> list[DayLines]:
    """The days of a page in words."""
    href = hrefs("journal.entry", "thing", book=id_text(visit.seat.book_id))
    verbs = {verb: _(text) for verb, text in VERBS.items()}
    new = done.seq if done else None
    return [
        DayLines(day.on, day.continues, _worth_showing(day),
                 [_line(one, href, verbs, is_shared=is_shared, is_new=one.kept.seq == new) for one in day.shown])
        for day in days
    ]


def _worth_showing(day: JournalDay) -> Figures | None:
    figures = day.figures
    return figures if figures and not day.continues and (figures.received or figures.spent) else None


def _line(shown: Shown, href: Href, verbs: Mapping[Verb, str], *, is_shared: bool, is_new: bool) -> EntryLine:
    kept, entry, line = shown.kept, shown.kept.entry, shown.line
    where = [route_of(shown)]
    if line.others:
        where.append(listed(amount_text(one, "none") for one in line.others))
    if entry.rate:
        where.append(_("at %(rate)s", rate=entry.rate))
    return EntryLine(
        href(id_text(kept.thing_id)), shown, title_of(shown), names(line.what) if line.what else verbs[entry.verb],
        " · ".join(where), member_name(shown.recorder) if is_shared else "", is_new,
        entry.status is Status.PENDING, entry.visibility != "book", kept.version > 1, mark_of(entry))
