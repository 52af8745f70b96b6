"""The command `read`: what the one-line box understands, for scripts and for the curious."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import click
from flask.cli import with_appcontext

from ledger.cli.seating import seat_in
from ledger.domain.books.account import Account
from ledger.domain.quick.line import Reading
from ledger.domain.sharing.role import Deed
from ledger.kernel.currency import digits_of
from ledger.kernel.errors import Missing
from ledger.kernel.ids import read_id
from ledger.plumbing import clock
from ledger.plumbing.access import database
from ledger.plumbing.commands import answering
from ledger.plumbing.commands.answering import tell
from ledger.services.books import opening, quick
from ledger.services.quick.telling import told

_SAID = ("on", "kind", "amount", "currency", "rate", "category", "parts", "account", "from", "to", "payee", "project",
         "for")
"""The fields of the line that is said back, in its order."""

_MARKS = {"rate": "@", "project": "@", "for": "for "}
"""What a field that could be mistaken for another is said with, as it is typed."""

HOME_CURRENCY = "CNY"
HOME_ZONE = "Asia/Shanghai"
"""Where the day is reckoned without a book, as the home currency is."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A reading beside the accounts its numbers name."""

    reading: Reading
    accounts: Mapping[int, Account]


@click.command("read")
@click.argument("line")
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day it is typed. Default: today.")
@click.option("--scene", default="household", show_default=True, help="Read as in a fresh ledger of this scene.")
@click.option("--book", default="", help="Read as in this ledger, with what it remembers.")
@click.option("--currency", default="", help="Home currency. Default: the ledger's, else CNY.")
@answering.as_whom
@answering.locale
@answering.as_json
@with_appcontext
def read(
    line: str, on: object, scene: str, book: str, currency: str, as_whom: str, locale: str, as_json: bool
) -> None:
    """Say what LINE means when it is typed into the one-line box."""
    if as_whom and not book:
        raise click.UsageError("--as goes with --book")
    day = on.date() if hasattr(on, "date") else None
    with answering.answering(as_json, locale):
        found = _in_book(line, day, book, currency, as_whom) if book else _in_scene(line, day, scene, currency)
        answer = _answer(found)
        tell(answer, as_json, [_sentence(answer)])


def _in_scene(line: str, on: date | None, scene_key: str, currency: str) -> _Read:
    scene = opening.scenes().get(scene_key)
    if scene is None:
        raise Missing(field="scene")
    home = currency.upper() or HOME_CURRENCY
    digits_of(home)
    accounts = opening.accounts_of(scene)
    reading = quick.understand_in_scene(line, on or clock.today(HOME_ZONE), accounts, home)
    return _Read(reading, {account.account_id: account for account in accounts})


def _in_book(line: str, on: date | None, book: str, currency: str, as_whom: str) -> _Read:
    with database().transaction(write=False) as session:
        seat = seat_in(session, read_id(book), as_whom, Deed.READ)
        home = currency.upper() or seat.book.home_currency
        digits_of(home)
        day = on or clock.today(seat.book.zone)
        reading = quick.understand(session, seat, line, day, currency=home)
        return _Read(reading, quick.accounts_in(session, seat))


def _answer(found: _Read) -> dict[str, object]:
    """The reading as it is printed: codes for accounts, decimal text for amounts, null for what was not said."""
    said = told(found.reading, found.accounts)
    return {
        "on": said.on, "kind": said.kind, "amount": said.amount, "currency": said.currency, "category": said.category,
        "account": said.account, "from": said.source, "to": said.to, "rate": said.rate, "payee": said.payee,
        "project": said.project, "for": said.beneficiary,
        "parts": [{"amount": amount, "category": category} for amount, category in said.parts],
        "unsure": list(said.unsure), "names": dict(said.names), "tags": list(said.tags),
    }


def _sentence(answer: Mapping[str, object]) -> str:
    """The reading in one line, a question mark behind what is unsure."""
    unsure, names = answer["unsure"], answer["names"]
    assert isinstance(unsure, list) and isinstance(names, dict)
    said = []
    for name in _SAID:
        value = answer[name]
        if isinstance(value, list):
            value = " + ".join(f"{part['amount']} {names.get(part['category'], '?')}" for part in value) or None
        if value is not None and name in _MARKS:
            value = f"{_MARKS[name]}{value}"
        if value is not None or name in unsure:
            said.append(f"{names.get(value, value) if value is not None else name}{'?' if name in unsure else ''}")
    return " · ".join(map(str, said))


COMMANDS: tuple[click.Command, ...] = (read,)
"""What the registry adds to `flask --app app`."""
