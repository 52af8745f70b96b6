"""Vectors that none of us wrote, read where they stand beside the checkout."""

import csv
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from credit.domain.cost.annual_rate import annual_rate
from credit.domain.cost.flows import Flow, Flows
from credit.domain.cost.solver import NoRoot, SeveralRoots, Term, period_rate
from ledger.kernel.interest.schedule import Method, interest_for_days, level_instalment, schedule
from ledger.kernel.interest.yearly import AnnualRate, Convention, DayCount
from ledger.kernel.period import add_months

pytestmark = pytest.mark.real_files

_RUN = re.compile(r"(?:(\d+) x )?([\d.]+) (.*)")
_STEPS = {"weekly": 7, "daily": 1, "every 4 weeks": 28}
_MONTHS = {"monthly": 1, "quarterly": 3}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def payments_of(text: str) -> Iterator[Flow]:
    """`24 x 230.00 monthly from 1978-02-10, then 280.00 on 1980-01-10` as flows."""
    for run in re.split(r", (?:then )?", text):
        found = _RUN.fullmatch(run)
        assert found is not None, run
        first = date.fromisoformat(run[-10:])
        minor = int(Decimal(found[2]) * 100)
        yield from (Flow(day, minor) for day in days_of(found[3], first, int(found[1] or 1)))


def days_of(rhythm: str, first: date, count: int) -> list[date]:
    words = rhythm[: -len(" from 1978-02-10")]
    if words in _MONTHS:
        return [add_months(first, _MONTHS[words] * n, first.day) for n in range(count)]
    if words in _STEPS:
        return [first + timedelta(days=_STEPS[words] * n) for n in range(count)]
    if rhythm.startswith("on the 1st and 16th"):
        return [add_months(first.replace(day=16 if n % 2 else 1), n // 2) for n in range(count)]
    assert rhythm.startswith("on ") and count == 1, rhythm
    return [first]


@pytest.mark.parametrize("vector", ["c1i", "c1iii", "c1v", "c2ii", "c3i", "c4i", "x1", "x4", "x6"])
def test_appendix_j_of_the_real_files(vector: str, real_files: Path) -> None:
    table = rows_of(
        real_files / "apr" / "simontreanor__FSharp.Finance.Personal" / "regz_appendix_j_train.csv"
    )
    row = next(row for row in table if row["id"] == vector)
    lent = Flow(date.fromisoformat(row["advance_date"]), int(Decimal(row["amount_financed"]) * 100))
    flows = Flows((lent,), tuple(payments_of(row["payments"])))

    found = annual_rate(flows, Convention.US_ACTUARIAL).percent

    assert found.quantize(Decimal("0.0001"), ROUND_HALF_UP) == Decimal(row["own_check_apr_percent"])
    assert found.quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal(row["expected_apr_percent"])


SERIES = [
    *(
        f"30-{n}"
        for n in (1, 3, 6, 8, 11, 13, 15, 17, 19, 20, 22, 24, 26, 28, 31, 33, 35, 37, 39, 40, 42, 44, 46, 48)
    ),
    *(
        "1938",
        "minus_0_13",
        "minus_0_993",
        "random",
        "random_1000",
        "rw-100",
        "rw-50",
        "single_redemption",
        "xnfv",
    ),
]


def series_terms(path: Path) -> list[Term]:
    flows: dict[date, Decimal] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for day, amount in csv.reader(file, skipinitialspace=True):
            on = date.fromisoformat(day)
            flows[on] = flows.get(on, Decimal(0)) + Decimal(amount)
    first = min(flows)
    return [Term(int(flows[on].scaleb(20)), (on - first).days) for on in sorted(flows)]


def listed_roots(manifest: Path, name: str) -> list[str]:
    """The roots the manifest lists for a series, found by another's scan up to 20,000 % a year."""
    line = next(line for line in manifest.read_text("utf-8").splitlines() if f"/{name}.csv\t" in line)
    return re.findall(r"-?\d+\.\d+", line.rsplit("(-1, 200]:", 1)[1])


@pytest.mark.parametrize("name", SERIES)
def test_a_series_has_the_root_that_is_listed_or_is_refused(name: str, real_files: Path) -> None:
    terms = series_terms(real_files / "xirr" / "Anexen__pyxirr" / f"{name}.csv")
    roots = listed_roots(real_files / "MANIFEST.tsv", name)

    if len(roots) == 1:
        found = (1 + period_rate(terms, Fraction(365))) ** 365 - 1
        assert abs(found - Decimal(roots[0])) < Decimal("1e-8")
    else:
        with pytest.raises(SeveralRoots if roots else NoRoot):
            period_rate(terms, Fraction(365))


def test_a_level_instalment_of_the_real_files(real_files: Path) -> None:
    table = rows_of(real_files / "tvm" / "Anexen__pyxirr" / "tvm_train.csv")
    row = next(row for row in table if row["arguments"] == "rate=0.05 nper=10 pv=100000 fv=0 end")

    assert level_instalment(100_000 * 10**10, Fraction(5, 100), 10) == round(
        -Decimal(row["own_check"]).scaleb(10)
    )


def test_a_years_principal_of_the_real_files_differs_by_rounding_alone(real_files: Path) -> None:
    table = rows_of(real_files / "tvm" / "Anexen__pyxirr" / "tvm_train.csv")
    row = next(row for row in table if row["arguments"].endswith("periods 13..24"))
    plan = schedule(12_500_000, AnnualRate.stated(Decimal(9)), 360, Method.ANNUITY)

    repaid = sum(row.principal for row in plan.rows[12:24])

    assert abs(repaid + 100 * Decimal(row["own_check"])) <= 12


def test_a_bullet_loan_of_the_real_files(real_files: Path) -> None:
    table = rows_of(real_files / "loan_schedule" / "apache__fineract" / "fineract_bullet.csv")
    rate = AnnualRate.stated(Decimal(30), DayCount.THIRTY_360)

    plan = schedule(10_000, rate, 8, Method.INTEREST_ONLY, first_due=date(2024, 2, 1))

    listed = [(row["due_date"], Decimal(row["due"]), Decimal(row["balance_after"])) for row in table]
    assert [
        (str(row.due), Decimal(row.payment) / 100, Decimal(row.balance) / 100) for row in plan.rows
    ] == listed
    assert interest_for_days(10_000, rate, 30) == 250
