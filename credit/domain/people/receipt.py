"""The receipt of a consent: all it was given for, in the words that were on screen, and until when it stands.

A receipt is plain data, kept as it was given. It is held against what would be asked today: where purpose, policy or
recipient are no longer the same, the consent has lapsed and must be asked for anew (credit.md E3, E5).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from credit.domain.people.scope import POLICY_VERSION, PURPOSES, Purpose, Scope

FORMAT = 1
"""The format of receipts."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom something is sent to: the lender's number, legal name and contact, as the receipt names them."""

    lender_id: int
    name: str
    legal_name: str
    contact: str


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent as it was given. `book_id` is 0 for every ledger, `lender_id` 0 for none."""

    consent_id: int
    scope: Scope
    book_id: int
    lender_id: int
    receipt: Mapping[str, Any]
    given_at: datetime
    ends_at: datetime | None
    withdrawn_at: datetime | None

    def stands(self, now: datetime, recipient: Recipient | None = None) -> bool:
        """Whether it still holds: not withdrawn, not run out, and for the same purpose and recipient as today's."""
        is_over = self.withdrawn_at is not None or (self.ends_at is not None and self.ends_at <= now)
        return not is_over and is_current(self.receipt, recipient)


def text_hash(said: str) -> str:
    """SHA-256, in hexadecimal digits, of a text as it stood on screen."""
    return hashlib.sha256(said.encode()).hexdigest()


def receipt_of(
    purpose: Purpose, texts: Mapping[str, str], locale: str, now: datetime, recipient: Recipient | None = None
) -> dict[str, Any]:
    """The receipt of a consent given now: `texts` are the purpose in every language, `locale` the one it was read in.

    Instants are ISO 8601 in UTC, lengths are days. Whose and which ledger it is stands in the consent's own row.
    """
    return {
        "format": FORMAT,
        "scope": purpose.scope.value,
        "purpose_version": purpose.version,
        "policy_version": POLICY_VERSION,
        "purpose": texts[locale],
        "locale": locale,
        "text_sha256": {tag: text_hash(text) for tag, text in sorted(texts.items())},
        "method": purpose.method,
        "fields": list(purpose.fields),
        "lookback_days": purpose.lookback_days,
        "duration_days": purpose.duration_days,
        "given_at": now.isoformat(),
        "ends_at": ends_at(purpose, now).isoformat(),
        "recipient": None if recipient is None else {
            "legal_name": recipient.legal_name, "contact": recipient.contact,
        },
    }


def ends_at(purpose: Purpose, given_at: datetime) -> datetime:
    """The instant from which a consent given then holds no more."""
    return given_at + timedelta(days=purpose.duration_days)


def is_current(receipt: Mapping[str, Any], recipient: Recipient | None = None) -> bool:
    """Whether a receipt is about what would be asked today; `recipient` is the lender as it is called now."""
    purpose = PURPOSES[Scope(receipt["scope"])]
    is_same = (receipt["purpose_version"], receipt["policy_version"]) == (purpose.version, POLICY_VERSION)
    if recipient is None or not purpose.of_lender:
        return is_same
    named = receipt["recipient"] or {}
    return is_same and (named.get("legal_name"), named.get("contact")) == (recipient.legal_name, recipient.contact)
