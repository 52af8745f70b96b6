"""Addresses: what is one, and which are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.people.person import (
    ADDRESS_MAX,
    NotAnAddress,
    address_digest,
    currency_for,
    read_address,
    zone_for,
)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("mei@example.org", "mei@example.org"),
        ("  Mei@Example.ORG ", "mei@example.org"),
        ("a.b+c@sub.example.org", "a.b+c@sub.example.org"),
        ("mei@例子.org", "mei@xn--fsqu00a.org"),
        ("o'neil@example.org", "o'neil@example.org"),
    ],
)
def test_an_address_is_read_in_one_form(typed: str, read: str) -> None:
    assert read_address(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "", "mei", "mei@", "@example.org", "mei@localhost", "mei@@example.org", "me i@example.org",
        "mei@example..org", ".mei@example.org", "mei.@example.org", "mei@-example.org",
        "mei@example.org\nBcc: x@y.zz",
        "a" * 65 + "@example.org", "mei@" + "a." * 130 + "org", "梅@example.org", "mei@" + "例" * 70 + ".org",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_by_its_field(typed: str) -> None:
    with pytest.raises(NotAnAddress) as refused:
        read_address(typed)
    assert refused.value.facts["field"] == "email"


@given(st.text(max_size=300))
def test_whatever_is_typed_is_refused_or_fits_and_reads_the_same_again(typed: str) -> None:
    try:
        address = read_address(typed)
    except NotAnAddress:
        return
    assert len(address) <= ADDRESS_MAX
    assert address.isascii()
    assert read_address(address) == address


def test_two_spellings_of_an_address_have_one_digest() -> None:
    assert address_digest(read_address("MEI@example.org")) == address_digest(read_address("mei@Example.org"))


def test_a_language_says_where_and_in_what_money_until_told_otherwise() -> None:
    assert [(zone_for(tag), currency_for(tag)) for tag in ("zh-Hans", "zh-Hant", "en")] == [
        ("Asia/Shanghai", "CNY"),
        ("Asia/Taipei", "TWD"),
        ("UTC", "EUR"),
    ]
