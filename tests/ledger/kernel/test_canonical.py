"""The bytes that digests stand on are pinned: changing them would change every digest ever written."""

from datetime import date

import pytest

from ledger.kernel.canonical import canonical, digest


def test_keys_are_sorted_and_nothing_is_padded():
    value = {"b": [1, -2, None, True], "a": "午饭", "on": date(2026, 11, 21), "x": b"\x00\xff"}

    assert canonical(value) == '{"a":"午饭","b":[1,-2,null,true],"on":"2026-11-21","x":"00ff"}'.encode()


def test_the_digest_of_salt_and_content_is_pinned():
    assert digest(b"salt", {"a": 1}).hex() == "38df60ba354b2e5e7df624bb10feb2b4b8b465ef6523fd28e321b537cba57566"


@pytest.mark.parametrize("value", [1.5, {1: 2}, {"a": object()}, {"a": {2.5}}])
def test_what_has_no_canonical_bytes_is_refused(value):
    with pytest.raises(TypeError):
        canonical(value)
