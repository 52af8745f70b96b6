"""Commands about books: opening and listing them, checking them, making their derived tables again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import click
from flask.cli import with_appcontext

from ledger.cli.seating import seat_in
from ledger.domain.sharing.role import Deed, may
from ledger.kernel.currency import digits_of
from ledger.kernel.errors import N_, Missing
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import database
from ledger.plumbing.commands import answering
from ledger.plumbing.commands.answering import tell
from ledger.plumbing.db import Session
from ledger.plumbing.fields import Needed, TooLong
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.migrating import bypasses_row_security
from ledger.services.books import checking, opening
from ledger.services.people.finding import person_at
from ledger.store.books import books, roll

FAULTS_FOUND = 3
"""The exit code of a check that found a fault."""

NAME_MAX = 80


class NoSuchScene(Missing):
    """A scene no pack has."""

    message = N_("There is no scene “%(scene)s”. Known are: %(known)s.")


@dataclass(frozen=True, slots=True)
class Verified:
    """Every book that was checked."""

    checked: tuple[checking.Checked, ...]

    @property
    def faults(self) -> tuple[checking.Fault, ...]:
        """What was found in all of them."""
        return tuple(fault for one in self.checked for fault in one.faults)


@click.group()
def book() -> None:
    """Ledgers."""


@book.command("open")
@click.argument("email")
@click.argument("scene")
@click.argument("name")
@click.option("--currency", default="", help="Home currency. Default: the person's.")
@answering.locale
@answering.as_json
@with_appcontext
def open_one(email: str, scene: str, name: str, currency: str, locale: str, as_json: bool) -> None:
    """Open a ledger for a person from a scene."""
    with answering.answering(as_json, locale):
        if scene not in opening.scenes():
            raise NoSuchScene(scene=scene[:40], known=", ".join(opening.scenes()), field="scene")
        home = currency.upper()
        called = _name(name)
        if home:
            digits_of(home)
        with database().transaction() as session:
            person = person_at(session, email)
            seat = opening.open_book(
                session,
                person.person_id,
                person.name,
                scene,
                called,
                clock.now(),
                currency=home or person.home_currency,
                zone=person.zone,
                actor_kind="operator",
            )
        tell({"book": id_text(seat.book_id)}, as_json)


@book.command("list")
@click.argument("email")
@answering.locale
@answering.as_json
@with_appcontext
def list_all(email: str, locale: str, as_json: bool) -> None:
    """List the ledgers a person sits in."""
    with answering.answering(as_json, locale):
        with database().transaction(write=False) as session:
            found = _books_of(session, email)
        tell({"books": found}, as_json, ("  ".join(map(str, one.values())) for one in found))


@click.command("verify")
@click.argument("book_id", metavar="[BOOK]", required=False)
@answering.as_whom
@answering.locale
@answering.as_json
@with_appcontext
def verify(book_id: str | None, as_whom: str, locale: str, as_json: bool) -> None:
    """Check one ledger, or all of them: the log's chain, every digest, every balance. Exit 3 where a fault is."""
    with answering.answering(as_json, locale):
        verified = Verified(tuple(_verify(one) for one in _chosen(book_id, as_whom, Deed.READ)))
        bypassed = bypasses_row_security(database())
        if bypassed:
            click.echo(_("The app’s database role can see past row security."), err=True)
        tell({**_answer(verified), "row_security_bypassed": bypassed}, as_json, _lines(verified))
        if verified.faults:
            raise SystemExit(FAULTS_FOUND)


@click.command("rebuild")
@click.argument("book_id", metavar="[BOOK]", required=False)
@answering.as_whom
@answering.locale
@answering.as_json
@with_appcontext
def rebuild(book_id: str | None, as_whom: str, locale: str, as_json: bool) -> None:
    """Make the derived tables of one ledger, or of all, again from their entries."""
    with answering.answering(as_json, locale):
        changed = sum(_rebuild(one) for one in _chosen(book_id, as_whom, Deed.ARRANGE))
        tell({"changed": changed}, as_json)


COMMANDS: tuple[click.Command, ...] = (book, verify, rebuild)
"""What the registry adds to `flask --app app`."""


def _name(name: str) -> str:
    called = "".join(c for c in name if c.isprintable()).strip()
    if not called:
        raise Needed(field="name")
    if len(called) > NAME_MAX:
        raise TooLong(limit=NAME_MAX, field="name")
    return called


def _books_of(session: Session, email: str) -> list[dict[str, str]]:
    mine = books.memberships(session, person_at(session, email).person_id)
    return [
        {
            "book": id_text(one.book_id),
            "name": one.name,
            "scene": one.scene,
            "currency": one.home_currency,
            "role": mine[one.book_id].role,
        }
        for one in books.load(session, mine).values()
    ]


def _chosen(book_id: str | None, as_whom: str, deed: Deed) -> list[int]:
    """The books asked for, or all; within a person's rights where one is named. Raises: Missing, Forbidden."""
    with database().transaction(write=False) as session:
        wanted = read_id(book_id) if book_id else None
        if as_whom:
            return _within_rights(session, wanted, as_whom, deed)
        if wanted is None:
            return roll.every_book(session)
        if not books.load(session, [wanted]):
            raise Missing()
        return [wanted]


def _within_rights(session: Session, wanted: int | None, as_whom: str, deed: Deed) -> list[int]:
    if wanted is not None:
        return [seat_in(session, wanted, as_whom, deed).book_id]
    mine = books.memberships(session, person_at(session, as_whom).person_id)
    return [one for one, member in mine.items() if may(member.role, deed)]


def _verify(book_id: int) -> checking.Checked:
    with database().transaction(write=False) as session:
        return checking.verify(session, book_id)


def _rebuild(book_id: int) -> int:
    with database().transaction() as session:
        return checking.rebuild(session, book_id)


def _answer(verified: Verified) -> Mapping[str, object]:
    return {
        "books": len(verified.checked),
        "entries": sum(one.entries for one in verified.checked),
        "faults": [
            {
                "book": id_text(fault.book_id),
                "entry": id_text(fault.entry_id) if fault.entry_id else None,
                "what": fault.what,
            }
            for fault in verified.faults
        ],
        "heads": {id_text(one.book_id): one.head.hex() for one in verified.checked},
    }


def _lines(verified: Verified) -> list[str]:
    count = sum(one.entries for one in verified.checked)
    told = [_("%(books)s ledgers, %(entries)s entries checked.", books=len(verified.checked), entries=count)]
    for fault in verified.faults:
        entry = f" {id_text(fault.entry_id)}" if fault.entry_id else ""
        told.append(f"{id_text(fault.book_id)}{entry}: {fault.what}")
    return told
