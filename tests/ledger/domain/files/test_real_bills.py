"""Every real Alipay and WeChat bill yields the figures its manifest states.

With `-s` a table of all files is printed: rows and sums in, and what becomes of them.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from ledger.domain.files.bills.reading import Reading
from ledger.domain.files.bills.recognise import recognise
from ledger.domain.files.bills.review import Review, review
from ledger.domain.files.sums import Flow, Tally
from ledger.domain.files.verdict import Draft
from ledger.kernel.errors import HouseError

_DATA = Path(__file__).resolve().parents[5] / "shared" / "data"
Case = dict[str, str]


def _cases(*formats: str) -> list[Case]:
    manifest = _DATA / "MANIFEST.tsv"
    if not manifest.is_file():
        return [{"file": "none"}]
    with manifest.open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in rows if row["format"] in formats and row["split"] == "TRAIN"]


def _short(case: Case) -> str:
    return case["file"].rpartition("/")[2].removesuffix(".csv")


BILLS = _cases("alipay", "wechat")
bills = pytest.mark.parametrize("case", BILLS, ids=_short)


@pytest.mark.real_files
@bills
def test_a_real_bill_gives_the_rows_and_sums_of_its_manifest_or_is_refused_whole(
    case: Case, real_files: Path
) -> None:
    tally = _read(case, real_files)
    if tally is None:
        assert case["upstream_expects"].startswith("error")
    else:
        assert tally.rows == int(case["transactions"])
        assert tally.flows.get("CNY", Flow()) == _manifest_flow(case)


@pytest.mark.real_files
@bills
def test_a_real_bill_begins_and_ends_on_the_days_of_its_manifest(case: Case, real_files: Path) -> None:
    reading = _reading(case, real_files)
    days = sorted(row.on.isoformat() for row in reading.rows if row.on) if reading else []
    assert (days[0] if days else "", days[-1] if days else "") == (case["first_date"], case["last_date"])


@pytest.mark.real_files
@bills
def test_what_goes_into_a_real_bill_comes_out_created_or_refused(case: Case, real_files: Path) -> None:
    reading = _reading(case, real_files)
    if reading is not None:
        parts = review(reading).tallies
        assert parts["created"] + parts["duplicates"] + parts["refused"] == parts["in"]


@pytest.mark.real_files
@bills
def test_a_real_bill_imported_twice_adds_nothing(case: Case, real_files: Path) -> None:
    reading = _reading(case, real_files)
    if reading is not None:
        first = review(reading)
        second = review(reading, _recorded(first).intersection)
        assert len(second.drafts) == 0
        assert second.tallies["duplicates"] == first.tallies["created"]


@pytest.mark.real_files
@bills
def test_a_real_bill_read_by_its_project_is_read_whole_by_us(case: Case, real_files: Path) -> None:
    expected = case["upstream_expects"]
    if expected.startswith("n="):
        reading = _reading(case, real_files)
        assert reading is not None
        assert len(review(reading).drafts) == int(expected[2:])


@pytest.mark.real_files
@bills
def test_a_closed_row_of_a_real_bill_is_left_out(case: Case, real_files: Path) -> None:
    reading = _reading(case, real_files)
    if reading is not None and "交易关闭" in case["notes"]:
        closed = {row.line for row in reading.rows if row.status == "交易关闭"}
        left_out = {problem.line for problem in review(reading).problems if problem.code == "nothing_moved"}
        assert closed <= left_out


@pytest.mark.real_files
@bills
def test_a_real_row_is_found_again_at_its_bytes(case: Case, real_files: Path) -> None:
    data = (real_files / case["file"]).read_bytes()
    reading = _reading(case, real_files)
    for row in reading.rows if reading else ():
        assert row.span is not None
        line = data[slice(*row.span)].decode(reading.encoding if reading else "")
        assert line == data.decode(case["encoding"]).split("\n")[row.line - 1] + "\n"


@pytest.mark.real_files
def test_no_other_real_file_is_taken_for_a_bill(real_files: Path) -> None:
    taken = [path.name for path in sorted(real_files.rglob("*")) if path.is_file() and _is_bill(path)]
    ours = [case["file"].rpartition("/")[2] for case in BILLS]
    assert set(taken) <= set(ours)


@pytest.mark.real_files
def test_the_figures_of_all_real_bills_can_be_seen(
    real_files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = [_line(case, _reading(case, real_files)) for case in BILLS]
    with capsys.disabled():
        print("\nfile | rows | debit | credit | neutral | created | refused and why", *table, sep="\n")
    assert len(table) == len(BILLS)


def _reading(case: Case, real_files: Path) -> Reading | None:
    try:
        return recognise((real_files / case["file"]).read_bytes(), case["file"])
    except HouseError:
        return None


def _read(case: Case, real_files: Path) -> Tally | None:
    reading = _reading(case, real_files)
    return review(reading).tallies["in"] if reading else None


def _recorded(done: Review) -> frozenset[bytes]:
    return frozenset(outcome.identity for outcome in done if isinstance(outcome.verdict, Draft))


def _manifest_flow(case: Case) -> Flow:
    columns = ("debit_by_currency", "credit_by_currency", "neutral_by_currency")
    return Flow(*(int(Decimal(case[column].removeprefix("CNY ") or "0") * 100) for column in columns))


def _is_bill(path: Path) -> bool:
    try:
        recognise(path.read_bytes(), path.name)
    except HouseError:
        return False
    return True


def _line(case: Case, reading: Reading | None) -> str:
    if reading is None:
        return f"{_short(case)} | refused whole ({case['upstream_expects']})"
    done = review(reading)
    flow = done.tallies["in"].flows.get("CNY", Flow())
    money = " | ".join(str(Decimal(fen).scaleb(-2)) for fen in (flow.debit, flow.credit, flow.neutral))
    why = ", ".join(f"{problem.line}:{problem.code}" for problem in done.problems)
    return f"{_short(case)} | {len(reading.rows)} | {money} | {len(done.drafts)} | {why}"
