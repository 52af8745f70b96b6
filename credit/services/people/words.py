"""A consent as a program reads it."""

from __future__ import annotations

from credit.domain.people.receipt import Consent
from ledger.kernel.ids import id_text


def consent_json(consent: Consent) -> dict[str, object]:
    """A consent with its receipt: ids are text, instants ISO 8601 in UTC."""
    return {
        "consent": id_text(consent.consent_id),
        "scope": consent.scope.value,
        "book": id_text(consent.book_id) if consent.book_id else None,
        "lender": id_text(consent.lender_id) if consent.lender_id else None,
        "given_at": consent.given_at.isoformat(),
        "ends_at": consent.ends_at.isoformat() if consent.ends_at else None,
        "withdrawn_at": consent.withdrawn_at.isoformat() if consent.withdrawn_at else None,
        "receipt": dict(consent.receipt),
    }
