"""The shipped cohort: made again from its seed number for number, and with everybody in it whom rules are about."""

from __future__ import annotations

import pytest

from credit.domain.lenders import snapshots
from credit.domain.lenders.household import Dice, draw
from credit.domain.lenders.living import live
from credit.domain.lenders.outcome import in_need
from credit.domain.lenders.person import COLUMNS, GROUPS, drawn, facts_from, signals_of
from credit.domain.lenders.snapshots import MEASURED_ON, NAME, PEOPLE, gathered, packed, part, shipped, unpacked
from credit.domain.offers.facts import facts_of
from credit.domain.rules.moment import Moment
from credit.domain.signals.measure import measure
from credit.domain.signals.registry import BOOK_SIGNALS, SIGNALS
from credit.domain.signals.signal import State

SORTS = {
    "persistent_debt": 1, "min_pay_hits": 3, "missed_due": 1, "cash_advance": 1, "loan_stacking": 1,
    "shortfall_prob_30": 2_000, "idle_cash": 300_000, "dti": 4_000, "revolving_streak": 2, "loan_owed": 1, "pay": 3,
    "income_cv": 1_500, "planned_day": 1,
}
"""People of whom each is unlike the others: the first of the cohort with so much of a column, at least."""


def one_of_each_sort() -> list[int]:
    kept = shipped()
    found = [next(at for at, value in enumerate(kept.column(name)) if value >= least) for name, least in SORTS.items()]
    young = next(at for at in range(kept.people) if kept.states_of(at)["shortfall_prob_30"] == 2)
    return sorted({*found, young, 0, 4_711, 9_999})


def test_people_of_every_sort_are_drawn_again_byte_for_byte():
    kept = shipped()

    for number in one_of_each_sort():
        again = gathered([drawn(NAME, number, MEASURED_ON)])
        assert again.values[:, 0].tobytes() == kept.values[:, number].tobytes(), number
        assert again.states[:, 0].tobytes() == kept.states[:, number].tobytes(), number


def test_a_row_gives_back_what_was_measured_and_the_facts_beside_it():
    figures = live(draw(NAME, 3, MEASURED_ON), MEASURED_ON)
    kept = shipped()

    found = signals_of(kept.row(3), kept.states_of(3))
    facts = facts_from(kept.row(3), MEASURED_ON)

    measured = measure(figures).signals
    assert {name: (one.value, one.state) for name, one in found.items()} == {
        name: (one.value, one.state) for name, one in measured.items()}
    wanted = facts_of(figures)
    assert (facts.card, facts.due, facts.payment, facts.next_income, facts.set_aside, facts.loan_owed) == (
        wanted.card, wanted.due, wanted.payment, wanted.next_income, wanted.set_aside, wanted.loan_owed)


def test_it_is_labelled_whole_and_small():
    kept = shipped()

    assert kept.people == PEOPLE and kept.name.startswith("synthetic")
    assert len(snapshots.file_bytes()) < 1_000_000


def test_packing_loses_nothing():
    some = part(shipped(), 200)

    again = unpacked(packed(some))

    assert (again.values == some.values).all() and (again.states == some.states).all()


def test_a_file_drawn_for_other_signals_is_refused(monkeypatch):
    data = packed(part(shipped(), 3))
    monkeypatch.setattr(snapshots, "COLUMNS", (*COLUMNS, "zodiac"))

    with pytest.raises(ValueError, match="anew"):
        unpacked(data)


def test_everybody_whom_rules_are_about_is_in_it():
    kept = shipped()
    moments = {moment: len(in_need(kept, moment, "CNY")) for moment in
               (Moment.CARD_REFINANCE, Moment.IDLE_CASH, Moment.SHORTFALL)}

    assert all(count > 400 for count in moments.values()), moments
    for name in GROUPS:
        counts = [kept.column(name).count(place) for place in range(4)]
        assert min(counts) > 300, (name, counts)
    unknown = State.UNKNOWN.value
    assert 0 < (kept.states == list(State).index(State(unknown))).mean() < 0.2


def test_no_number_lies_outside_what_its_signal_can_be():
    kept = shipped()
    for at, name in enumerate(BOOK_SIGNALS):
        meaning, column = SIGNALS[name], kept.values[at]
        assert meaning.least is None or column.min() >= meaning.least, name
        assert meaning.most is None or column.max() <= meaning.most, name


def test_dice_fall_the_same_everywhere():
    dice = Dice("pinned", 7)

    assert [dice.below(100) for _ in range(8)] == [41, 27, 80, 11, 81, 81, 24, 60]
