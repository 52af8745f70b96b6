"""The form for several entries, both ways: what it offers, and what it says.

Names of fields: `things` (each thing with the version that was seen), `change`, and what goes with it: `category`,
`account`, `project`, `person`, `on`, `ledger` with `map-ID` for accounts that have no like there; `back` is the search
one came from.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for

from ledger.domain.books.account import Account, Kind
from ledger.domain.books.book import Seat
from ledger.domain.bulk.change import Change, Wanted
from ledger.domain.names.name import Sort
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.limits import LINE_MAX
from ledger.plumbing import clock
from ledger.plumbing.fields import Fields, NotAChoice
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.books.quick import accounts_in
from ledger.services.bulk import moving
from ledger.services.bulk.choosing import Versions
from ledger.services.names import knowing
from ledger.services.quick import naming
from ledger.web.bulk import words
from ledger.web.seats import BookVisit

Options = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form offers: changes, categories in named groups, accounts, projects, people and other ledgers."""

    changes: Options
    categories: list[tuple[str, Options]]
    accounts: list[tuple[str, Options]]
    projects: list[str]
    people: Options
    ledgers: Options


def choices(visit: BookVisit) -> Choices:
    """What can be chosen in this book; changes that lead nowhere are left out."""
    known = [one for one in accounts_in(visit.session, visit.seat).values() if not one.closed]
    people = [(id_text(one.member_id), one.name or "") for one in naming.people(visit.session, visit.seat)]
    ledgers = [(id_text(one.book_id), one.book.name)
               for one in moving.targets(visit.session, visit.seat, visit.principal)]
    left_out = {*([] if len(people) > 1 else [Change.PERSON]), *([] if ledgers else [Change.MOVE])}
    return Choices(
        [(one.value, _(text)) for one, text in words.CHANGES.items() if one not in left_out],
        [(_("Spent"), _named(known, Kind.EXPENSE)), (_("Received"), _named(known, Kind.INCOME))],
        [(_("Have"), _named(known, Kind.ASSET)), (_("Owe"), _named(known, Kind.LIABILITY))],
        [one.name for one in knowing.offered(visit.session, visit.seat, Sort.PROJECT)], people, ledgers)


def versions() -> dict[int, int]:
    """The chosen things, each with the version that was seen. Raises: Missing for what names nothing."""
    found = {}
    for one in request.form.get("things", "").split():
        thing, _dot, version = one.partition(".")
        if not (version.isascii() and version.isdigit() and len(version) < 10):
            raise Missing()
        found[read_id(thing)] = int(version)
    return found


def said(chosen: Versions) -> str:
    """Chosen things as one field says them."""
    return " ".join(f"{id_text(thing)}.{version}" for thing, version in chosen.items())


def wanted(visit: BookVisit, change: Change) -> Wanted:
    """The change a form asks for. Raises: Needed, NotAChoice, NotADay, TooManyProjects."""
    fields = Fields(request.form)
    if change in (Change.CATEGORY, Change.ACCOUNT):
        return Wanted(change, _account(visit, fields, change.value))
    if change is Change.PROJECT:
        name = fields.line("project")
        return Wanted(change, project=knowing.project_named(visit.session, visit.seat, name, clock.now()))
    if change is Change.PERSON:
        return Wanted(change, member=_member(visit, fields))
    return Wanted(change, on=fields.day("on", visit.today) if change is Change.DUPLICATE else None)


def other_book(visit: BookVisit) -> Seat:
    """The ledger to move to. Raises: Needed, NotAChoice."""
    asked = _id(Fields(request.form), "ledger")
    found = (one for one in moving.targets(visit.session, visit.seat, visit.principal) if one.book_id == asked)
    there = next(found, None)
    if there is None:
        raise NotAChoice(field="ledger")
    return there


def accounts_there() -> dict[int, int]:
    """Answers to which account there stands for one here. Raises: Missing for what names nothing."""
    named = [(name.removeprefix("map-"), value) for name, value in request.form.items() if name.startswith("map-")]
    return {read_id(here): read_id(there) for here, there in named if there}


def choices_there(visit: BookVisit, there: Seat, account: Account) -> Options:
    """The accounts of another ledger that can stand for one here."""
    known = [one for one in accounts_in(visit.session, there).values() if not one.closed]
    if account.is_category:
        return _named(known, account.kind)
    return [*_named(known, Kind.ASSET), *_named(known, Kind.LIABILITY)]


def back(visit: BookVisit) -> str:
    """The journal, with the search one came from."""
    index = url_for("journal.index", book=id_text(visit.seat.book_id))
    query = Fields(request.form).line("back", limit=10 * LINE_MAX)
    return f"{index}?{query}" if query else index


def _account(visit: BookVisit, fields: Fields, name: str) -> Account:
    account = accounts_in(visit.session, visit.seat).get(_id(fields, name))
    if account is None:
        raise NotAChoice(field=name)
    return account


def _member(visit: BookVisit, fields: Fields) -> int | None:
    if "person" not in fields:
        return None
    asked = _id(fields, "person")
    if all(one.member_id != asked for one in naming.people(visit.session, visit.seat)):
        raise NotAChoice(field="person")
    return asked


def _id(fields: Fields, name: str) -> int:
    try:
        return fields.id(name)
    except Missing:
        raise NotAChoice(field=name) from None


def _named(known: list[Account], kind: Kind) -> Options:
    return [(id_text(one.account_id), localised(one.names)) for one in known if one.kind is kind]


