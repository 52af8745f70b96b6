"""What changed between two rule sets: cell by cell, whole rows, and nothing that did not change."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from credit.domain.lenders.difference import Kind, changes, is_material
from tests.credit.lending import row

FIRST = row(("dti", "at_most", 4_000), ("history_days", "at_least", 90), rate="14.8")
SECOND = row(("revolving_streak", "at_least", 3), most="5000")
ROWS = st.lists(st.sampled_from([FIRST, SECOND, row(), row(("dti", "at_most", 3_500), rate="14.4")]), max_size=6)


def test_a_cell_says_what_stood_and_what_stands():
    now = row(("dti", "at_most", 3_500), ("history_days", "at_least", 90), rate="14.4")

    found = changes([FIRST, SECOND], [now, SECOND])

    assert [(one.kind, one.after, one.column, one.was, one.now) for one in found] == [
        (Kind.CELL, 1, "dti", (("at_most", 4_000),), (("at_most", 3_500),)),
        (Kind.CELL, 1, "rate_percent", "14.8", "14.4"),
    ]


def test_a_row_that_goes_shifts_nothing_else():
    (gone,) = changes([FIRST, SECOND], [SECOND])

    assert (gone.kind, gone.before, gone.after) == (Kind.GONE, 1, None)


def test_a_row_put_between_is_new_and_the_rest_the_same():
    (new,) = changes([FIRST, SECOND], [FIRST, row(), SECOND])

    assert (new.kind, new.before, new.after) == (Kind.NEW, None, 2)


def test_a_signal_no_longer_asked_for_is_a_change_of_its_cell():
    (one,) = changes([FIRST], [row(("history_days", "at_least", 90), rate="14.8")])

    assert (one.column, one.now) == ("dti", None)


@given(ROWS)
def test_nothing_changes_between_a_text_and_itself(rows):
    assert changes(rows, rows) == ()
    assert not is_material({"rows": rows}, {"rows": rows})


@given(ROWS, ROWS)
def test_two_texts_differ_exactly_where_there_is_a_change(before, after):
    assert (changes(before, after) == ()) == (before == after)


@given(ROWS, ROWS)
def test_rows_added_and_gone_account_for_the_length(before, after):
    kinds = [one.kind for one in changes(before, after)]

    assert len(after) - len(before) == kinds.count(Kind.NEW) - kinds.count(Kind.GONE)


def test_the_first_version_of_all_is_a_change_of_terms():
    assert is_material(None, {"rows": []})
