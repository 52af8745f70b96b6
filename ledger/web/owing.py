"""Others in an entry, on its form and its page: what they owe of it, who paid it instead, what came back for it.

Fields of the sheet: `owed` names who owes parts, each with an amount or, for an equal share, without one; `paid_by`
is who paid.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import request

from ledger.domain.books.account import Account
from ledger.domain.books.entry import Entry, Verb
from ledger.domain.books.said import Said
from ledger.domain.names.name import Sort
from ledger.domain.sharing.role import Deed
from ledger.kernel.currency import DIGITS
from ledger.kernel.errors import N_, HouseError, Invalid
from ledger.kernel.ids import id_text
from ledger.kernel.limits import LINE_MAX
from ledger.kernel.money import Money
from ledger.plumbing import clock
from ledger.plumbing.fields import Fields
from ledger.plumbing.format import input_text
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.books.looking_back import Thing
from ledger.services.books.quick import accounts_in
from ledger.services.names import knowing
from ledger.services.owed import owing, parties, refunding
from ledger.web.seats import BookVisit

FIELDS = ("owed", "paid_by")

_NAMES = re.compile(r"[,，、;；\n]")
_AMOUNT = re.compile(r"(.*?)[\s:：]*([0-9０-９][0-9０-９.．+＋*×/÷()（） -]*)")
_TEXT_MAX = 1_000


class NoName(Invalid):
    """An amount owed by nobody."""

    message = N_("Write who owes “%(text)s”: a name, then the amount.")


def shared(visit: BookVisit, said: Said, form: Mapping[str, str]) -> Said:
    """What was said with what others owe of it and who paid it instead.

    Raises: NoName, TooLong, TooManyShare, and what reading an amount raises, in the field `owed`.
    """
    fields = Fields(form)
    if said.amount is None or not any(name in fields for name in FIELDS):
        return said
    others = [_read(text.strip(), said.amount.currency)
              for text in _NAMES.split(fields.note("owed", _TEXT_MAX)) if text.strip()]
    return parties.shared(visit.session, visit.seat, said, others, fields.line("paid_by"), clock.now())


def values_owed(visit: BookVisit, said: Said) -> dict[str, str]:
    """The values of the two fields that say the same."""
    names = owing.names_of(visit.session, visit.seat, [*(one.party for one in said.owed), said.paid_by or 0])
    owed = ", ".join(f"{names.get(one.party, _('somebody'))} {input_text(one.money)}" for one in said.owed)
    values = {"owed": owed, "paid_by": names.get(said.paid_by or 0, "")}
    return {name: value for name, value in values.items() if value}


def of_entry(visit: BookVisit, found: Thing) -> dict[str, Any]:
    """What an entry's page shows of others: who owes parts of it, what came back, and the forms for both."""
    around = refunding.of_entry(visit.session, visit.seat, found.shown.kept)
    may_record = visit.seat.may(Deed.RECORD) and not visit.seat.book.closed and found.stands
    known = accounts_in(visit.session, visit.seat)
    entry = found.shown.kept.entry
    own = any(p.minor > 0 and p.account_id in known and known[p.account_id].is_category for p in entry.postings)
    currency = entry.postings[0].currency
    return {
        "around": around, "unit": currency, "typed": request.form, "others": _others(found, around.people),
        "gives_back": may_record and bool(around.pieces),
        "claims": may_record and own and bool(around.pieces) and found.may_amend and not found.is_locked,
        "into": places(known.values()), "used": _used(found), "pieces": _pieces(found, around, currency),
        "currencies": currencies(known, currency, visit.seat.book.home_currency),
        "projects": [one.name for one in knowing.offered(visit.session, visit.seat, Sort.PROJECT)],
    }


def mark_of(entry: Entry) -> str:
    """The mark an entry with others in it has in the journal; none for most."""
    if any(one.receivable is not None for one in entry.postings):
        return _("came back") if entry.verb is Verb.REFUND else _("settles")
    if any(one.party is not None for one in entry.postings):
        return _("with others")
    return ""


def places(known: Any) -> list[tuple[str, str]]:
    """The accounts money may come into or go out of, as the value and the text of an option; at hand first."""
    fitting = sorted((one for one in known if one.is_place and not one.closed), key=lambda one: not one.is_liquid)
    return [(id_text(one.account_id), localised(one.names)) for one in fitting]


def currencies(known: Mapping[int, Account], *first: str) -> list[str]:
    """Currencies to choose from: those given, those of the book, then all others."""
    held = [one.currency for one in known.values() if one.currency]
    return list(dict.fromkeys([*first, *held, *sorted(DIGITS)]))


def _read(text: str, currency: str) -> tuple[str, Money | None]:
    """One name with its amount, None for an equal share."""
    said = _AMOUNT.fullmatch(text)
    if said is None:
        return text[:LINE_MAX], None
    if not said[1].strip():
        raise NoName(text=text[:20], field="owed")
    try:
        money = Fields({"owed": said[2]}).amount("owed", currency)
    except HouseError as error:
        error.facts["field"] = "owed"
        raise
    return said[1].strip()[:LINE_MAX], money


def _used(found: Thing) -> str:
    """Where the money of an entry came from: where it usually comes back to."""
    out = [p for p in found.shown.kept.entry.postings if p.minor < 0 and p.account_id in found.known]
    return id_text(out[-1].account_id) if out else ""


def _others(found: Thing, people: Mapping[int, str]) -> list[tuple[str, Money]]:
    """Who has a part of an entry, by name, and how much: above zero what they owe or were repaid."""
    return [(people.get(p.party, _("somebody")), Money(p.minor, p.currency))
            for p in found.shown.kept.entry.postings if p.party is not None]


def _pieces(found: Thing, around: refunding.OfEntry, currency: str) -> list[tuple[str, str]]:
    """The parts of an entry money can come back for, as options: all of it, or one of several."""
    named = [
        (str(at), around.people.get(one.posting.party or 0) or localised(found.known[one.posting.account_id].names))
        for at, one in enumerate(around.pieces) if one.posting.currency == currency
    ]
    return [("", _("Every part")), *named] if len(named) > 1 else []
