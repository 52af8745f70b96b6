"""Any two versions of one entry, chosen in the address and told field by field."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from ledger.domain.books.journal import changes
from ledger.kernel.ids import id_text
from ledger.plumbing.fields import Fields
from ledger.plumbing.format import when
from ledger.plumbing.i18n import gettext as _
from ledger.services.books.looking_back import Thing, facts_in
from ledger.web.journal.words import Sayer, deed_name, member_name
from ledger.web.seats import BookVisit


@dataclass(frozen=True, slots=True)
class Compared:
    """The versions to choose from, the two that are compared, and what differs: field, before, after.

    `asked` tells whether two were chosen; else the last two are.
    """

    choices: list[tuple[str, str]]
    before: str
    after: str
    rows: list[tuple[str, str, str]]
    asked: bool


def compared(visit: BookVisit, found: Thing, speaks: Sayer) -> Compared:
    """Two versions of a thing beside each other. Raises: Missing for an id that is none."""
    fields = Fields(request.args)
    versions = [step for step in found.versions if step.left is not None]
    ids = [step.left.entry_id for step in versions if step.left is not None]
    first, last = fields.id_or_none("from"), fields.id_or_none("to")
    asked = first in ids and last in ids
    before, after = (first, last) if asked else (ids[1 % len(ids)], ids[0])
    differ = changes(facts_in(found, before or 0), facts_in(found, after or 0)) if asked else ()
    choices = [(id_text(one), _("%(deed)s by %(name)s, %(when)s", deed=deed_name(step.deed),
                                name=member_name(step.actor), when=when(step.at, visit.principal.zone, visit.today)))
               for one, step in zip(ids, versions, strict=True)]
    return Compared(choices, id_text(before or 0), id_text(after or 0), speaks.changed(differ), asked)
