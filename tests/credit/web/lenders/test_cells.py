"""A cell of the table of rules: read as it is typed, and written back so that it reads the same."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from credit.domain.rules.rule_set import reach
from credit.domain.signals.registry import SIGNALS
from credit.web.lenders.cells import NoComparison, NotSoFine, UpsideDown, cell_text, read_cell
from credit.web.lenders.sheet import may_ask
from ledger.kernel.errors import Invalid

ASKED = sorted(name for name in SIGNALS if may_ask(name))


def read(signal: str, text: str, currency: str = "CNY") -> list[tuple[str, int]]:
    return [(one["op"], one["bound"]) for one in read_cell(signal, text, currency, "cell-0-x")]


@pytest.mark.parametrize(("signal", "text", "meant"), [
    ("revolving_streak", "≥ 3", [("at_least", 3)]),
    ("revolving_streak", ">=3", [("at_least", 3)]),
    ("dti", "≤ 35", [("at_most", 3_500)]),
    ("dti", "<= 35.5 %", [("at_most", 3_550)]),
    ("card_effective_apr", "16 – 24", [("at_least", 1_600), ("at_most", 2_400)]),
    ("revolving_balance", "5,000 – 20,000", [("at_least", 500_000), ("at_most", 2_000_000)]),
    ("revolving_balance", "5000-20000", [("at_least", 500_000), ("at_most", 2_000_000)]),
    ("revolving_balance", "¥5,000 – ¥20,000", [("at_least", 500_000), ("at_most", 2_000_000)]),
    ("residual_income", "≥ -200", [("at_least", -20_000)]),
    ("residual_income", "−200 – 300", [("at_least", -20_000), ("at_most", 30_000)]),
    ("income_regularity", "= 2", [("is", 2)]),
    ("history_days", "", []),
    ("history_days", "   ", []),
    ("dti", "＝ 40％", [("is", 4_000)]),
])
def test_what_is_typed_means(signal, text, meant):
    assert read(signal, text) == meant


def test_sums_have_the_digits_of_their_currency():
    assert read("revolving_balance", "≥ 5,000", "JPY") == [("at_least", 5_000)]
    with pytest.raises(NotSoFine):
        read("revolving_balance", "≥ 5.5", "JPY")


@pytest.mark.parametrize(("text", "error"), [
    ("35", NoComparison), ("about 35", NoComparison), ("≥", NoComparison), ("≥ x", Invalid), ("≥ 3.5.1", Invalid),
    ("20 – 10", UpsideDown), ("≥ 3.123", NotSoFine), ("≥ " + "9" * 40, Invalid),
])
def test_what_means_nothing_is_refused_and_names_its_cell(text, error):
    with pytest.raises(error) as refused:
        read("dti", text)
    assert refused.value.facts["field"] == "cell-0-x"


@given(st.sampled_from(ASKED), st.data())
def test_what_is_written_reads_the_same(signal, data):
    low, high = reach(signal)
    bounds = st.integers(max(low, -10**12), min(high, 10**12))
    first, second = sorted((data.draw(bounds), data.draw(bounds)))
    for meant in ([("at_least", first)], [("at_most", second)], [("is", first)],
                  [("at_least", first), ("at_most", second)]):
        assume(meant[0][0] != "at_least" or len(meant) == 1 or first != second)
        text = cell_text(signal, [{"op": op, "bound": bound} for op, bound in meant], "CNY")
        assert read(signal, text) == meant


def test_several_comparisons_are_told_as_the_tightest():
    several = [{"op": "at_least", "bound": 100}, {"op": "at_least", "bound": 300}, {"op": "at_most", "bound": 900}]

    assert cell_text("history_days", several, "CNY") == "300 – 900"
