"""Passwords: long enough, not the address, not the first to be tried."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.people.password import (
    PasswordIsAddress,
    PasswordTooLong,
    PasswordTooShort,
    PasswordTriedFirst,
    check_password,
)
from ledger.kernel.errors import Invalid

ADDRESS = "mei.chen@example.org"


@pytest.mark.parametrize(
    "password",
    ["correct horse battery", "账房里有一只白猫在睡觉", "t7!Kq-zz0p", "1234567890abz", "a" * 100 + "bc"],
)
def test_a_long_password_of_any_kind_is_taken(password: str) -> None:
    assert check_password(password, ADDRESS) == password


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("", PasswordTooShort),
        ("ninechars", PasswordTooShort),
        ("x1" * 101, PasswordTooLong),
        ("mei.chen@example.org", PasswordIsAddress),
        ("MEI.CHEN@example.org", PasswordIsAddress),
        ("mei.chen12", PasswordIsAddress),
        ("password123", PasswordTriedFirst),
        ("Countinghouse", PasswordTriedFirst),
        ("woaini1314", PasswordTriedFirst),
        ("0123456789", PasswordTriedFirst),
        ("9876543210", PasswordTriedFirst),
        ("qwertyuiop", PasswordTriedFirst),
        ("aaaaaaaaaaaa", PasswordTriedFirst),
        ("ababababab", PasswordTriedFirst),
    ],
)
def test_a_password_that_gives_itself_away_is_refused_by_name(password: str, refusal: type[Invalid]) -> None:
    with pytest.raises(refusal) as refused:
        check_password(password, ADDRESS, "fresh")
    assert refused.value.facts["field"] == "fresh"


@given(st.text(min_size=12, max_size=60))
def test_two_keyboards_write_the_same_password(password: str) -> None:
    composed, apart = unicodedata.normalize("NFC", password), unicodedata.normalize("NFD", password)
    try:
        taken = check_password(composed, ADDRESS)
    except Invalid:
        return
    assert check_password(apart, ADDRESS) == taken
