"""What somebody wants to be reminded of: hours that are quiet, and hours the clocks leave out or repeat."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.reminders.wishes import HourIsQuiet, Kind, NoWay, Wishes, checked, instant_on, next_instant

ZONES = sorted(available_timezones() - {"localtime"})


def test_nothing_is_wanted_until_it_is_said() -> None:
    assert not any(Wishes().wants(kind) for kind in Kind)


@pytest.mark.parametrize(("quiet", "hours"), [
    ((22, 8), {22, 23, 0, 7}), ((1, 3), {1, 2}), ((8, 8), set()), ((0, 23), set(range(23))),
])
def test_quiet_hours_may_go_over_midnight(quiet: tuple[int, int], hours: set[int]) -> None:
    wishes = Wishes(quiet_from=quiet[0], quiet_to=quiet[1])

    assert {hour for hour in range(24) if wishes.is_quiet(hour)} >= hours
    assert not any(wishes.is_quiet(hour) for hour in set(range(24)) - hours if quiet != (22, 8))


def test_nothing_is_sent_in_quiet_hours_nor_before_the_pause_is_over() -> None:
    wishes = Wishes(record=True, paused_until=date(2026, 12, 1))
    here = datetime(2026, 12, 1, 20, tzinfo=ZoneInfo("Asia/Shanghai"))

    assert wishes.lets(Kind.RECORD, here) and not wishes.lets(Kind.DUE, here)
    assert not wishes.lets(Kind.RECORD, here - timedelta(days=1))
    assert not wishes.lets(Kind.RECORD, here.replace(hour=22))


def test_what_cannot_be_met_is_refused_by_its_field() -> None:
    with pytest.raises(NoWay) as no_way:
        checked(Wishes(record=True, by_mail=False))
    with pytest.raises(HourIsQuiet) as quiet:
        checked(Wishes(due=True, due_at=7))

    assert (no_way.value.facts["field"], quiet.value.facts["field"]) == ("by_mail", "due_at")
    assert checked(Wishes(due_at=7, by_mail=False)) == Wishes(due_at=7, by_mail=False)
    assert checked(replace(Wishes(record=True), by_mail=False, by_push=True)).record


@pytest.mark.parametrize(("zone", "day", "hour", "found"), [
    ("Asia/Shanghai", "2026-11-21", 20, "2026-11-21T12:00+00:00"),
    ("Europe/Berlin", "2026-03-29", 2, "2026-03-29T01:00+00:00"),
    ("Europe/Berlin", "2026-10-25", 2, "2026-10-25T00:00+00:00"),
    ("America/Havana", "2026-03-08", 0, "2026-03-08T05:00+00:00"),
    ("Australia/Lord_Howe", "2026-10-04", 2, "2026-10-03T15:30+00:00"),
    ("Pacific/Apia", "2011-12-29", 20, "2011-12-30T06:00+00:00"),
    ("Pacific/Apia", "2011-12-30", 20, None),
])
def test_an_hour_is_where_the_clocks_put_it(zone: str, day: str, hour: int, found: str | None) -> None:
    expected = datetime.fromisoformat(found) if found else None

    assert instant_on(date.fromisoformat(day), hour, ZoneInfo(zone)) == expected


@given(st.sampled_from(ZONES), st.integers(0, 23),
       st.integers(473_385_600, 2_143_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)))
def test_the_next_is_later_and_one_follows_another_day_by_day(zone: str, hour: int, after: datetime) -> None:
    here = ZoneInfo(zone)
    first = next_instant(hour, here, after)
    second = next_instant(hour, here, first)

    assert after < first < second
    assert first - after <= timedelta(hours=50) and second.astimezone(here).date() > first.astimezone(here).date()
    assert first.astimezone(here).hour >= hour


def test_no_change_of_any_clock_since_1985_makes_two_reminders_a_day() -> None:
    for zone in map(ZoneInfo, ZONES[::7]):
        at, days = datetime(2009, 12, 1, tzinfo=UTC), []
        while at.year < 2012:
            at = next_instant(2, zone, at)
            days.append(at.astimezone(zone).date())
        assert len(set(days)) == len(days) and days == sorted(days)
