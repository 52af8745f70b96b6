"""What lies ahead of a book, on both engines: known, habits, and only what the seat may see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ledger.domain.ahead.ways import Kind
from ledger.domain.books.entry import NoAmount
from ledger.kernel.ahead.expected import Lack
from ledger.plumbing.db import Session
from ledger.services.ahead import forecasting, naming
from ledger.services.books import arranging
from tests.cast import NOW, TODAY, book, join, named
from tests.ledger.services.ahead.lived import RENT_DAY, counted, lived


def test_rent_is_planned_and_the_salary_is_a_habit_by_its_payers_name(session: Session) -> None:
    seat = book(session)
    lived(session, seat)
    seen = forecasting.outlook(session, seat, TODAY)
    known = naming.names(session, seat, seen.things)

    assert [(one.day, known.of(one), one.minor, one.source) for one in seen.things[:2]] == [
        (RENT_DAY, "Rent", -420_000, "planned"), (date(2026, 12, 15), "Maple Works", 800_000, "habit")]
    assert seen.found is not None
    assert (seen.lack, seen.now, seen.days[-1]) == (None, 3_266_000, 3_266_000)


def test_where_it_is_tight_rent_after_payday_is_a_way_and_costs_nothing(session: Session) -> None:
    seat = book(session)
    item = lived(session, seat, held="0.01", rent="29600")
    seen = forecasting.outlook(session, seat, TODAY, 30)

    assert seen.is_tight and seen.found is not None
    assert [(way.kind, way.number, way.was, way.day) for way in seen.ways] == [
        (Kind.LATER, item.item_id, RENT_DAY, date(2026, 12, 16))]
    assert seen.ways[0].lowest.p50 > seen.found.lowest.p50
    assert [cause.minor for cause in seen.causes] == [-2_960_000]


def test_what_others_keep_private_is_in_nothing(session: Session) -> None:
    seat = book(session)
    lived(session, seat)
    jun = join(session, seat, "Jun", "partner")
    wechat = named(session, seat, "wechat")
    mine = replace(wechat, owner=seat.member.member_id, visibility="private")
    arranging.amend(session, seat, mine, wechat.version, NOW)
    seen = forecasting.outlook(session, jun, TODAY)

    assert (seen.lack, seen.now, seen.things) == (Lack.BALANCE, None, ())


def test_what_is_asked_must_be_an_amount_and_a_day_ahead(session: Session) -> None:
    seat = book(session)
    lived(session, seat)
    seen = forecasting.outlook(session, seat, TODAY)

    assert forecasting.afforded(seen, 100_000, TODAY).answer == "yes"
    with pytest.raises(NoAmount):
        forecasting.afforded(seen, 0, TODAY)
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=91)):
        with pytest.raises(forecasting.DayOutOfReach):
            forecasting.afforded(seen, 100, day)


def test_there_is_no_forecast_before_a_balance_and_ninety_days(session: Session) -> None:
    seat = book(session)
    with pytest.raises(forecasting.NoBalanceToForecast):
        forecasting.forecast_of(session, seat, TODAY, 30)
    counted(session, seat, "5000", back=88)
    with pytest.raises(forecasting.TooYoungToForecast):
        forecasting.forecast_of(session, seat, TODAY, 30)
    assert forecasting.outlook(session, seat, TODAY).needs_days == 1
    for days in (0, 366):
        with pytest.raises(forecasting.ForecastOutOfReach):
            forecasting.forecast_of(session, seat, TODAY, days)
