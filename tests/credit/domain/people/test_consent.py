"""A consent is about one thing, says everything it is for, and lapses when that changes."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from credit.domain.people import scope as scopes
from credit.domain.people.receipt import Consent, Recipient, ends_at, is_current, receipt_of, text_hash
from credit.domain.people.scope import FIELDS, PURPOSES, Scope, check_subject, read_scope

NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)
HARBOUR = Recipient(7, "Harbour", "Harbour Bank Ltd", "1 Quay, +86 21 1234")
TEXTS = {"en": "for this", "zh-Hans": "为了这个", "zh-Hant": "為了這個"}


def _consent(scope: Scope = Scope.PERSONALISED, goes_to: Recipient | None = None) -> Consent:
    purpose = PURPOSES[scope]
    receipt = receipt_of(purpose, TEXTS, "zh-Hans", NOW, goes_to)
    return Consent(1, scope, 5, goes_to.lender_id if goes_to else 0, receipt, NOW, ends_at(purpose, NOW), None)


def test_every_scope_has_a_purpose_and_every_field_a_name() -> None:
    assert set(PURPOSES) == set(Scope)
    assert all(set(one.fields) <= set(FIELDS) for one in PURPOSES.values())


@pytest.mark.parametrize(("text", "read"), [
    ("offer.personalised", (Scope.PERSONALISED, "")), (" lead.share:abc ", (Scope.SHARE, "abc")),
    ("lead.share", (Scope.SHARE, "")), ("contact.email", (Scope.BY_EMAIL, "")),
])
def test_a_scope_is_read_as_it_is_written(text: str, read: tuple[Scope, str]) -> None:
    assert read_scope(text) == read


@pytest.mark.parametrize("text", ["", "everything", "offer.personalised:abc", "contact.pigeon", "LEAD.SHARE"])
def test_what_is_no_scope_is_refused(text: str) -> None:
    with pytest.raises(scopes.NoSuchScope):
        read_scope(text)


@pytest.mark.parametrize(("scope", "book", "lender", "refusal"), [
    (Scope.GENERIC, 5, 0, scopes.BookNotMeant), (Scope.SHARE, 5, 0, scopes.LenderNeeded),
    (Scope.PERSONALISED, 5, 7, scopes.LenderNotMeant),
])
def test_a_consent_names_exactly_what_it_is_about(scope: Scope, book: int, lender: int, refusal: type) -> None:
    with pytest.raises(refusal):
        check_subject(scope, book, lender)


def test_a_receipt_says_everything_of_article_23() -> None:
    receipt = _consent(Scope.SHARE, HARBOUR).receipt

    assert receipt["recipient"] == {"legal_name": "Harbour Bank Ltd", "contact": "1 Quay, +86 21 1234"}
    assert receipt["purpose"] == "为了这个" and receipt["method"] and receipt["policy_version"] == "1"
    assert receipt["fields"] == ["name", "email", "offer", "reasons"]
    assert (receipt["duration_days"], receipt["lookback_days"]) == (30, 0)
    assert receipt["text_sha256"]["en"] == text_hash("for this") == hashlib.sha256(b"for this").hexdigest()
    assert receipt["ends_at"] == (NOW + timedelta(days=30)).isoformat()


def test_a_consent_stands_until_it_ends_or_is_taken_back() -> None:
    given = _consent()

    assert given.stands(NOW) and given.stands(NOW + timedelta(days=364))
    assert not given.stands(NOW + timedelta(days=365))
    assert not replace(given, withdrawn_at=NOW).stands(NOW)


def test_a_changed_purpose_ends_every_consent_given_before(monkeypatch: pytest.MonkeyPatch) -> None:
    given = _consent()

    monkeypatch.setitem(PURPOSES, Scope.PERSONALISED, replace(PURPOSES[Scope.PERSONALISED], version=2))

    assert not given.stands(NOW)


def test_a_renamed_recipient_ends_the_consent_to_share_with_it() -> None:
    given = _consent(Scope.SHARE, HARBOUR)

    assert is_current(given.receipt, HARBOUR)
    assert not is_current(given.receipt, replace(HARBOUR, legal_name="Harbour Holdings"))
    assert not is_current(given.receipt, replace(HARBOUR, contact="elsewhere"))


@pytest.mark.parametrize("scope", list(Scope))
def test_whoever_changes_what_is_agreed_to_raises_its_version(scope: Scope) -> None:
    said = text_hash(PURPOSES[scope].statement(lambda text: text))[:12]

    assert (PURPOSES[scope].version, said) == PINNED[scope]


PINNED: dict[Scope, tuple[int, str]] = {
    Scope.INSIGHT: (1, "29918cd0ee68"),
    Scope.PERSONALISED: (1, "6db7ef27dd74"),
    Scope.GENERIC: (1, "02c0cda94934"),
    Scope.SHARE: (1, "96b14ac86de4"),
    Scope.BY_EMAIL: (1, "6a258435db28"),
    Scope.BY_SMS: (1, "dae0d5374930"),
    Scope.BY_CALL: (1, "9ca32c921152"),
    Scope.BY_WECOM: (1, "e3f6f5d85a3f"),
    Scope.RESEARCH: (1, "23bf63ae1ced"),
}
"""What was agreed to under each version: a changed word needs a new version, a new `since` and a new line here."""
