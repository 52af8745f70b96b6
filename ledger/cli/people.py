"""Commands about people: adding one, and erasing one, or a book whole."""

from __future__ import annotations

import secrets

import click
from flask.cli import with_appcontext

from ledger.cli.seating import seat_in
from ledger.domain.people.password import check_password
from ledger.domain.people.person import currency_for, read_address, zone_for
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import database
from ledger.plumbing.commands import answering
from ledger.plumbing.commands.answering import tell
from ledger.plumbing.guarding.passwords import hash_password
from ledger.plumbing.i18n import match_language
from ledger.services.books.leaving import erase_book
from ledger.services.people import joining, leaving
from ledger.services.people.finding import person_at


@click.group()
def person() -> None:
    """People who sign in."""


@person.command("add")
@click.argument("email")
@click.option("--password", default="", help="Their password; one is made and shown where it is left out.")
@answering.locale
@answering.as_json
@with_appcontext
def add(email: str, password: str, locale: str, as_json: bool) -> None:
    """Add a person, whom the address signs in at once."""
    language = match_language(locale)
    with answering.answering(as_json, locale):
        address = read_address(email)
        chosen = password or secrets.token_urlsafe(12)
        hashed = hash_password(check_password(chosen, address))
        name = address.partition("@")[0]
        asked = joining.Asked(address, name, hashed, language, zone_for(language), currency_for(language))
        with database().transaction() as session:
            added = joining.add_person(session, asked, clock.now())
        told = {"person": id_text(added.person_id)}
        tell(told if password else {**told, "password": chosen}, as_json)


@click.command("erase")
@click.argument("email", required=False)
@click.option("--book", help="Erase this ledger whole instead.")
@answering.as_whom
@answering.locale
@answering.as_json
@with_appcontext
def erase(email: str | None, book: str | None, as_whom: str, locale: str, as_json: bool) -> None:
    """Erase a person, or a ledger whole. It cannot be brought back."""
    if (email is None) == (book is None):
        raise click.UsageError("name an address or --book, one of the two")
    if email and as_whom:
        raise click.UsageError("--as goes with --book")
    with answering.answering(as_json, locale):
        tell(_erase_person(email) if email else _erase_book(book or "", as_whom), as_json)


COMMANDS: tuple[click.Command, ...] = (person, erase)


def _erase_person(email: str) -> dict[str, object]:
    with database().transaction() as session:
        found = person_at(session, email).person_id
        left = leaving.erase(session, found, clock.now(), "operator")
    return {"person": id_text(found), "books": left}


def _erase_book(book: str, as_whom: str) -> dict[str, object]:
    with database().transaction() as session:
        if as_whom:
            seat_in(session, read_id(book), as_whom, Deed.ERASE)
        erase_book(session, read_id(book), clock.now())
    return {"book": book}
