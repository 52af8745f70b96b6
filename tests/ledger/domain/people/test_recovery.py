"""Recovery codes and the names of devices."""

from __future__ import annotations

import pytest

from ledger.domain.people.device import device_name, is_handheld
from ledger.domain.people.recovery import CODES, code_digest, new_codes


def test_a_set_has_ten_different_codes() -> None:
    assert len({code_digest(code) for code in new_codes()}) == CODES


def test_a_code_counts_however_it_is_typed() -> None:
    code = new_codes()[0]
    assert code_digest(code) == code_digest(f" {code.upper().replace('-', ' ')} ")


@pytest.mark.parametrize("typed", ["", "123456", "abcd-efgh-jkmn", "aaaa-aaaa-aaaa-aaa0", "x" * 17])
def test_what_cannot_be_a_code_has_no_digest(typed: str) -> None:
    assert code_digest(typed) is None


@pytest.mark.parametrize(
    ("agent", "name", "handheld"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            ("Firefox", "Linux"),
            False,
        ),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", ("Chrome", "Android"), True),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) MicroMessenger/8.0", ("WeChat", "iPhone"), True),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", ("Edge", "Windows"), False),
        ("curl/8.5", ("", ""), False),
    ],
)
def test_a_device_is_named_by_what_people_call_it(agent: str, name: tuple[str, str], handheld: bool) -> None:
    assert device_name(agent) == name
    assert is_handheld(agent) is handheld
