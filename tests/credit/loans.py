"""Loans whose cost others have published, in one table that both readings are held against.

Each is (name, convention, advances, payments, per cent a year with the digits published). A time is a day or
a count of months. Sources: 12 CFR 1026 Appendix J (c); the European Commission's APRC examples; 98/7/EC
Annex III; loans of British lenders; loans read under the PBoC's announcement 〔2021〕 no. 3.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from ledger.kernel.period import add_months

Timed = tuple[date | int, str]


class Loan(NamedTuple):
    """A published loan."""

    name: str
    convention: str
    advances: list[Timed]
    payments: list[Timed]
    percent: Decimal


def monthly(first: date, count: int, amount: str, step: int = 1) -> list[Timed]:
    return [(add_months(first, step * n, first.day), amount) for n in range(count)]


def every(days: int, first: date, count: int, amount: str) -> list[Timed]:
    return [(first + timedelta(days=days * n), amount) for n in range(count)]


def twice_a_month(count: int, amount: str) -> list[Timed]:
    return [(add_months(date(1978, 3, 1 if n % 2 == 0 else 16), n // 2), amount) for n in range(count)]


def months(count: int, amount: str, start: int = 1) -> list[Timed]:
    return [(start + n, amount) for n in range(count)]


def _us(name: str, on: date, lent: str, payments: list[Timed], percent: str) -> Loan:
    return Loan(f"Appendix J {name}", "us_actuarial", [(on, lent)], payments, Decimal(percent))


_JAN_10 = date(1978, 1, 10)
_FEB_10 = date(1978, 2, 10)
_MAR_10 = date(1978, 3, 10)
_OCT_1 = date(1978, 10, 1)
_SKIPPED = [
    *every(28, date(1978, 2, 20), 9, "100"),
    *every(28, date(1978, 11, 13), 6, "100"),
    *every(28, date(1979, 5, 14), 6, "100"),
    *every(28, date(1979, 11, 12), 3, "100"),
]
_FOUR_WEEKLY = [(date(1978, 4, 20), "39.50"), *every(28, date(1978, 5, 18), 11, "38.31")]
_TWO_WEEKLY = [*every(14, date(1978, 4, 11), 19, "9.50"), (date(1979, 1, 2), "30")]
_TWO_MONTHLY = [
    (date(1978, 3, 1), "449.36"),
    *monthly(date(1978, 5, 1), 18, "465", 2),
    (date(1981, 5, 1), "200"),
]
_BUILDING = [(date(1979, 4, 10), "20000"), (date(1979, 6, 12), "20000"), (date(1979, 9, 18), "20000")]

AMERICAN = [
    _us("(c)(1)(i)", _JAN_10, "5000", monthly(_FEB_10, 24, "230"), "9.69"),
    _us("(c)(1)(ii)", _FEB_10, "6000", monthly(date(1978, 4, 1), 36, "200"), "11.82"),
    _us("(c)(1)(iii)", date(1978, 2, 23), "5000", twice_a_month(24, "219.17"), "10.34"),
    _us("(c)(1)(iv)", date(1978, 5, 23), "10000", monthly(_OCT_1, 40, "385", 3), "8.97"),
    _us("(c)(1)(v)", date(1978, 3, 20), "500", every(7, date(1978, 4, 21), 30, "17.60"), "14.96"),
    _us("(c)(2)(i)", _JAN_10, "5000", [(_FEB_10, "250"), *monthly(_MAR_10, 23, "230")], "10.08"),
    _us("(c)(2)(ii)", date(1978, 3, 18), "400", _FOUR_WEEKLY, "28.50"),
    _us("(c)(3)(i)", _JAN_10, "5000", [*monthly(_FEB_10, 23, "230"), (date(1980, 1, 10), "280")], "10.50"),
    _us("(c)(3)(ii)", date(1978, 4, 3), "200", _TWO_WEEKLY, "12.22"),
    _us(
        "(c)(4)(i)",
        _JAN_10,
        "5000",
        [(_FEB_10, "250"), *monthly(_MAR_10, 22, "230"), (date(1980, 1, 10), "280")],
        "10.90",
    ),
    _us("(c)(4)(ii)", _JAN_10, "8000", _TWO_MONTHLY, "7.30"),
    _us("(c)(5)(i)", date(1978, 1, 3), "1000", [(date(1978, 9, 15), "1080")], "11.45"),
    Loan("Appendix J (c)(5)(ii)", "us_actuarial", [(0, "1000")], [(6, "1044")], Decimal("8.80")),
    Loan("Appendix J (c)(5)(iv)", "us_actuarial", [(0, "1000")], [(24, "1240")], Decimal("11.36")),
    _us("(c)(6) payments skipped", date(1978, 1, 25), "2135", _SKIPPED, "12.00"),
    Loan(
        "Appendix J (c)(7) three advances",
        "us_actuarial",
        _BUILDING,
        monthly(date(1979, 12, 10), 240, "612.36"),
        Decimal("10.25"),
    ),
    _us("quarterly, short first", date(1978, 6, 23), "10000", monthly(_OCT_1, 40, "385", 3), "9.15"),
    _us("quarterly, shorter first", date(1978, 7, 23), "10000", monthly(_OCT_1, 40, "385", 3), "9.32"),
    _us("daily", date(2023, 10, 26), "1000", every(1, date(2023, 11, 30), 5, "220"), "94.15"),
    _us("weekly, long first", date(2023, 10, 28), "1000", every(7, date(2023, 11, 30), 5, "250"), "176.52"),
    _us("weekly", date(2023, 11, 23), "1000", every(7, date(2023, 11, 30), 5, "250"), "412.40"),
    _us("weekly, short first", date(2023, 11, 24), "1000", every(7, date(2023, 11, 30), 5, "250"), "434.30"),
    _us("yearly", date(2023, 10, 26), "1000", monthly(date(2023, 11, 30), 5, "500", 12), "78.34"),
]


def _eu(name: str, payments: list[Timed], percent: str, lent: str = "200000", fee: str = "4000") -> Loan:
    return Loan(f"APRC {name}", "eu_aprc", [(0, lent)], [(0, fee), *payments], Decimal(percent))


def _eu_days(name: str, on: date, lent: str, payments: list[Timed], percent: str) -> Loan:
    return Loan(f"APRC {name}", "eu_aprc", [(on, lent)], payments, Decimal(percent))


_NEW_YEAR = date(1994, 1, 1)
_LATER = [(date(1995, 7, 1), "1200")]
_UNEQUAL = [(date(1994, 4, 1), "272"), (date(1994, 7, 1), "272"), (date(1995, 1, 1), "544")]

EUROPEAN = [
    _eu("example 1", months(240, "1432.86"), "6.434412"),
    _eu("example 3", months(240, "1449.53"), "6.588554"),
    _eu("example 4", months(240, "1599.53"), "7.946625"),
    _eu("example 5", months(240, "1490.18"), "6.961575"),
    _eu("example 6", [*months(240, "1432.86"), (240, "100")], "6.436359"),
    _eu("example 7", [*months(180, "1199.10"), (180, "142097.69")], "6.409523"),
    _eu("example 11", [*months(220, "1500"), (221, "407.70")], "6.452756"),
    _eu("example 20", [*months(24, "1319.91"), *months(216, "1423.41", 25)], "6.190654"),
    _eu("example 23a", months(240, "1319.91"), "5.370286"),
    _eu("example 26a", months(180, "1660.94"), "6.237362"),
    _eu_days("98/7 days", _NEW_YEAR, "1000", _LATER, "12.962038"),
    _eu_days("98/7 days, net of a fee", _NEW_YEAR, "950", _LATER, "16.90"),
    _eu_days("98/7 unequal, days", _NEW_YEAR, "1000", _UNEQUAL, "13.226246"),
    _eu("98/7 a year and a half", [(18, "1200")], "12.92432", "1000", "0"),
    _eu("98/7 a year and a half, a fee", [(18, "1200")], "16.85", "1000", "50"),
    _eu("98/7 two years", [(12, "600"), (24, "600")], "13.06624", "1000", "0"),
    _eu("98/7 unequal", [(3, "272"), (6, "272"), (12, "544")], "13.185495", "1000", "0"),
    _eu("British personal loan", months(60, "222.44"), "12.681515", "10000", "0"),
    _eu("British month", [(1, "250")], "1355.2", "200", "0"),
    _eu_days("British 31 days of 365", date(2023, 1, 1), "100", [(date(2023, 2, 1), "125")], "1283.7"),
    _eu("British, months", [(1, "270"), (2, "270")], "85.585078", "500", "0"),
    _eu_days(
        "British, days of 365",
        date(2012, 10, 10),
        "500",
        [(date(2012, 11, 10), "270"), (date(2012, 12, 10), "270")],
        "84.630846",
    ),
]


def _cn(name: str, lent: str, payments: list[Timed], simple: str, compound: str) -> list[Loan]:
    return [
        Loan(f"{name}, simple", "cn_simple", [(0, lent)], payments, Decimal(simple)),
        Loan(f"{name}, compound", "cn_compound", [(0, lent)], payments, Decimal(compound)),
    ]


CHINESE = [
    *_cn("12 × 1,066.19", "12000", months(12, "1066.19"), "12.0008", "12.6834"),
    *_cn("砍头 600", "12000", [(0, "600"), *months(12, "1066.19")], "21.8567", "24.1848"),
    *_cn("fee 0.60 % × 3", "12000", months(3, "4072"), "10.7679", "11.3156"),
    *_cn("fee 0.60 % × 6", "12000", months(6, "2072"), "12.2394", "12.9498"),
    *_cn("fee 0.60 % × 12", "12000", months(12, "1072"), "13.0342", "13.8418"),
    *_cn("fee 0.60 % × 24", "12000", months(24, "572"), "13.2656", "14.1026"),
    *_cn("12 × 945.60", "10000", months(12, "945.60"), "24.001", "26.825"),
    *_cn("12 × 950", "10000", months(12, "950"), "24.909", "27.959"),
]

LOANS = [*AMERICAN, *EUROPEAN, *CHINESE]
