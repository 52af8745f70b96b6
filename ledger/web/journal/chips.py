"""What a typed line was read as: one chip for each thing, dashed where it is a guess, each leading to its field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ledger.domain.books.account import Account
from ledger.domain.books.entry import Verb
from ledger.domain.names.tags import written
from ledger.domain.quick.line import Reading
from ledger.domain.quick.parts import Part
from ledger.plumbing.format import day
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised


@dataclass(frozen=True, slots=True)
class Chip:
    """A reading: the field that mends it, its text and icon, and whether it is a guess."""

    field: str
    text: str
    icon: str
    is_guess: bool = False


def chips_of(
    reading: Reading, known: Mapping[int, Account], today: date, home: str, *, is_of_the_book: bool
) -> tuple[Chip, ...]:
    """The chips of a reading, in the order of the form; what is missing asks for itself.

    `is_of_the_book` tells whether whom it was for is somebody of the book; anybody else stays in the note.
    """
    found = [_amount(reading, home), _rate(reading, home), _verb(reading), *_accounts(reading, known)]
    found += [_on(reading, today), _words("payee", reading.payee, "users"), _whom(reading, is_of_the_book)]
    found += [_project(reading), _words("tags", written(reading.tags), "tag")]
    found += [_words("note", reading.note, "notebook-pen")]
    return tuple(one for one in found if one is not None)


def _amount(reading: Reading, home: str) -> Chip | None:
    """An amount is seen in its field; here it stands where it is missing, doubtful or in another currency."""
    is_guess = "amount" in reading.unsure
    if reading.amount is None:
        return Chip("amount", _("Amount"), "banknote", is_guess=True)
    if is_guess or reading.currency != home:
        return Chip("amount", f"{reading.currency} {reading.amount_text}", "banknote", is_guess)
    return None


def _verb(reading: Reading) -> Chip | None:
    names = {Verb.INCOME: _("Received"), Verb.TRANSFER: _("Moved"), Verb.REFUND: _("Refund")}
    is_guess = "verb" in reading.unsure
    if reading.verb not in names and not is_guess:
        return None
    return Chip("verb", names.get(reading.verb, _("Spent")), "refresh-cw", is_guess)


def _accounts(reading: Reading, known: Mapping[int, Account]) -> list[Chip | None]:
    moves = reading.verb is Verb.TRANSFER
    if reading.parts:
        is_guess = "parts" in reading.unsure and all(part.category is not None for part in reading.parts)
        parts = [_part(n, part, known, is_guess) for n, part in enumerate(reading.parts)]
        return [*parts, _account("account", reading.account, known, reading, _("Account"))]
    return [
        None if moves else _account("category", reading.category, known, reading, _("Category")),
        _account("account", reading.account, known, reading, _("From") if moves else _("Account")),
        _account("to", reading.to, known, reading, _("To")) if moves else None,
    ]


def _account(
    name: str, account_id: int | None, known: Mapping[int, Account], reading: Reading, missing: str
) -> Chip | None:
    account = known.get(account_id or 0)
    if account is None:
        return Chip(name, missing, "circle-question-mark", is_guess=True)
    return Chip(name, localised(account.names), account.icon, name in reading.unsure)


def _part(n: int, part: Part, known: Mapping[int, Account], is_guess: bool) -> Chip:
    """A part leads to the row that mends it; the first one's category is the entry's own."""
    account = known.get(part.category or 0)
    name = localised(account.names) if account else _("Category")
    field = f"part-{n}" if n else "category"
    icon = account.icon if account else "circle-question-mark"
    return Chip(field, f"{name} {part.amount:f}", icon, is_guess or account is None)


def _rate(reading: Reading, home: str) -> Chip | None:
    """The rate beside an amount in another currency; beside home money it is doubtful."""
    if not reading.rate:
        return None
    said = _("1 %(currency)s = %(rate)s %(home)s", currency=reading.currency, rate=reading.rate, home=home)
    return Chip("rate", said, "coins", "rate" in reading.unsure)


def _project(reading: Reading) -> Chip | None:
    return Chip("project", reading.project, "tag", "project" in reading.unsure) if reading.project else None


def _whom(reading: Reading, is_of_the_book: bool) -> Chip | None:
    """For whom; somebody who is not of the book is a guess that leads to the note."""
    if not reading.beneficiary:
        return None
    is_guess = "for" in reading.unsure or not is_of_the_book
    return Chip("for" if is_of_the_book else "note", _("for %(name)s", name=reading.beneficiary), "user", is_guess)


def _on(reading: Reading, today: date) -> Chip | None:
    if reading.on == today and "on" not in reading.unsure:
        return None
    return Chip("on", day(reading.on, today), "calendar", "on" in reading.unsure)


def _words(name: str, text: str, icon: str) -> Chip | None:
    return Chip(name, text, icon) if text else None
