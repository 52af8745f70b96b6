"""What lies ahead, told: a salary and a rent, the lowest point and what makes it, ways, and what one can afford."""

from __future__ import annotations

from datetime import date, timedelta

from ledger.domain.ahead.coming import Thing, balances_after, causes_of, things_of
from ledger.domain.ahead.months import months_of
from ledger.domain.ahead.ways import Kind, afford, is_tight, ways_out
from ledger.kernel.ahead.days import days_of
from ledger.kernel.ahead.expected import Lack, known_ahead
from ledger.kernel.ahead.forecast import Paths, drawn
from ledger.kernel.ahead.planned import planned
from ledger.kernel.figures import Figures
from tests.credit.figures import TODAY, Life, salaried

UNTIL = TODAY + timedelta(days=90)


def paths_of(figures: Figures) -> Paths:
    days = days_of(figures)
    found = drawn(days, planned(days, TODAY - timedelta(days=365)), 90)
    assert isinstance(found, Paths)
    return found


def told(paths: Paths) -> tuple[Thing, ...]:
    return things_of(paths.expected.known, paths.expected.habits, TODAY, UNTIL)


def tight(short: int = 0) -> Life:
    """A salaried life that began with so little that rent leaves 1,000.00 on the eve of payday, less what is short."""
    life = salaried()
    return life.moves(life.began, "bank", "opening", 4_640_000 + short)


def test_a_salary_and_a_rent_are_what_comes_up() -> None:
    assert [(one.day, one.minor, one.source) for one in told(paths_of(salaried().figures()))][:3] == [
        (date(2026, 12, 1), -300_000, "planned"), (date(2026, 12, 15), 1_000_000, "planned"),
        (date(2027, 1, 1), -300_000, "planned")]


def test_what_was_never_written_down_is_told_as_a_habit_with_its_entries() -> None:
    life = Life().earns(1_000_000).rents(300_000).spends_daily(12_000)
    first, second = told(paths_of(life.figures()))[:2]

    assert [(one.day, one.minor, one.source) for one in (first, second)] == [
        (date(2026, 12, 1), -300_000, "habit"), (date(2026, 12, 15), 1_000_000, "habit")]
    assert len(first.entries) == 12


def test_a_card_and_a_loan_are_told_without_being_planned() -> None:
    life = Life(held=9_000_000).spends_daily(10_000).owes_on_card(1_200_000, pays=110_000, buys=92_000)
    found = told(paths_of(life.figures()))

    assert {(one.day.day, one.minor, one.source) for one in found} == {(25, -110_000, "card")}


def test_the_lowest_point_is_the_eve_of_payday_and_rent_brings_it_there() -> None:
    paths = paths_of(tight().figures())
    lowest = paths.told().lowest
    (rent,) = causes_of(told(paths), lowest.day)

    assert lowest.day == date(2026, 12, 14)
    assert (rent.first.day, rent.turns, rent.minor) == (date(2026, 12, 1), 1, -300_000)


def test_a_cause_that_comes_several_times_is_told_once() -> None:
    things = [Thing(TODAY + timedelta(days=n), -10, "planned", 7) for n in (1, 8, 15)]

    assert [(cause.turns, cause.minor) for cause in causes_of(things, TODAY + timedelta(days=10))] == [(2, -20)]


def test_rent_after_payday_raises_the_lowest_point_and_is_a_way() -> None:
    paths = paths_of(tight().figures())
    before, (way, *rest) = paths.told().lowest, ways_out(paths, told(paths), ())

    assert (way.kind, way.was, way.day, rest) == (Kind.LATER, date(2026, 12, 1), date(2026, 12, 16), [])
    assert way.lowest.p50 > before.p50
    assert is_tight(paths.told(), 3 * 840_000)


def test_money_set_aside_is_a_way_where_it_is_enough() -> None:
    life = tight(short=400_000)
    life.moves(life.began, "opening", "deposit", 500_000)
    figures = life.figures()
    found = [way for way in ways_out(paths_of(figures), (), figures.places) if way.kind is Kind.FROM]
    missing = -paths_of(figures).told().lowest.p10

    assert [(way.minor, way.lowest.p10) for way in found] == [(missing, 0)]
    life.moves(TODAY, "deposit", "other", 450_000)
    assert ways_out(paths_of(life.figures()), (), life.figures().places) == ()


def test_what_one_can_afford_is_told_on_the_same_draws() -> None:
    paths = paths_of(tight().figures())
    low = paths.told().lowest
    little, much = afford(paths, low.p50, date(2026, 12, 3)), afford(paths, low.p50 + 1, date(2026, 12, 3))

    assert (little.answer, little.lowest.p50, little.without) == ("yes", 0, low)
    assert (much.answer, much.lowest.day) == ("no", date(2026, 12, 14))
    assert much.chance == 10_000 > much.chance_before == 0
    assert afford(paths, 1, date(2026, 12, 20)).without.day > date(2026, 12, 20)


def test_too_short_a_life_still_tells_what_is_planned() -> None:
    days = days_of(salaried(months=2).figures())
    plan = planned(days, TODAY - timedelta(days=365))
    things = things_of(known_ahead(days, plan, UNTIL), (), TODAY, UNTIL)

    assert drawn(days, plan, 90) is Lack.DAYS
    assert [one.minor for one in things][:2] == [-300_000, 1_000_000]
    assert balances_after(things, 500_000)[:2] == (200_000, 1_200_000)


def test_the_months_ahead_have_every_day_once_and_sums_that_add_up() -> None:
    things = told(paths_of(salaried().figures()))
    months = months_of(things, TODAY, UNTIL)
    cells = [cell for month in months for week in month.weeks for cell in week if cell]

    assert [month.first.month for month in months] == [11, 12, 1, 2]
    assert [cell.day for cell in cells if cell.is_told] == [TODAY + timedelta(days=n) for n in range(1, 91)]
    assert sum(cell.minor for cell in cells) == sum(month.comes + month.goes for month in months)
    assert sum(cell.minor for cell in cells) == sum(one.minor for one in things)
    assert all(len(week) == 7 for month in months for week in month.weeks)
    assert cells[0].day == date(2026, 11, 16), "weeks that lie behind are left out"
