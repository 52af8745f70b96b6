"""Rows written at once, without script: read by column or as a line, recorded together or not at all."""

from __future__ import annotations

import pytest

from ledger.domain.names.name import Sort
from ledger.services.names import knowing
from ledger.store.books import log
from tests.cast import TODAY
from tests.ledger.services.bulk.several import locked
from tests.ledger.web.journal.at_home import Home, text_of


@pytest.fixture
def home(app, today):
    """Mei's household."""
    return Home(app)


def rows(*cells):
    """Rows as a form sends them: on, amount, what, account, payee, note."""
    names = ("on", "amount", "what", "account", "payee", "note")
    return {f"row-{n}-{name}": value for n, row in enumerate(cells, 1) for name, value in zip(names, row, strict=False)}


def test_rows_and_lines_are_recorded_as_one_deed_with_one_undo(home):
    done = home.post("/rows", **rows(
        ("2026/11/20", "12.5+2", "Dining", "WeChat", "Old Street", "noodles"), ("", "", "lunch 32 wechat @Kyoto"),
        ("昨天", "7", "交通", "微信"), ("46345", "9", "Salary", "wechat")))

    said = text_of(home.page())
    assert done.status_code == 303 and "Recorded: 4 entries" in said
    assert "noodles, Old Street" in said and "14.50" in said and "Fri 20 Nov" in said
    with home.open() as session:
        assert "Kyoto" in knowing.called(session, home.seat, Sort.PROJECT).values()
    assert home.post("/several/undo", seq=_last(home)).status_code == 303
    assert "Nothing" in text_of(home.page())


def _last(home):
    with home.open() as session:
        return next(deed.seq for deed in log.latest(session, home.seat.book_id, 5) if deed.deed == "record_several")


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost_or_recorded(home):
    page = home.post("/rows", **rows(
        ("", "12", "Dining", "WeChat"), ("32 Nov", "3", "Dining"), ("", "12..5", "Dining"), ("", "3", "Nonsense"),
        ("", "3", "Dining", "Nowhere"), ("", "-3", "Dining", "WeChat"), ("", "", "just words"), ("", "3", "Dining")))

    said = text_of(page)
    assert page.status_code == 422 and "Nothing is recorded yet" in said
    for field in ("2-on", "3-amount", "4-what", "5-account", "6-amount", "7-amount", "8-account"):
        assert f'id="f-row-{field}-fault"' in page.text, field
    assert "row-1-amount-fault" not in page.text and 'value="32 Nov"' in page.text
    assert "entry-what" not in home.page().text


def test_no_row_and_too_many_are_refused(home):
    many = rows(*(("", "1", "Dining") for _ in range(101)))

    assert "Fill this in." in text_of(home.post("/rows"))
    page = home.post("/rows", **many)
    assert page.status_code == 422 and "At most 100 rows at once" in text_of(page)


def test_more_rows_keep_what_is_typed(home):
    page = home.post("/rows/more", **rows(("", "12", "Dining")))

    assert page.text.count("data-row=") == 9 and 'value="12"' in page.text
    assert "data-row" in home.page("/rows").text


def test_a_closed_month_and_a_missing_rate_are_said_in_their_row(home):
    assert "row-1-on-fault" in _closed(home).text
    page = home.post("/rows", **rows(("", "", "lunch XPF 300 wechat")))
    assert page.status_code == 422 and "There is no rate for XPF" in text_of(page)


def _closed(home):
    with home.open() as session:
        locked(session, home.seat, TODAY.replace(day=1))
    return home.post("/rows", **rows(("2026-10-30", "12", "Dining")))


def test_a_viewer_writes_no_rows(home):
    _, viewer = home.join("Vic", "viewer")

    assert home.page("/rows", viewer).status_code == 403
    assert home.post("/rows", viewer, **rows(("", "1", "Dining", "WeChat"))).status_code == 403
