"""Norms are dated: what holds on a day, in which jurisdiction, and where it is written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib.resources import files

import pytest

from credit.domain.case import MissingField, NotADay, NotOneOf, UnknownField
from credit.domain.cost.annual_rate import annual_rate
from credit.domain.cost.flows import level
from credit.domain.norms.pack import Grounds, Pack, UnknownJurisdiction, find_pack
from credit.domain.norms.pack_reader import EndsBeforeItBegins, PackNotToml, UnsaidLanguage, read_pack
from credit.domain.offers.price import bps_up
from credit.domain.offers.product import Kind
from credit.domain.people.borrower import COUNTRIES
from credit.domain.rules.guarding import guard_stops
from ledger.kernel.interest.yearly import Convention
from tests.credit.domain.rules.cases import AT_EASE

TODAY = date(2026, 11, 21)


def shipped(code: str) -> Pack:
    return read_pack(files("credit").joinpath("data", "norms", f"{code.lower()}.toml").read_bytes())


PACKS = {code: shipped(code) for code in ("CN", "EU", "UK", "US")}


def cap(code: str, on: date, lender: str = "") -> int | None:
    found = PACKS[code].on(on).cap(lender)
    return found.simple_bps if found else None


def test_chinas_cap_changes_on_the_first_of_october_2025() -> None:
    assert cap("CN", date(2025, 9, 30)) == 3_600
    assert cap("CN", date(2025, 10, 1)) == 2_400
    assert PACKS["CN"].on(date(2025, 10, 1)).cap().clause == "cn.nfra_2025_9"  # type: ignore[union-attr]


def test_microloan_companies_come_down_to_four_times_the_prime_rate() -> None:
    assert cap("CN", date(2027, 12, 30), "microloan") == 2_400
    assert cap("CN", date(2027, 12, 31), "microloan") == 1_200
    assert cap("CN", date(2027, 12, 31)) == 2_400, "others are not bound by it"


def test_a_cap_by_the_day_and_a_cap_by_the_year_and_none_at_all() -> None:
    assert cap("UK", TODAY) == 29_200 and cap("US", TODAY) == 3_600
    assert cap("EU", TODAY) is None and cap("CN", date(2015, 8, 31)) is None


@pytest.mark.parametrize(("percent", "code", "on", "stopped"), [
    ("30", "CN", date(2025, 9, 30), False), ("30", "CN", date(2025, 10, 1), True),
    ("20", "CN", date(2025, 10, 1), False), ("30", "US", TODAY, False), ("40", "US", TODAY, True),
    ("90", "UK", TODAY, False), ("300", "UK", TODAY, True), ("5", "EU", TODAY, True),
])
def test_the_same_loan_flips_with_its_country_and_day(percent: str, code: str, on: date, stopped: bool) -> None:
    """g9: a loan of one month, so that both readings differ by compounding alone."""
    instalment = round(100_000 * (1 + Decimal(percent) / 1_200))
    flows = level(100_000, [instalment])
    rates = {"offer_rate_simple": bps_up(annual_rate(flows, Convention.CN_SIMPLE)),
             "offer_rate_compound": bps_up(annual_rate(flows, Convention.CN_COMPOUND))}
    stops = guard_stops({**AT_EASE, **rates}, Kind.LOAN, PACKS[code].on(on))

    assert {stop.guard.value for stop in stops} == ({"G4"} if stopped else set())
    caps = {held.clause for held in PACKS[code].on(on).caps}
    assert {stop.must.source for stop in stops} <= (caps or {"ours"})


def test_the_union_reads_its_rate_from_another_directive_from_20_november_2026() -> None:
    before, after = (PACKS["EU"].on(date(2026, 11, day)) for day in (19, 20))

    assert [one.clause for one in before.readings] == ["eu.2008_48_annex_1"]
    assert [one.clause for one in after.readings] == ["eu.2023_2225"]
    assert "eu.2023_2225" not in before.clauses and after.figures["consumer_loan_most"].value == 10_000_000


@pytest.mark.parametrize(("code", "conventions"), [
    ("CN", (Convention.CN_SIMPLE, Convention.CN_COMPOUND)), ("US", (Convention.US_ACTUARIAL,)),
    ("EU", (Convention.EU_APRC,)), ("UK", (Convention.EU_APRC,)),
])
def test_rates_are_shown_as_the_country_reads_them(code: str, conventions: tuple[Convention, ...]) -> None:
    assert PACKS[code].on(TODAY).conventions == conventions


@pytest.mark.parametrize("code", PACKS)
def test_every_item_names_a_clause_that_stands_as_long_as_it_does(code: str) -> None:
    pack = PACKS[code]
    clauses = {clause.id: clause for clause in pack.clauses}

    for item in (*pack.caps, *pack.readings, *pack.figures, *pack.wordings):
        clause = clauses[item.clause]
        assert clause.since <= item.since and (clause.until is None or (item.until or date.max) <= clause.until)
    assert all(clause.source and clause.says["zh-Hans"] != clause.says["en"] for clause in pack.clauses)
    assert len(clauses) == len(pack.clauses)


@pytest.mark.parametrize("code", ["US", "EU", "UK"])
def test_abroad_only_what_was_read_is_on_file(code: str) -> None:
    assert {clause.grounds for clause in PACKS[code].clauses} == {Grounds.READ}


def test_what_is_only_remembered_sets_no_cap_that_still_holds() -> None:
    norms = PACKS["CN"].on(TODAY)

    assert all(norms.clauses[held.clause].grounds is not Grounds.REMEMBERED for held in norms.caps)


def test_a_country_finds_its_jurisdiction_and_a_stranger_is_refused() -> None:
    assert find_pack(PACKS, "de").code == "EU" and find_pack(PACKS, " GB ").code == "UK"
    for stranger in ("TW", "XX", "", "C" * 100):
        with pytest.raises(UnknownJurisdiction) as refused:
            find_pack(PACKS, stranger)
        assert refused.value.facts["known"] == "CN, EU, UK, US" and len(str(refused.value)) < 120


def test_a_country_belongs_to_one_jurisdiction_and_may_be_said() -> None:
    countries = [country for pack in PACKS.values() for country in pack.countries]

    assert len(countries) == len(set(countries)) and set(countries) <= set(COUNTRIES)


SMALL = """
code = "XX"
countries = ["XX"]
names = {{ en = "X", zh-Hans = "某", zh-Hant = "某" }}
[[clauses]]
id = "xx.1"
source = "a law"
grounds = "read"
since = "2020-01-01"
says = {{ en = "a", zh-Hans = "一", zh-Hant = "一" }}
[[caps]]
bps = {bps}
per = {per}
clause = {clause}
since = {since}
{more}
"""


def small(bps: str = "100", per: str = '"year"', clause: str = '"xx.1"', since: str = '"2020-01-01"',
          more: str = "") -> bytes:
    return SMALL.format(bps=bps, per=per, clause=clause, since=since, more=more).encode()


def test_a_small_pack_is_read() -> None:
    pack = read_pack(small(more='until = "2021-01-01"'))

    assert [pack.on(date(year, 1, 1)).cap() is not None for year in (2019, 2020, 2021)] == [False, True, False]


@pytest.mark.parametrize(("data", "refusal", "field"), [
    (b"\xff\xfe", PackNotToml, None), (b"code = ", PackNotToml, None), (b"", MissingField, "code"),
    (small(per='"week"'), NotOneOf, "caps[0].per"), (small(clause='"xx.2"'), NotOneOf, "caps[0].clause"),
    (small(since='"soon"'), NotADay, "caps[0].since"), (small(more='until = "2020-01-01"'), EndsBeforeItBegins,
                                                        "caps[0].until"),
    (small(more='note = "x"'), UnknownField, "caps[0].note"),
    (small().replace(b'en = "a", ', b""), UnsaidLanguage, "clauses[0].says"),
])
def test_a_slip_in_a_file_of_norms_is_refused_where_it_stands(data: bytes, refusal: type, field: str | None) -> None:
    with pytest.raises(refusal) as refused:
        read_pack(data)

    assert refused.value.facts.get("field") == field
