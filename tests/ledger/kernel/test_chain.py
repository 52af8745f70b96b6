"""A log row's bytes are pinned, and any change of any row breaks the chain at its place."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.kernel.canonical import canonical
from ledger.kernel.chain import GENESIS, Deed, breaks, joined, one_or_joined

AT = datetime(2026, 11, 21, 4, 0, 0, 250, UTC)


def chain(length: int) -> list[tuple[Deed, bytes]]:
    rows: list[tuple[Deed, bytes]] = []
    previous = GENESIS
    for seq in range(1, length + 1):
        deed = Deed(7, seq, AT, 3, "person", "record", "entry", (seq,), bytes([seq]) * 32, previous)
        rows.append((deed, deed.hash))
        previous = deed.hash
    return rows


def test_the_bytes_of_a_row_are_pinned():
    deed = Deed(7, 1, AT, 3, "person", "record", "entry", (9, 11), b"\x05" * 32, GENESIS)

    assert canonical(deed.content()) == (
        b'{"actor":3,"actor_kind":"person","at":"2026-11-21T04:00:00.000250+00:00","deed":"record","digest":"'
        + b"05" * 32 + b'","format":1,"owner":7,"previous":"' + b"00" * 32
        + b'","seq":1,"subject_kind":"entry","subjects":[9,11]}')


def test_a_whole_chain_has_no_break():
    assert breaks(chain(20)) == []


@given(st.integers(0, 19), st.sampled_from(["at", "actor", "deed", "subjects", "digest", "previous", "owner"]))
def test_a_change_of_any_field_breaks_the_chain_there(at, field):
    rows = chain(20)
    changed = {"at": AT.replace(hour=5), "actor": 4, "deed": "amend", "subjects": (99,), "digest": b"\x63" * 32,
               "previous": b"\x63" * 32, "owner": 8}[field]
    rows[at] = (replace(rows[at][0], **{field: changed}), rows[at][1])

    assert breaks(rows)[0].seq == at + 1


@pytest.mark.parametrize("at", [0, 7, 18])
def test_a_missing_row_is_a_gap(at):
    rows = chain(20)
    del rows[at]

    assert breaks(rows)[0].what == "gap"


def test_rehashing_from_the_middle_is_found_by_the_head_one_kept():
    honest, forged = chain(20), chain(10)

    assert breaks(forged) == [] and forged[-1][1] == honest[9][1]
    assert breaks(honest[10:], previous=forged[-1][1], seq=10) == []
    assert breaks(honest[10:], previous=b"\x01" * 32, seq=10) != []


def test_the_digest_of_a_batch_is_that_of_its_digests_in_order():
    assert one_or_joined([b"a" * 32]) == b"a" * 32
    assert joined([b"a" * 32, b"b" * 32]) != joined([b"b" * 32, b"a" * 32])
