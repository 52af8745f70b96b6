"""What a person does to a debt: record that it was paid, or let it be."""

from __future__ import annotations

from decimal import Decimal

from flask import Response, request, url_for

from ledger.domain.books.book import MonthLocked
from ledger.domain.owed.debt import Debt
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Invalid
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.money import Money
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.format import amount_text
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.services.books.bookkeeping import Done, RateNeeded
from ledger.services.owed import owing, settling
from ledger.services.owed.settling import Payment
from ledger.web.journal.forms import read_rate
from ledger.web.owed.area import area
from ledger.web.owed.pages import index
from ledger.web.seats import BookVisit
from ledger.web.told import tell


class RateToSettle(Invalid):
    """A rate that only the person can say; the form of a payment asks for it."""

    message = RateNeeded.message


class DayClosed(Invalid):
    """A day in a closed month; the form of a payment asks for another."""

    message = MonthLocked.message


@area.post("/books/<book>/owed/settle", may=in_book(Deed.RECORD), again=index)
def settle(visit: BookVisit) -> Response:
    """Record that a debt was paid, all of it or a part, in its own currency or another."""
    found, fields = _debt(visit), Fields(request.form)
    payment = Payment(
        _amount(fields, found), fields.id("account"), fields.day("on", visit.today), read_got(fields, found.currency),
        read_things(fields), fields.line("note"))
    done = asking(settling.settle, visit, found, payment, rate=read_rate(request.form))
    return _told(visit, found, payment.amount, done)


@area.post("/books/<book>/owed/forgive", may=in_book(Deed.RECORD), again=index)
def forgive(visit: BookVisit) -> Response:
    """Let a debt be, all of it or a part: on a category from now on."""
    found, fields = _debt(visit), Fields(request.form)
    amount = _amount(fields, found)
    done = asking(settling.forgive, visit, found, amount, fields.id("category"), fields.day("on", visit.today),
                  things=read_things(fields), rate=read_rate(request.form))
    return _told(visit, found, amount, done)


def asking(deed: object, visit: BookVisit, *what: object, rate: Decimal | None, **more: object) -> Done:
    """Do a deed; where a rate or another day is wanting, the form asks instead of refusing.

    Raises: RateToSettle, DayClosed, and what the deed raises.
    """
    assert callable(deed)
    try:
        done: Done = deed(visit.session, visit.seat, *what, clock.now(), rate=rate, **more)
    except RateNeeded as error:
        raise RateToSettle(**error.facts) from None
    except MonthLocked as error:
        raise DayClosed(**{**error.facts, "field": "on"}) from None
    return done


def read_got(fields: Fields, currency: str) -> Money | None:
    """What arrived, where a form says it arrived in another currency."""
    if "got" not in fields:
        return None
    return fields.amount("got", fields.currency("got_currency") if "got_currency" in fields else currency)


def read_things(fields: Fields) -> tuple[int, ...]:
    """The entries a payment is for; none is all of them. Raises: Missing."""
    return tuple(read_id(one) for one in fields.line("of").split(",") if one)


def _amount(fields: Fields, found: Debt) -> Money:
    """What is paid of a debt: all of it where nothing was typed."""
    return fields.amount("amount", found.currency) if "amount" in fields else found.whole


def _debt(visit: BookVisit) -> Debt:
    """The debt a form names. Raises: Missing."""
    fields = Fields(request.form)
    return owing.debt(visit.session, visit.seat, fields.id_or_none("party") or 0, fields.id("debt"),
                      fields.currency("owed_in"))


def _told(visit: BookVisit, found: Debt, amount: Money, done: Done) -> Response:
    name = owing.names_of(visit.session, visit.seat, [found.party]).get(found.party, "")
    said = _("Settled: %(sum)s, %(name)s", sum=amount_text(amount), name=name) if name else _(
        "Settled: %(sum)s", sum=amount_text(amount))
    book = id_text(visit.seat.book_id)
    tell(said, url_for("journal.undo", book=book, seq=done.seq))
    return see_other(url_for("owed.index", book=book))
