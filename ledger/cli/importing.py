"""Commands about bank files: importing one, and taking an import back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from ledger.cli.seating import seat_in
from ledger.domain.books.book import Seat
from ledger.domain.files.refusals import FileTooLarge
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.limits import IMPORT_BYTES
from ledger.plumbing import clock
from ledger.plumbing.access import database
from ledger.plumbing.commands import answering
from ledger.plumbing.commands.answering import tell
from ledger.plumbing.db import Session
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import say
from ledger.services.files import reckoning, wholes
from ledger.store.files.batches import Batch

FORMATS = ("alipay", "wechat")
"""Formats `--format` may ask for."""

_PARTS = ("in", "created", "duplicates", "refused")


@click.command("import")
@click.argument("book")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--account", default="", metavar="CODE", help="The account that stands for the wallet's own money.")
@click.option("--format", "wanted", type=click.Choice(FORMATS), help="Refuse a file of any other format.")
@answering.as_whom
@answering.locale
@answering.as_json
@with_appcontext
def import_file(
    book: str, file: Path, account: str, wanted: str | None, as_whom: str, locale: str, as_json: bool
) -> None:
    """Import a bank's file: every row is recorded, known already, or refused by name."""
    with answering.answering(as_json, locale):
        if file.stat().st_size > IMPORT_BYTES:
            raise FileTooLarge(limit=IMPORT_BYTES >> 20)
        asked = wholes.Asked(file.name, file.read_bytes(), account, wanted or "")
        seated = _seated(book, as_whom)
        batch = wholes.import_whole(database(), seated, asked, clock.now())
        with database().transaction(write=False) as session:
            refused = reckoning.refusals(session, seated(session), batch.batch_id)
            problems = [_problem(one) for one in refused]
        tell(_answer(batch, problems), as_json, _lines(batch, problems))


@click.command("undo-import")
@click.argument("book")
@click.argument("batch")
@answering.as_whom
@answering.locale
@answering.as_json
@with_appcontext
def undo_import(book: str, batch: str, as_whom: str, locale: str, as_json: bool) -> None:
    """Take a whole import back; a second time nothing is left to take."""
    with answering.answering(as_json, locale):
        seated = _seated(book, as_whom)
        undone = wholes.undo_whole(database(), seated, read_id(batch), clock.now())
        tell({"batch": batch, "reversed": undone}, as_json)


COMMANDS: tuple[click.Command, ...] = (import_file, undo_import)
"""What the registry adds to `flask --app app`."""


def _seated(book: str, as_whom: str) -> Callable[[Session], Seat]:
    """Finds the seat anew in each transaction. Raises: Missing where the book's name is none."""
    book_id = read_id(book)
    return lambda session: seat_in(session, book_id, as_whom, Deed.IMPORT)


def _answer(batch: Batch, problems: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    parts = reckoning.reckon(batch)
    return {
        "format": batch.format,
        "rows": parts["in"].rows,
        **{name: parts[name].rows for name in _PARTS[1:]},
        "sums": {name: reckoning.as_texts(parts[name]) for name in _PARTS},
        "problems": problems,
        "batch": id_text(batch.batch_id),
    }


def _problem(found: reckoning.Refusal) -> dict[str, Any]:
    column = {"column": found.column} if found.column else {}
    return {"line": found.line, **column, "code": found.error.code, "message": say(found.error)}


def _lines(batch: Batch, problems: Sequence[Mapping[str, Any]]) -> list[str]:
    parts = reckoning.reckon(batch)
    counts = {name: parts[name].rows for name in _PARTS[1:]}
    told = _("%(rows)s rows: %(created)s recorded, %(duplicates)s already here, %(refused)s refused.",
             rows=parts["in"].rows, **counts)  # fmt: skip
    refused = [_("line %(line)s: %(message)s", line=one["line"], message=one["message"]) for one in problems]
    return [told, *refused, f"batch: {id_text(batch.batch_id)}"]
