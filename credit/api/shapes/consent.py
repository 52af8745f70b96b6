"""A consent and its receipt as a program is answered, and what giving one takes."""

from __future__ import annotations

from pydantic import ConfigDict

from credit.domain.people.scope import Scope
from ledger.plumbing.api.shape import Id, IdText, Instant, Page, Shape


class ConsentIn(Shape):
    """One thing that is allowed. Without `book` it is for every ledger one holds; `lender` is for `lead.share`."""

    model_config = ConfigDict(json_schema_extra={"examples": [
        {"scope": "offer.personalised", "book": "0a1b2c3d4e5f6"}, {"scope": "insight.local"},
    ]})

    scope: Scope
    book: Id | None = None
    lender: Id | None = None


class RecipientOut(Shape):
    """Whom something is sent to."""

    legal_name: str
    contact: str


class ReceiptOut(Shape):
    """What a consent was given for, in the words that were on screen. `text_sha256` is of those words by language."""

    format: int
    scope: str
    purpose_version: int
    policy_version: str
    purpose: str
    locale: str
    text_sha256: dict[str, str]
    method: str
    fields: list[str]
    lookback_days: int
    duration_days: int
    given_at: Instant
    ends_at: Instant
    recipient: RecipientOut | None


class ConsentOut(Shape):
    """A consent with its receipt. A null book is every ledger; `stands` says whether it holds now."""

    id: IdText
    scope: str
    book: IdText | None
    lender: IdText | None
    given_at: Instant
    ends_at: Instant | None
    withdrawn_at: Instant | None
    stands: bool
    receipt: ReceiptOut


class Consents(Page):
    """Consents, newest first, those withdrawn or run out too."""

    items: list[ConsentOut]
