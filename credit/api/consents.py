"""Consents: what one allowed, with its receipt; allowing one thing, and taking it back."""

from __future__ import annotations

from credit.api.seats import OFFERS, PersonVisit
from credit.api.shapes.consent import ConsentIn, ConsentOut, Consents, ReceiptOut
from credit.domain.people.receipt import Consent
from credit.services.people import consenting
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import SIGNED_IN
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.shape import ListQuery, Nothing
from ledger.plumbing.api.words import instant, page_of
from ledger.plumbing.i18n import current_language

area = ApiArea("consents", __name__)


@area.get("/me/consents", SIGNED_IN, OFFERS, Consents, query=ListQuery)
def listing(visit: PersonVisit, query: ListQuery) -> Consents:
    """Everything one ever allowed, newest first, each with its receipt."""
    given = consenting.everything(visit.session, visit.seat)
    shown, then = page_of("consents", given, lambda one: one.consent_id, query.after, query.limit)
    return Consents(items=[_told(visit, one) for one in shown], next=then)


@area.post("/me/consents", SIGNED_IN, OFFERS, ConsentOut, body=ConsentIn, status=201)
def grant(visit: PersonVisit, body: ConsentIn) -> ConsentOut:
    """Allow one thing. What stands already is answered as it is."""
    return _told(visit, consenting.grant(
        visit.session, visit.seat, body.scope, clock.now(), book_id=body.book or 0, lender_id=body.lender or 0,
        locale=current_language()))


@area.get("/me/consents/<consent>", SIGNED_IN, OFFERS, ConsentOut)
def one(visit: PersonVisit, consent: str) -> ConsentOut:
    """One consent."""
    return _told(visit, consenting.get(visit.session, visit.seat, read_id(consent)))


@area.delete("/me/consents/<consent>", SIGNED_IN, OFFERS, ConsentOut)
def take_back(visit: PersonVisit, consent: str) -> ConsentOut:
    """Take one thing back, at once. What was measured and offered under it goes; the receipt stays."""
    return _withdrawn(visit, consent)


@area.post("/me/consents/<consent>/withdraw", SIGNED_IN, OFFERS, ConsentOut, body=Nothing)
def withdraw(visit: PersonVisit, consent: str, body: Nothing) -> ConsentOut:
    """Take one thing back, for programs that cannot send DELETE."""
    return _withdrawn(visit, consent)


def _withdrawn(visit: PersonVisit, consent: str) -> ConsentOut:
    return _told(visit, consenting.withdraw(visit.session, visit.seat, read_id(consent), clock.now()))


def _told(visit: PersonVisit, consent: Consent) -> ConsentOut:
    return ConsentOut(
        id=id_text(consent.consent_id), scope=consent.scope.value,
        book=id_text(consent.book_id) if consent.book_id else None,
        lender=id_text(consent.lender_id) if consent.lender_id else None, given_at=instant(consent.given_at),
        ends_at=instant(consent.ends_at) if consent.ends_at else None,
        withdrawn_at=instant(consent.withdrawn_at) if consent.withdrawn_at else None,
        stands=consenting.stands(visit.session, consent, clock.now()),
        receipt=ReceiptOut.model_validate(dict(consent.receipt)),
    )
