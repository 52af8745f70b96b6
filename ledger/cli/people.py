"""Commands about people: adding one, and erasing one, or a book whole."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import click
from flask.cli import with_appcontext

from ledger.domain.people.password import check_password
from ledger.domain.people.person import NoSuchPerson, address_digest, currency_for, read_address, zone_for
from ledger.kernel.errors import HouseError
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import database
from ledger.plumbing.guarding.passwords import hash_password
from ledger.plumbing.i18n import match_language, say, use_language
from ledger.services.books.leaving import erase_book
from ledger.services.people import joining, leaving
from ledger.store.people import persons

_as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
_locale = click.option("--locale", default="en", help="Language of the answer.")


@click.group()
def person() -> None:
    """People who sign in."""


@person.command("add")
@click.argument("email")
@click.option("--password", default="", help="Their password; one is made and shown where it is left out.")
@_locale
@_as_json
@with_appcontext
def add(email: str, password: str, locale: str, as_json: bool) -> None:
    """Add a person, whom the address signs in at once."""
    language = match_language(locale)
    with use_language(language), _refusing(as_json):
        address = read_address(email)
        chosen = password or secrets.token_urlsafe(12)
        hashed = hash_password(check_password(chosen, address))
        name = address.partition("@")[0]
        asked = joining.Asked(address, name, hashed, language, zone_for(language), currency_for(language))
        with database().transaction() as session:
            added = joining.add_person(session, asked, clock.now())
        told = {"person": id_text(added.person_id)}
        _tell(told if password else {**told, "password": chosen}, as_json)


@click.command("erase")
@click.argument("email", required=False)
@click.option("--book", help="Erase this ledger whole instead.")
@_locale
@_as_json
@with_appcontext
def erase(email: str | None, book: str | None, locale: str, as_json: bool) -> None:
    """Erase a person, or a ledger whole. It cannot be brought back."""
    if (email is None) == (book is None):
        raise click.UsageError("name an address or --book, one of the two")
    with use_language(locale), _refusing(as_json):
        _tell(_erase_person(email) if email else _erase_book(book or ""), as_json)


COMMANDS: tuple[click.Command, ...] = (person, erase)


def _erase_person(email: str) -> dict[str, object]:
    with database().transaction() as session:
        found = persons.by_address(session, address_digest(read_address(email)))
        if found is None:
            raise NoSuchPerson(field="email")
        left = leaving.erase(session, found, clock.now(), "operator")
    return {"person": id_text(found), "books": left}


def _erase_book(book: str) -> dict[str, object]:
    with database().transaction() as session:
        erase_book(session, read_id(book), clock.now())
    return {"book": book}


def _tell(answer: Mapping[str, object], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    for name, value in answer.items():
        click.echo(f"{name}: {value}")


@contextmanager
def _refusing(as_json: bool) -> Iterator[None]:
    """Exit 1 with one clear line where a deed is refused; with JSON, the refusal on stdout too."""
    try:
        yield
    except HouseError as error:
        if as_json:
            told = {"code": error.code, "message": say(error)}
            places = {name: error.facts[name] for name in ("field", "line") if name in error.facts}
            click.echo(json.dumps({"error": {**told, **places}}, ensure_ascii=False))
        click.echo(say(error), err=True)
        raise SystemExit(1) from None
