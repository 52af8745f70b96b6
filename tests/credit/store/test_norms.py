"""The norms that come with the product are all read, once, and found by jurisdiction or country."""

from __future__ import annotations

from datetime import date

import pytest

from credit.domain.norms.pack import UnknownJurisdiction
from credit.store.norms import pack, shipped_packs


def test_every_shipped_pack_is_read_once_under_its_own_code() -> None:
    assert list(shipped_packs()) == ["CN", "EU", "UK", "US"]
    assert all(code == one.code for code, one in shipped_packs().items())
    assert shipped_packs() is shipped_packs()


def test_a_pack_is_found_by_jurisdiction_or_country() -> None:
    assert pack("CN") is pack("cn") and pack("FR") is pack("EU") and pack("GB") is pack("UK")
    assert pack("CN").on(date(2026, 11, 21)).cap() is not None
    with pytest.raises(UnknownJurisdiction):
        pack("Atlantis")
