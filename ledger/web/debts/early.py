"""Paying a loan back before its time: what it would ask and save, said before anything is recorded."""

from __future__ import annotations

from datetime import date

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.debts.early import Early, MoreThanOwed, PayInstalmentFirst
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import HouseError, Invalid
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.money import Money
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.format import amount_text
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised, say
from ledger.services.books.quick import accounts_in
from ledger.services.debts import loans, repaying
from ledger.services.debts.loans import Loan
from ledger.services.debts.repaying import Then
from ledger.web.debts.area import area
from ledger.web.debts.frame import frame, sources
from ledger.web.debts.loan import read_payment
from ledger.web.seats import BookVisit
from ledger.web.told import tell


@area.get("/books/<book>/loans/<loan>/early", may=in_book(Deed.RECORD))
def early(visit: BookVisit, loan: str) -> Response:
    """What paying back all of a loan, or a part, asks on a day, and what each way on from there saves."""
    found = loans.loan(visit.session, visit.seat, read_id(loan))
    options, usual = sources(accounts_in(visit.session, visit.seat), found.account, found.unit, found.sources)
    asked, faults = _asked(found, visit.today)
    view = {**frame(visit, found.account, found.unit), "faults": {**faults, **visit.faults}}
    return make_response(render_template(
        "debts/early.html", **view, found=found, asked=asked, typed=request.values, options=options, usual=usual,
        exit_fee=found.course.terms.exit_fee_bps if found.course else 0,
        thens=[(Then.SOONER.value, _("Done sooner")),
               (Then.SMALLER.value, _("A smaller payment"))],
    ))


@area.post("/books/<book>/loans/<loan>/early", may=in_book(Deed.RECORD), again=early)
def pay_back(visit: BookVisit, loan: str) -> Response:
    """Record it as the form divides it, and let the loan go on as chosen."""
    found, fields = loans.loan(visit.session, visit.seat, read_id(loan)), Fields(request.form)
    payment = read_payment(found, visit.today)
    then = Then(fields.choice("then", tuple(Then))) if "then" in fields else Then.SOONER
    try:
        done = repaying.pay_back(visit.session, visit.seat, found, payment, then, clock.now())
    except MoreThanOwed as error:
        raise _in_words(error, found) from None
    book, sum_text = id_text(visit.seat.book_id), amount_text(Money(payment.split.principal, found.unit))
    undo = url_for("journal.undo", book=book, seq=done.seq) if then is Then.SOONER else ""
    tell(_("Paid back: %(sum)s of %(name)s", sum=sum_text, name=localised(found.account.names)), undo)
    return see_other(url_for("debts.loan", book=book, loan=loan))


def _asked(found: Loan, today: date) -> tuple[Early | None, dict[str, str]]:
    """What the address asks about, today and all of it unless it says otherwise; and what is wrong with it."""
    fields = Fields(request.values)
    try:
        minor = fields.amount("amount", found.unit).minor if "amount" in fields else None
        if minor is not None and minor <= 0:
            minor = None
        return repaying.weighed(found, minor, fields.day("on", today)), {}
    except MoreThanOwed as error:
        return None, {"amount": say(_in_words(error, found))}
    except (Invalid, PayInstalmentFirst) as error:
        return None, {str(error.facts.get("field", "")): say(error)}


def _in_words(error: HouseError, found: Loan) -> MoreThanOwed:
    return MoreThanOwed(owed=amount_text(Money(max(found.owed, 0), found.unit)), field="amount")
