"""Bank files on screen: brought, reviewed, recorded whole, put back whole; with script and without."""

from __future__ import annotations

import io
import re

import pytest
from flask import Flask

from ledger.kernel.ids import id_text
from ledger.plumbing import work
from ledger.services.books import bookkeeping, checking
from ledger.services.files import working
from ledger.store.files import batches, rows
from ledger.store.files.batches import State
from ledger.web.imports import area
from tests import cast
from tests.browsing import signed_in
from tests.cast import NOW
from tests.ledger.domain.files.bills_made import app as bill
from tests.ledger.services.files import bills

HTMX = {"HX-Request": "true"}
CARD = "江城银行信用卡(4321)"


class Home:
    """Mei's household on a running app, and her browser."""

    def __init__(self, app: Flask) -> None:
        self.app, self.database = app, app.extensions["house_database"]
        if "imports" not in app.blueprints:
            app.register_blueprint(area.blueprint)
        # The shell links to screens of others; what is tested here are the pages inside it.
        app.url_build_error_handlers.append(lambda _error, _endpoint, _values: "#")
        with self.database.transaction() as session:
            self.seat = cast.book(session)
        self.browser = signed_in(app, self.seat.member.person_id)
        self.path = f"/books/{id_text(self.seat.book_id)}/imports"

    def bring(self, content: bytes, name: str = "bill.csv"):
        return self.browser.post(self.path, data={"file": (io.BytesIO(content), name)})

    def brought(self, content: bytes) -> str:
        """The address of a file's review."""
        return str(self.bring(content).headers["Location"])

    def page(self, address: str, **more):
        return self.browser.get(address, **more)

    def latest(self) -> batches.Batch:
        with self.database.transaction(write=False) as session:
            return batches.latest(session, self.seat.book_id, 1)[0]

    def entries(self) -> int:
        with self.database.transaction() as session:
            found = checking.verify(session, self.seat.book_id)
        assert found.faults == ()
        return found.entries


@pytest.fixture
def home(app, today):
    return Home(app)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.get_data(as_text=True)))


def test_a_file_is_brought_reviewed_recorded_and_put_back(home):
    address = home.brought(bill({}, {"交易订单号": "A2", "交易状态": "交易关闭"}))
    reviewed = text_of(home.page(address))

    confirmed = home.browser.post(address + "/confirm", data={"place-name-0": CARD, "place-0": "open"})
    recorded = text_of(home.page(address))
    home.browser.post(address + "/undo")

    assert "Record 1" in reviewed and "no money moved" in reviewed
    assert (confirmed.status_code, confirmed.headers["Location"]) == (303, address)
    assert "One row is recorded" in recorded
    assert home.latest().state is State.UNDONE and home.entries() == 2


def test_a_file_that_is_no_bill_keeps_the_form_and_says_why(home):
    response = home.bring(b"dear diary", "diary.txt")

    assert response.status_code == 422
    assert "is not a bill of Alipay or WeChat Pay" in text_of(response)
    assert home.latest().state is State.FAILED


def test_no_file_at_all_is_asked_for(home):
    response = home.browser.post(home.path, data={})

    assert response.status_code == 422 and "Fill this in." in text_of(response)


def test_sending_the_same_form_twice_brings_one_file(home):
    form = lambda: {"client_key": "once", "file": (io.BytesIO(bill({})), "bill.csv")}  # noqa: E731

    first, second = (home.browser.post(home.path, data=form()) for _ in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    with home.database.transaction(write=False) as session:
        assert len(batches.latest(session, home.seat.book_id, 9)) == 1


def test_a_refused_row_is_shown_with_its_line_its_column_and_its_reason(home):
    address = home.brought(bill({"金额": "3x"}))

    shown = text_of(home.page(address + "?show=refused"))

    assert "line 15" in shown and "金额" in shown and "is not an amount" in shown


def test_the_refused_rows_can_be_taken_away_as_a_file(home):
    address = home.brought(bill({}, {"金额": "3x", "交易订单号": "A2"}))

    response = home.page(address + "/refused")

    assert response.mimetype == "text/csv" and "attachment" in response.headers["Content-Disposition"]
    assert b"3x" in response.data and b"38.50" not in response.data


def test_answers_are_kept_for_later_and_taken_when_recorded(home):
    with home.database.transaction() as session:
        cash = id_text(cast.named(session, home.seat, "cash").account_id)
        pets = id_text(cast.named(session, home.seat, "pets").account_id)
    address = home.brought(bill({"交易分类": "生活服务", "交易对方": "小李", "商品说明": "修"}))
    answers = {"place-name-0": CARD, "place-0": cash, "guess-what-0": "expense", "guess-payee-0": "小李"}

    kept = home.browser.post(address + "/decide", data=answers | {"guess-0": pets})
    home.browser.post(address + "/confirm", data={"place-name-0": CARD, "place-0": cash})

    assert kept.status_code == 303
    assert bills.held(home.database, home.seat) == {"asset:cash": -3850, "expense:pets": 3850}


def test_the_same_as_one_of_yours_is_asked_beside_it(home):
    with home.database.transaction() as session:
        entry = cast.lunch(session, home.seat, "38.50", bills.LAST_DAY.replace(2026, 3, 5))
        bookkeeping.record(session, home.seat, entry, NOW)
    address = home.brought(bill({}))

    shown = text_of(home.page(address))
    home.browser.post(address + "/confirm", data={"twin-0": "two"})

    assert "same amount and day as one of yours" in shown and "Old Street" in shown
    assert home.entries() == 2


def test_one_row_shows_what_the_file_says_and_can_be_left_out(home):
    address = home.brought(bill({}))

    shown = text_of(home.page(address + "/rows/0"))
    answer = home.browser.post(address + "/rows/0", data={"decision": "skip"})

    assert "交易订单号" in shown and "A0001" in shown
    assert (answer.status_code, bills.counts(home.latest())["refused"]) == (303, 1)


@pytest.mark.parametrize(("address", "form"), [
    ("/rows/0", {"decision": "dance"}),
    ("/rows/0", {"decision": "same"}),
    ("/decide", {"twin-0": "three"}),
])
def test_an_answer_that_was_not_offered_is_refused(home, address, form):
    response = home.browser.post(home.brought(bill({})) + address, data=form)

    assert response.status_code == 422


def test_a_review_answered_after_it_was_recorded_says_so(home):
    address = home.brought(bill({}))
    home.browser.post(address + "/confirm")

    response = home.browser.post(address + "/decide", data={})

    assert response.status_code == 409 and "no longer in review" in text_of(response)


def test_a_large_file_is_recorded_by_the_work_list_and_its_page_looks_again(home):
    address = home.brought(bills.long_bill(working.INLINE_ROWS + 50))
    home.browser.post(address + "/confirm")

    waiting, part = home.page(address), home.page(address, headers=HTMX)
    work.work_off(home.database)
    over = home.page(address, headers=HTMX)

    assert waiting.headers["Refresh"] == "5" and "0 of 2,009" in text_of(waiting)
    assert "<html" not in part.get_data(as_text=True) and "every 2s" in part.get_data(as_text=True)
    assert over.headers["HX-Refresh"] == "true" and home.latest().state is State.POSTED


def test_what_was_stopped_goes_on_when_asked(home):
    address = home.brought(bills.long_bill(working.INLINE_ROWS + 50))
    home.browser.post(address + "/confirm")
    with home.database.transaction() as session:
        batch = home.latest()
        batches.change(session, home.seat.book_id, batch.batch_id,
                       problem={"code": "book_closed", "message": "This ledger is put away.", "facts": {}})

    stopped = text_of(home.page(address))
    home.browser.post(address + "/go-on")
    work.work_off(home.database)

    assert "It stopped here" in stopped and "Go on" in stopped
    assert home.latest().state is State.POSTED


def test_the_list_says_where_each_file_stands(home):
    empty = text_of(home.page(home.path))
    home.bring(bill({}))
    home.bring(b"dear diary")

    listed = text_of(home.page(home.path))

    assert "No file yet" in empty
    assert "waits for your word" in listed and "not read" in listed


def test_words_of_a_file_are_never_markup(home):
    address = home.brought(bill({"交易对方": "<script>alert(1)</script>", "收/付款方式": "x'><img src=x>"}))

    page = home.page(address).get_data(as_text=True)

    assert "<script>alert" not in page and "<img" not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize(("role", "status"), [
    ("partner", 200), ("bookkeeper", 200), ("contributor", 403), ("viewer", 403),
])
def test_only_those_who_may_import_see_bank_files(home, role, status):
    address = home.brought(bill({}))
    with home.database.transaction() as session:
        session.allow_books([home.seat.book_id])
        other = cast.join(session, home.seat, "Jun", role)
    browser = signed_in(home.app, other.member.person_id)

    seen = {browser.get(path).status_code for path in (home.path, address, address + "/rows/0")}
    done = browser.post(address + "/confirm").status_code

    assert seen == {status} and (done == 303) == (status == 200)


def test_an_entry_says_of_which_file_and_line_it_is(home):
    address = home.brought(bill({}))
    home.browser.post(address + "/confirm", data={"place-name-0": CARD, "place-0": "open"})
    with home.database.transaction() as session:
        session.allow_books([home.seat.book_id])
        (row,) = rows.page(session, home.seat.book_id, home.latest().batch_id, ["create"], after=-1, limit=9)
        viewer = cast.join(session, home.seat, "Vic", "viewer")
    at = f"/books/{id_text(home.seat.book_id)}/journal/{id_text(row.entry_id)}"

    mine = home.page(at).get_data(as_text=True)
    theirs = signed_in(home.app, viewer.member.person_id).get(at).get_data(as_text=True)

    assert f'href="{address}/rows/{row.n}"' in mine and "bill.csv" in mine and f"line {row.line}" in mine
    assert home.page(f"{address}/rows/{row.n}").status_code == 200
    assert "bill.csv" not in theirs


def test_a_strangers_file_is_not_there(home):
    address = home.brought(bill({}))
    with home.database.transaction() as session:
        stranger = cast.book(session, owner="Ola")
    browser = signed_in(home.app, stranger.member.person_id)

    theirs = f"/books/{id_text(stranger.book_id)}/imports/{address.rpartition('/')[2]}"

    assert browser.get(address).status_code == browser.get(theirs).status_code == 404
    assert browser.get(theirs + "/refused").status_code == 404


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_the_pages_stand_in_every_language(home, language):
    home.browser.post("/language", data={"language": language})
    address = home.brought(bill({}, {"金额": "x"}))

    pages = [home.page(home.path), home.page(address), home.page(address + "/rows/1")]

    assert [page.status_code for page in pages] == [200] * 3
