"""Allowing one thing, and taking it back: each with its receipt, each effective in the transaction it is said in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from credit.domain.people.receipt import Consent, Recipient, ends_at, receipt_of
from credit.domain.people.scope import PURPOSES, READS, Scope, check_subject
from credit.store.lenders import lenders
from credit.store.offers import offers, snapshots
from credit.store.people import borrowers, consents, grants
from ledger import door
from ledger.kernel.errors import N_, Forbidden, Missing
from ledger.kernel.ids import new_id
from ledger.plumbing.db import Session
from ledger.plumbing.language import LANGUAGES, catalogue, match_language


class NotHeld(Forbidden):
    """Allowing a ledger to be read without being its owner or a partner."""

    message = N_("Only an owner or a partner can allow this ledger to be read.")


def person_at(session: Session, email: str) -> int:
    """Whom an address signs in, whose own rows this transaction then sees. Raises: NotAnAddress, NoSuchPerson."""
    found = door.person_at(session, email).person_id
    session.allow_person(found)
    return found


def grant(
    session: Session, person_id: int, scope: Scope, now: datetime, *, book_id: int = 0, lender_id: int = 0,
    locale: str = "en",
) -> Consent:
    """Allow one thing. What stands already is given back as it is.

    `book_id` 0 is every ledger one holds, now and later. Raises: BookNotMeant, LenderNeeded, LenderNotMeant, Missing
    for a ledger or lender that is not there, NotHeld.
    """
    session.allow_person(person_id)
    check_subject(scope, book_id, lender_id)
    if book_id and not door.book(session, person_id, book_id).is_held:
        raise NotHeld()
    borrowers.lock(session, person_id)
    goes_to = _goes_to(session, lender_id)
    found = _among(consents.of_person(session, person_id, scope), now, book_id, lender_id, goes_to)
    if found is None:
        found = _given(scope, now, book_id, goes_to, match_language(locale))
        consents.add(session, person_id, found)
    if scope in READS:
        for book in _books_of(session, person_id, book_id):
            grants.put(session, book, person_id, scope, found.given_at)
    return found


def withdraw(session: Session, person_id: int, consent_id: int, now: datetime) -> Consent:
    """Take one thing back, at once: what was measured and what waits under it goes in the same transaction.

    Taken back before, nothing happens. Raises: Missing.
    """
    session.allow_person(person_id)
    borrowers.lock(session, person_id)
    found = get(session, person_id, consent_id)
    if consents.withdraw(session, person_id, consent_id, now):
        _end_reading(session, person_id, found, now)
    return get(session, person_id, consent_id)


def withdraw_scope(
    session: Session, person_id: int, scope: Scope, now: datetime, *, book_id: int = 0, lender_id: int = 0
) -> Consent:
    """Take back what stands of a scope for a ledger (0: the one for every ledger) and lender. Raises: Missing."""
    session.allow_person(person_id)
    check_subject(scope, book_id, lender_id)
    found = _among(consents.of_person(session, person_id, scope), now, book_id, lender_id, None)
    if found is None:
        raise Missing()
    return withdraw(session, person_id, found.consent_id, now)


def get(session: Session, person_id: int, consent_id: int) -> Consent:
    """One consent of a person. Raises: Missing."""
    found = consents.get(session, person_id, consent_id)
    if found is None:
        raise Missing()
    return found


def everything(session: Session, person_id: int) -> list[Consent]:
    """Every consent a person ever gave, those withdrawn or run out too, the newest first."""
    found = consents.of_person(session, person_id)
    return sorted(found, key=lambda one: (one.given_at, one.consent_id), reverse=True)


def stands(session: Session, consent: Consent, now: datetime) -> bool:
    """Whether a consent still holds, for its recipient as that is called now."""
    return consent.stands(now, _goes_to_now(session, consent.lender_id))


def standing(
    session: Session, person_id: int, scope: Scope, now: datetime, *, book_id: int = 0, lender_id: int = 0
) -> Consent | None:
    """The consent of a person that holds now for this ledger (its own, or the one for every ledger) and lender."""
    known = consents.of_person(session, person_id, scope)
    goes_to = _goes_to(session, lender_id)
    own = _among(known, now, book_id, lender_id, goes_to)
    return own or (_among(known, now, 0, lender_id, goes_to) if book_id else None)


def keep_grants(session: Session, person_id: int, book_id: int, now: datetime) -> None:
    """Say in a ledger that came later what was said for every ledger before."""
    for scope in READS:
        found = _among(consents.of_person(session, person_id, scope), now, 0, 0, None)
        if found is not None:
            grants.put(session, book_id, person_id, scope, found.given_at)


def waiting_for(session: Session, book_id: int, scope: Scope, now: datetime) -> int:
    """How many owners and partners of a ledger have not allowed it to be read. The ledger must be allowed."""
    purpose = PURPOSES[scope]
    after = max(purpose.since, now - timedelta(days=purpose.duration_days))
    return len(set(door.holders(session, book_id)) - grants.givers(session, book_id, scope, after))


def recipient(session: Session, lender_id: int) -> Recipient | None:
    """A lender as a receipt names it; None where there is none, or none any more."""
    found = lenders.get(session, lender_id)
    if found is None or found.closed:
        return None
    return Recipient(found.lender_id, found.name, found.legal_name, found.contact)


def _given(scope: Scope, now: datetime, book_id: int, goes_to: Recipient | None, locale: str) -> Consent:
    purpose = PURPOSES[scope]
    texts = {tag: purpose.statement(catalogue(tag).gettext) for tag in LANGUAGES}
    receipt = receipt_of(purpose, texts, locale, now, goes_to)
    lender_id = goes_to.lender_id if goes_to else 0
    return Consent(new_id(), scope, book_id, lender_id, receipt, now, ends_at(purpose, now), None)


def _goes_to(session: Session, lender_id: int) -> Recipient | None:
    if not lender_id:
        return None
    found = recipient(session, lender_id)
    if found is None:
        raise Missing()
    return found


def _goes_to_now(session: Session, lender_id: int) -> Recipient | None:
    return recipient(session, lender_id) if lender_id else None


def _among(
    known: Iterable[Consent], now: datetime, book_id: int, lender_id: int, goes_to: Recipient | None
) -> Consent | None:
    """The newest that stands and is about exactly this ledger and lender."""
    fits = (one for one in known if (one.book_id, one.lender_id) == (book_id, lender_id))
    return max((one for one in fits if one.stands(now, goes_to)), key=lambda one: one.given_at, default=None)


def _books_of(session: Session, person_id: int, book_id: int) -> list[int]:
    """The ledgers a consent is about: the one named, or every one the person holds."""
    held = [book.book_id for book in door.books_of(session, person_id) if book.is_held]
    return [book for book in held if book_id in (0, book)]


def _end_reading(session: Session, person_id: int, ended: Consent, now: datetime) -> None:
    """Nothing measured, offered or answered under a consent outlives it, unless another covers the same ledger."""
    if ended.scope not in READS:
        return
    for book in _books_of(session, person_id, ended.book_id):
        if standing(session, person_id, ended.scope, now, book_id=book) is None:
            grants.remove(session, book, person_id, ended.scope)
    snapshots.remove(session, person_id, ended.book_id)
    if ended.scope is not Scope.RESEARCH:
        offers.forget(session, person_id, ended.book_id, now)
