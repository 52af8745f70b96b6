"""Rules: the days they come on, by RFC 5545, clamped, and by the moon."""

import time
from datetime import date
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.domain.planning.rule import HORIZON, NeverComes, Often, OutsideLunar, Rule
from ledger.domain.planning.rule_text import RuleUnfit, RuleUnreadable, TooManyTurns, read_rule, rule_text


def days(text: str, start: str, count: int) -> list[str]:
    begins = date.fromisoformat(start)
    rule = read_rule(text).rule.spelled_out(begins)
    first = rule.first(begins)
    return [day.isoformat() for day in (first, *islice(rule.after(first, first), count - 1))]


@pytest.mark.parametrize(("text", "start", "wanted"), [
    ("FREQ=DAILY;INTERVAL=10", "2026-12-25", ["2026-12-25", "2027-01-04", "2027-01-14"]),
    ("FREQ=WEEKLY", "2026-11-21", ["2026-11-21", "2026-11-28", "2026-12-05"]),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "2026-11-21", ["2026-11-23", "2026-11-27", "2026-12-07", "2026-12-11"]),
    ("FREQ=MONTHLY;BYDAY=2TU", "2026-11-21", ["2026-12-08", "2027-01-12", "2027-02-09"]),
    ("FREQ=MONTHLY;BYDAY=-1FR", "2026-11-21", ["2026-11-27", "2026-12-25", "2027-01-29"]),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", "2028-01-05", ["2028-01-31", "2028-02-29", "2028-03-31"]),
    ("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "2026-11-21", ["2027-08-13", "2028-10-13", "2029-04-13"]),
    ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "2026-11-21", ["2026-11-26", "2027-11-25"]),
    ("FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", "2092-01-01", ["2092-02-29", "2096-02-29", "2104-02-29"]),
])
def test_the_days_of_a_rule(text: str, start: str, wanted: list[str]) -> None:
    assert days(text, start, len(wanted)) == wanted


def test_the_31st_skips_short_months_where_a_program_wrote_it_by_the_norm() -> None:
    assert days("FREQ=MONTHLY;BYMONTHDAY=31", "2026-01-31", 4) == [
        "2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31"]


def test_clamped_the_31st_is_the_last_day_of_a_short_month_and_the_31st_again() -> None:
    text = "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;SKIP=BACKWARD"

    assert days(text, "2028-01-31", 4) == ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]


@pytest.mark.parametrize(("text", "wanted"), [
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["2028-02-29", "2032-02-29", "2036-02-29"]),
    ("RSCALE=GREGORIAN;FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;SKIP=BACKWARD", ["2027-02-28", "2028-02-29", "2029-02-28"]),
])
def test_the_29th_of_february_waits_for_leap_years_or_is_clamped(text: str, wanted: list[str]) -> None:
    assert days(text, "2026-03-01", 3) == wanted


@pytest.mark.parametrize(("text", "wanted"), [
    ("RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15", ["2025-10-06", "2026-09-25", "2027-09-15"]),
    ("RSCALE=CHINESE;FREQ=MONTHLY;BYMONTHDAY=1", ["2025-06-25", "2025-07-25", "2025-08-23"]),
    ("RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1", ["2025-06-25", "2026-07-14", "2027-07-04"]),
    ("RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=6L;BYMONTHDAY=1", ["2025-07-25", "2036-07-23", "2055-07-24"]),
    ("RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=6L;BYMONTHDAY=1;SKIP=BACKWARD", ["2025-07-25", "2026-07-14", "2027-07-04"]),
    ("RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1", ["2026-02-16", "2027-02-05", "2028-01-25"]),
])
def test_by_the_moon_leap_months_count_only_where_they_were_meant(text: str, wanted: list[str]) -> None:
    assert days(text, "2025-06-01", 3) == wanted


def test_for_five_years_the_last_month_has_no_thirtieth_and_new_years_eve_is_its_last_day() -> None:
    eve = "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=12;BYMONTHDAY="

    assert days(f"{eve}30", "2025-01-01", 1) == ["2030-02-02"]
    assert days(f"{eve}30;SKIP=BACKWARD", "2025-01-01", 2) == days(f"{eve}-1", "2025-01-01", 2) == [
        "2025-01-28", "2026-02-16"]


def test_the_day_before_a_leap_month_by_the_moon_has_no_thirtieth_twice() -> None:
    text = "RSCALE=CHINESE;FREQ=MONTHLY;BYMONTHDAY=30;SKIP=BACKWARD"

    assert days(text, "2025-07-01", 3) == ["2025-07-24", "2025-08-22", "2025-09-21"]


@pytest.mark.parametrize("text", [
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=4,6;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYMONTHDAY=-31;BYMONTH=2",
    "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=12L;BYMONTHDAY=1",
])
def test_a_rule_that_never_comes_is_refused_at_once(text: str) -> None:
    began = time.perf_counter()

    with pytest.raises(NeverComes):
        days(text, "2026-11-21", 1)
    assert time.perf_counter() - began < 0.2


def test_by_the_moon_nothing_begins_where_the_table_does_not_reach() -> None:
    with pytest.raises(OutsideLunar):
        days("RSCALE=CHINESE;FREQ=YEARLY", "1970-01-01", 1)


def test_a_rule_of_endless_days_costs_what_is_looked_at() -> None:
    rule, began = read_rule("FREQ=DAILY").rule, date(1900, 1, 1)

    at = time.perf_counter()
    found = list(islice(rule.after(began, date(2150, 1, 1)), 5))

    assert found[0] == date(2150, 1, 1) and time.perf_counter() - at < 0.1
    assert list(rule.after(HORIZON, HORIZON)) == []


@pytest.mark.parametrize(("text", "refusal"), [
    ("", RuleUnreadable), ("every month", RuleUnreadable), ("FREQ=HOURLY", RuleUnreadable),
    ("FREQ=DAILY;FREQ=WEEKLY", RuleUnreadable), ("FREQ=DAILY;INTERVAL=0", RuleUnreadable),
    ("FREQ=DAILY;INTERVAL=٣", RuleUnreadable), ("FREQ=DAILY;BYHOUR=3", RuleUnreadable),
    ("FREQ=MONTHLY;BYMONTHDAY=0", RuleUnreadable), ("FREQ=MONTHLY;BYMONTHDAY=32", RuleUnreadable),
    ("FREQ=MONTHLY;BYSETPOS=1;BYDAY=MO", RuleUnreadable), ("FREQ=DAILY;UNTIL=20261301", RuleUnreadable),
    ("FREQ=DAILY;COUNT=0", RuleUnreadable), ("FREQ=DAILY;COUNT=1000000", TooManyTurns),
    ("FREQ=DAILY;COUNT=3;UNTIL=20270101", RuleUnfit), ("FREQ=WEEKLY;BYMONTHDAY=3", RuleUnfit),
    ("FREQ=WEEKLY;BYDAY=2MO", RuleUnfit), ("FREQ=MONTHLY;BYDAY=2MO;BYMONTHDAY=9", RuleUnfit),
    ("FREQ=MONTHLY;BYDAY=6MO", RuleUnfit), ("FREQ=YEARLY;BYMONTH=6L", RuleUnfit),
    ("RSCALE=CHINESE;FREQ=WEEKLY", RuleUnfit), ("RSCALE=CHINESE;FREQ=MONTHLY;BYDAY=MO", RuleUnfit),
    ("RSCALE=GREGORIAN;FREQ=DAILY;SKIP=BACKWARD", RuleUnfit), ("FREQ=DAILY;SKIP=FORWARD", RuleUnreadable),
    ("FREQ=DAILY;" + "X" * 600, RuleUnreadable), ("FREQ=DAILY;BYDAY=" + ",".join(["MO"] * 99), RuleUnreadable),
])
def test_what_is_no_rule_is_refused_by_name(text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read_rule(text)


def test_the_end_named_in_a_rule_is_read_beside_it() -> None:
    by_day, by_count = read_rule("RRULE:FREQ=DAILY;UNTIL=20270101"), read_rule("freq=daily;count=12")

    assert (by_day.until, by_day.times, by_count.until, by_count.times) == (date(2027, 1, 1), None, None, 12)
    assert rule_text(by_count.rule, times=12) == "FREQ=DAILY;COUNT=12"


_DAYS = st.lists(st.integers(1, 30) | st.integers(-30, -1), min_size=1, max_size=3, unique=True).map(
    lambda found: tuple(sorted(found)))
_MONTHS = st.lists(st.integers(1, 12), max_size=3, unique=True).map(lambda found: tuple(sorted(found)))
RULES = st.one_of(
    st.builds(Rule, st.just(Often.DAILY), st.integers(1, 999), days=_DAYS | st.just(()), months=_MONTHS),
    st.builds(Rule, st.just(Often.MONTHLY), st.integers(1, 24), days=_DAYS, months=_MONTHS, clamped=st.booleans()),
    st.builds(Rule, st.just(Often.YEARLY), st.integers(1, 9), days=_DAYS, months=_MONTHS, is_lunar=st.booleans(),
              clamped=st.booleans()),
    st.builds(Rule, st.just(Often.MONTHLY), st.integers(1, 9),
              weekdays=st.tuples(st.tuples(st.integers(-5, 5), st.integers(0, 6)))),
)


@settings(max_examples=40)
@given(RULES, st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_a_rule_is_read_back_as_it_was_and_its_days_only_grow(rule: Rule, start: date) -> None:
    assert read_rule(rule_text(rule)).rule == rule
    try:
        first = rule.spelled_out(start).first(start)
    except NeverComes:
        return

    found = [first, *islice(rule.after(first, first), 5)]
    late = found[-1]

    assert found == sorted(set(found)) and found[0] >= start
    assert late == first or next(rule.after(first, late)) == late


@settings(max_examples=40)
@given(RULES.filter(lambda rule: not rule.is_lunar and not rule.clamped), st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_the_library_asked_for_everything_at_once_says_the_same_days(rule: Rule, start: date) -> None:
    try:
        first = rule.first(start)
    except NeverComes:
        return
    text = f"DTSTART:{first:%Y%m%d}\nRRULE:{rule_text(rule)};UNTIL=22001231"

    whole = [at.date() for at in islice(rrulestr(text), 4)]

    assert [first, *islice(rule.after(first, first), 3)] == whole
