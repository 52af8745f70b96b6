"""Every real Alipay and WeChat bill, imported through the service into a fresh book of each engine."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from ledger.domain.files.sums import Flow
from ledger.kernel.errors import HouseError
from ledger.services.files import reckoning
from ledger.store.files.batches import Batch
from tests.ledger.services.files import bills

_DATA = Path(__file__).resolve().parents[5] / "shared" / "data"
Case = dict[str, str]


def _cases() -> list[Case]:
    manifest = _DATA / "MANIFEST.tsv"
    if not manifest.is_file():
        return [{"file": "none"}]
    with manifest.open(encoding="utf-8") as lines:
        found = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in found if row["format"] in ("alipay", "wechat") and row["split"] == "TRAIN"]


def _short(case: Case) -> str:
    return case["file"].rpartition("/")[2].removesuffix(".csv")


real_bills = pytest.mark.parametrize("case", _cases(), ids=_short)


def _minor(text: str) -> int:
    return int(Decimal(text.removeprefix("CNY ")) * 100) if text else 0


def _import(database, seat, case: Case, real_files: Path) -> Batch | None:
    try:
        return bills.imported(database, seat, (real_files / case["file"]).read_bytes())
    except HouseError:
        return None


@pytest.mark.real_files
@real_bills
def test_a_real_bill_is_imported_whole_or_refused_whole(database, case: Case, real_files: Path) -> None:
    seat = bills.opened(database)
    batch = _import(database, seat, case, real_files)
    if batch is None:
        assert case["upstream_expects"].startswith("error")
        assert bills.checked(database, seat).entries == 0
        return

    parts = reckoning.reckon(batch)
    wanted = (_minor(case[f"{way}_by_currency"]) for way in ("debit", "credit", "neutral"))
    assert parts["in"].rows == int(case["transactions"])
    assert parts["in"].flows.get("CNY", Flow()) == Flow(*wanted)
    assert parts["created"] + parts["duplicates"] + parts["refused"] == parts["in"]
    checked = bills.checked(database, seat)
    assert (checked.faults, checked.entries) == ((), parts["created"].rows)


@pytest.mark.real_files
@real_bills
def test_a_real_bill_twice_adds_nothing_and_put_back_leaves_nothing(database, case: Case, real_files: Path) -> None:
    seat = bills.opened(database)
    first = _import(database, seat, case, real_files)
    again = _import(database, seat, case, real_files)
    if first is None or again is None:
        assert first is again
        return

    created = bills.counts(first)["created"]
    assert (bills.counts(again)["created"], bills.counts(again)["duplicates"]) == (0, created)
    assert bills.undone(database, seat, first) == created
    assert bills.undone(database, seat, first) == 0
    assert bills.held(database, seat) == {}
    assert bills.checked(database, seat).faults == ()
