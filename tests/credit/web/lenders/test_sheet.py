"""The table of rules as a form: nothing typed is lost, every fault names its row and column."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from credit.domain.rules.rule_reader import read_rule_set
from credit.domain.rules.rule_set import rule_set_json
from credit.web.lenders import sheet as sheets
from tests.credit.lending import row, rule_set

BODY = {"set": rule_set(
    row(("revolving_streak", "at_least", 3), ("dti", "at_most", 3_500), months=[3, 6, 12]),
    row(("history_days", "at_least", 90), ("history_days", "at_most", 400), most="1234.5", rate="9.125"),
    row(rate=None))}


def form(sheet: sheets.Sheet) -> MultiDict[str, str]:
    """What the page would send of a sheet."""
    sent: list[tuple[str, str]] = [
        ("name", sheet.name), ("need", sheet.moment), ("edition", str(sheet.edition)), ("lines", str(len(sheet.lines))),
        ("open", "" if sheet.open is None else str(sheet.open)), *(("column", one) for one in sheet.columns)]
    for at, line in enumerate(sheet.lines):
        sent += [(f"cell-{at}-{signal}", text) for signal, text in line.cells.items()]
        sent += [(f"product-{at}", line.product), (f"max-{at}", line.most), (f"rate-{at}", line.rate),
                 (f"months-{at}", line.months)]
    return MultiDict(sent)


def of(body=BODY) -> sheets.Sheet:
    return sheets.from_body("Refinance", body, 1, "CNY")


def test_what_is_kept_comes_back_from_the_form_as_it_was():
    sheet = of()

    assert sheets.from_form(form(sheet)) == sheet
    read = sheets.read(sheet, "CNY")
    assert read.faults == {}
    assert rule_set_json(read_rule_set(read.document)) == rule_set_json(read_rule_set(BODY["set"]))


def test_every_fault_is_found_and_names_row_and_column():
    sent = form(of())
    sent["cell-0-dti"], sent["cell-1-history_days"], sent["max-1"], sent["max-2"] = "around 35", "9 – 3", "", "0"
    sent["months-0"], sent["name"] = "3, soon", " "

    faults = sheets.read(sheets.from_form(sent), "CNY").faults

    assert {name: type(error).__name__ for name, error in faults.items()} == {
        "cell-0-dti": "NoComparison", "cell-1-history_days": "UpsideDown", "max-1": "NotAnAmount",
        "max-2": "NothingOffered", "name": "Needed"}


def test_a_bound_no_signal_can_have_is_told_in_its_cell():
    sent = form(of())
    sent["cell-0-dti"] = "≥ 2,000,000"

    assert list(sheets.read(sheets.from_form(sent), "CNY").faults) == ["cell-0-dti"]


def test_a_term_nobody_can_read_is_told_at_its_months():
    sent = form(of())
    sent["months-0"] = "3, soon"

    assert list(sheets.read(sheets.from_form(sent), "CNY").faults) == ["months-0"]


def test_rows_move_are_copied_and_taken_out_with_all_they_hold():
    sheet, lines = of(), of().lines

    def after(do: str) -> tuple[sheets.Line, ...]:
        return sheets.changed(sheet, do, {}).lines

    assert after("up:1") == (lines[1], lines[0], lines[2])
    assert after("down:0") == (lines[1], lines[0], lines[2])
    assert after("up:0") == after("down:2") == after("open:9") == lines
    assert after("copy:0") == (lines[0], lines[0], *lines[1:])
    assert after("drop:1") == (lines[0], lines[2])
    assert len(after("add")) == 4 and after("add")[3].product == lines[2].product


def test_a_signal_is_asked_for_once_and_only_if_it_may_be():
    sheet = of()

    assert sheets.changed(sheet, "column", {"signal": "utilisation"}).columns[-1] == "utilisation"
    assert sheets.changed(sheet, "column", {"signal": "dti"}).columns == sheet.columns
    assert sheets.changed(sheet, "column", {"signal": "age_years"}).columns == sheet.columns, "denied"
    assert sheets.changed(sheet, "column", {"signal": "zodiac"}).columns == sheet.columns
    assert "dti" not in sheets.changed(sheet, "less:dti", {}).columns


def test_an_empty_table_says_that_rows_are_wanting():
    empty = sheets.Sheet("R", "card_refinance", 1, (), ())

    assert [type(error).__name__ for error in sheets.read(empty, "CNY").faults.values()] == ["NoRows"]


NAMES = st.sampled_from(sorted(form(of()).keys()))


@given(st.dictionaries(NAMES, st.text(max_size=90), max_size=8), st.text(max_size=20))
def test_no_form_is_ever_our_fault(typed, do):
    sent = form(of())
    for name, text in typed.items():
        sent[name] = text

    sheet = sheets.changed(sheets.from_form(sent), do, sent)

    read = sheets.read(sheet, "CNY")
    assert json.dumps(read.document)
    assert read.faults or read_rule_set(read.document)
