"""Holding back: five failures a minute, and no way round it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from ledger.kernel.errors import TooMany
from ledger.plumbing.guarding.throttle import FAILURES, LETTERS, Throttle, socket_key


def test_the_sixth_failure_is_refused_and_says_how_long_to_wait() -> None:
    held = Throttle()
    for _ in range(5):
        held.check("socket:a")
        held.count("socket:a")
    with pytest.raises(TooMany) as refused:
        held.check("socket:a", "socket:b")
    assert 1 <= int(str(refused.value.facts["seconds"])) <= 60
    held.check("socket:b")


def test_checking_counts_nothing() -> None:
    held = Throttle()
    for _ in range(20):
        held.check("account")
    held.take("account")


def test_a_right_try_empties_the_window() -> None:
    held = Throttle()
    for _ in range(4):
        held.take("account")
    held.forget("account")
    for _ in range(5):
        held.take("account")
    with pytest.raises(TooMany):
        held.take("account")


def test_kinds_of_tries_have_windows_of_their_own() -> None:
    held = Throttle()
    for _ in range(5):
        held.take("a", FAILURES)
    held.take("a", LETTERS)


def test_of_many_at_once_five_get_through() -> None:
    held = Throttle()

    def attempt(_: int) -> bool:
        try:
            held.take("account")
        except TooMany:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(attempt, range(64))) == 5


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
    ],
)
def test_a_socket_is_known_by_its_address_or_its_network(one: str, other: str, same: bool) -> None:
    app = Flask(__name__)
    keys = []
    for address in (one, other):
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            keys.append(socket_key())
    assert (keys[0] == keys[1]) is same


def test_a_header_that_claims_another_address_is_not_read() -> None:
    app = Flask(__name__)
    headers = {"X-Forwarded-For": "203.0.113.9", "Forwarded": "for=203.0.113.9"}
    with app.test_request_context(headers=headers, environ_base={"REMOTE_ADDR": "192.0.2.1"}):
        assert socket_key() == "socket:192.0.2.1"
