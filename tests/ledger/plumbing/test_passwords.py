"""Hashing: right, wrong and nobody's, at one price."""

from __future__ import annotations

from statistics import median

from argon2 import PasswordHasher

from ledger.plumbing import clock
from ledger.plumbing.guarding.passwords import hash_password, is_outdated, is_password


def test_a_password_is_known_by_its_hash_alone() -> None:
    kept = hash_password("correct horse battery")
    assert is_password(kept, "correct horse battery")
    assert not is_password(kept, "correct horse batterz")
    assert kept != hash_password("correct horse battery")
    assert len(kept) <= 200


def test_nobody_has_no_password_and_a_broken_hash_none_either() -> None:
    assert not is_password(None, "nobody signs in with this")
    assert not is_password("not a hash", "anything at all")


def test_a_hash_of_other_parameters_wants_to_be_made_again() -> None:
    assert is_outdated(PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash("correct horse"))
    assert not is_outdated(hash_password("correct horse"))


def test_asking_for_nobody_costs_what_asking_for_somebody_costs() -> None:
    kept = hash_password("correct horse battery")
    is_password(None, "warm")
    spent: dict[bool, list[int]] = {True: [], False: []}
    for _ in range(15):
        for known in (True, False):
            begun = clock.ticks()
            is_password(kept if known else None, "wrong all the way")
            spent[known].append(clock.ticks() - begun)
    assert abs(median(spent[True]) - median(spent[False])) < median(spent[True]) / 2
