"""The same months told twice over: what differs between two lines is what was decided, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate

from credit.domain.offers.candidate import cash_effect
from credit.domain.offers.decision import Decision, decide
from credit.domain.offers.facts import facts_of
from credit.domain.offers.twin import AS_NOW, OFFER, cost_so_far, money_ahead
from credit.domain.signals.measure import measure
from tests.credit.domain.offers.cases import asked, case, decided, row, rules
from tests.credit.figures import TODAY, Life, revolving


def decided_for_life(life: Life) -> Decision:
    plain = asked(case(sets=[rules("Harbour", row(rate="8"))]))
    figures = life.figures()
    return decide(plain.__class__(
        on=TODAY, currency="CNY", signals=measure(figures).signals, surroundings=plain.surroundings, shelf=plain.shelf,
        norms=plain.norms, facts=facts_of(figures)))


def test_what_a_card_costs_so_far_as_now_and_paid_off() -> None:
    """The numbers of credit.md d8: 1,221.06 in the end, or 1,016.45."""
    drawn = cost_so_far(decided(case()).offers[0].quote)

    staying, moving = drawn.lines
    assert (staying.name, moving.name) == (AS_NOW, OFFER)
    assert (staying.minor[-1], moving.minor[-1]) == (122_106, 101_645)
    assert (staying.minor[:2], moving.minor[:2]) == ((0, 18_250), (6_000, 20_400))
    assert len(drawn.days) == 14 and drawn.days[-1] == date(2027, 12, 21)


def test_two_lines_differ_by_what_was_decided_to_the_last_coin_of_every_day() -> None:
    life = revolving()
    found = decided_for_life(life)
    quote, ways = found.offers[0].quote, [one.way for one in found.free]

    drawn = money_ahead(life.figures(), found.asked.facts, quote, ways, days=120)

    lines = {line.name: line.minor for line in drawn.lines}
    assert list(lines)[:2] == [AS_NOW, OFFER] and set(lines) >= {way.name for way in ways}
    effects = {OFFER: cash_effect(quote, found.asked.facts), **{way.name: way.effect for way in ways}}
    for name, effect in effects.items():
        added = accumulate(effect.get(TODAY + timedelta(days=ahead), 0) for ahead in range(1, 121))
        assert [after - before for after, before in zip(lines[name], lines[AS_NOW], strict=True)] == list(added)


def test_where_nothing_can_be_forecast_nothing_is_drawn() -> None:
    life = Life(months=1)

    assert money_ahead(life.figures(), facts_of(life.figures()), None, ()) is None
