"""A batch in review: what it asks, what is answered, and that recording takes the answers in sight."""

from datetime import date, timedelta

import pytest

from ledger.domain.books.compose import NotACategory, NotAPlace
from ledger.domain.books.entry import Entry, Words
from ledger.kernel.errors import Missing
from ledger.plumbing import clock, work
from ledger.services.books import bookkeeping
from ledger.services.files import reviewing, working
from ledger.services.files.reviewing import Answers, RowAnswer
from ledger.store.files import rows, seen
from ledger.store.files.batches import State
from ledger.store.files.rows import Decision
from tests import cast
from tests.cast import NOW
from tests.ledger.domain.files.bills_made import app
from tests.ledger.services.files import bills

UNKNOWN = {"交易对方": "小李修锁", "商品说明": "上门", "交易分类": "生活服务"}
CARD = "江城银行信用卡(4321)"


def by_hand(database, seat, amount="38.50", on=date(2026, 3, 5)):
    """A lunch recorded by hand; its entry."""
    with database.transaction() as session:
        session.allow_books([seat.book_id])
        here = bills.seated(seat, "person")(session)
        return bookkeeping.record(session, here, cast.lunch(session, here, amount, on), NOW).stands


def review(database, seat, batch):
    with database.transaction(write=False) as session:
        return reviewing.review(session, bills.seated(seat)(session), batch.batch_id)


def answer(database, seat, batch, **answers):
    with database.transaction() as session:
        reviewing.decide(session, bills.seated(seat)(session), batch.batch_id, Answers(**answers))


def answer_row(database, seat, batch, n, decision, **chosen):
    with database.transaction() as session:
        here = bills.seated(seat)(session)
        reviewing.decide_row(session, here, batch.batch_id, n, RowAnswer(Decision(decision), **chosen))


def confirm(database, seat, batch, **answers):
    with database.transaction() as session:
        here = bills.seated(seat, "person")(session)
        working.confirm(session, here, batch.batch_id, Answers(**answers), NOW)
    return bills.stored(database, seat, batch)


def account(database, seat, key):
    with database.transaction(write=False) as session:
        session.allow_books([seat.book_id])
        return cast.named(session, seat, key).account_id


def test_a_row_like_an_entry_of_yours_asks_whether_it_is_the_same(database):
    seat = bills.opened(database)
    mine = by_hand(database, seat)

    batch = bills.staged(database, seat, app({}, {"交易订单号": "A2", "金额": "9.00"}))

    (twin,) = review(database, seat, batch).twins
    assert (twin.row.n, twin.entry.entry_id) == (0, mine.entry_id)
    assert bills.counts(batch)["duplicates"] == 1


def test_the_same_is_recorded_once_and_known_again(database):
    seat = bills.opened(database)
    by_hand(database, seat)
    batch = bills.staged(database, seat, app({}))

    confirm(database, seat, batch)
    again = bills.imported(database, seat, app({}))

    assert bills.checked(database, seat).entries == 1
    assert bills.counts(again)["duplicates"] == 1


def test_two_things_alike_are_both_recorded_when_a_person_says_so(database):
    seat = bills.opened(database)
    by_hand(database, seat)
    batch = bills.staged(database, seat, app({}))

    confirm(database, seat, batch, twins={0: False})

    assert bills.checked(database, seat).entries == 2


def test_two_rows_alike_and_one_entry_leave_one_row_new(database):
    seat = bills.opened(database)
    by_hand(database, seat)

    batch = bills.staged(database, seat, app({}, {"交易订单号": "A2"}))

    assert (bills.counts(batch)["duplicates"], bills.counts(batch)["created"]) == (1, 1)


def test_an_entry_between_two_places_is_the_twin_of_one_row_only(database):
    seat = bills.opened(database)
    with database.transaction() as session:
        session.allow_books([seat.book_id])
        here = bills.seated(seat, "person")(session)
        moved = cast.lunch(session, here, "38.50", date(2026, 3, 5))
        bank = cast.named(session, here, "bank").account_id
        wallet = cast.named(session, here, "wechat").account_id
        legs = tuple(type(p)(bank if p.minor > 0 else wallet, p.minor, p.currency) for p in moved.postings)
        bookkeeping.record(session, here, Entry(moved.on, moved.verb, legs, Words("", "own")), NOW)

    batch = bills.staged(database, seat, app({}, {"交易订单号": "A2", "收/支": "收入"}))

    assert len(review(database, seat, batch).twins) == 1


def test_a_place_is_asked_once_and_remembered(database):
    seat = bills.opened(database)
    cash = account(database, seat, "cash")
    batch = bills.staged(database, seat, app({}))
    assert [(one.name, one.is_asked) for one in review(database, seat, batch).places] == [(CARD, True)]

    confirm(database, seat, batch, places={CARD: cash})
    later = bills.staged(database, seat, app({"交易订单号": "A2"}))

    (place,) = review(database, seat, later).places
    assert (place.account_id, place.is_asked) == (cash, False)
    assert bills.held(database, seat)["asset:cash"] == -3850


def test_what_nobody_knows_is_a_guess_that_is_asked_by_payee(database):
    seat = bills.opened(database)
    batch = bills.staged(database, seat, app(UNKNOWN, UNKNOWN | {"交易订单号": "A2"}, {"交易订单号": "A3"}))
    (guess,) = review(database, seat, batch).guesses
    assert (guess.payee, guess.rows, guess.minor) == ("小李修锁", 2, 7700)

    confirm(database, seat, batch, guesses={("expense", "小李修锁"): account(database, seat, "furnishing")})

    assert bills.held(database, seat)["expense:home:furnishing"] == 7700


def test_a_payee_goes_where_it_went_before(database):
    seat = bills.opened(database)
    first = bills.staged(database, seat, app(UNKNOWN))
    confirm(database, seat, first, guesses={("expense", "小李修锁"): account(database, seat, "furnishing")})

    later = bills.staged(database, seat, app(UNKNOWN | {"交易订单号": "A2"}))

    assert review(database, seat, later).guesses == ()
    confirm(database, seat, later)
    assert bills.held(database, seat)["expense:home:furnishing"] == 7700


def test_the_unsaid_side_of_a_transfer_is_asked(database):
    seat = bills.opened(database)
    topped_up = {"收/支": "不计收支", "商品说明": "充值", "交易对方": "支付宝", "收/付款方式": "余额"}
    batch = bills.staged(database, seat, app(topped_up))
    assert [one.n for one in review(database, seat, batch).halves] == [0]

    confirm(database, seat, batch, halves={0: account(database, seat, "cash")})

    assert bills.held(database, seat) == {"asset:cash": -3850, "asset:wallet:alipay": 3850}


def test_a_row_left_out_by_choice_is_refused_and_can_come_back(database):
    seat = bills.opened(database)
    batch = bills.staged(database, seat, app({}))

    answer_row(database, seat, batch, 0, "skip")
    left = bills.counts(bills.stored(database, seat, batch))
    answer_row(database, seat, batch, 0, "create")

    assert (left["created"], left["refused"], left["left_out"]) == (0, 1, 0)
    assert bills.counts(bills.stored(database, seat, batch))["created"] == 1


def test_a_row_may_be_said_to_be_an_entry_of_another_day(database):
    seat = bills.opened(database)
    mine = by_hand(database, seat, on=date(2026, 3, 7))
    batch = bills.staged(database, seat, app({}))
    with database.transaction(write=False) as session:
        here = bills.seated(seat)(session)
        row = rows.get(session, seat.book_id, batch.batch_id, 0)
        assert [one.entry_id for one in reviewing.alike(session, here, row)] == [mine.entry_id]

    answer_row(database, seat, batch, 0, "same", twin_id=mine.entry_id)
    confirm(database, seat, batch)

    with database.transaction(write=False) as session:
        session.allow_books([seat.book_id])
        assert seen.among(session, seat.book_id, [row.identity]) == {row.identity}
    assert bills.checked(database, seat).entries == 1


def test_a_rows_own_category_and_account_outrank_what_was_proposed(database):
    seat = bills.opened(database)
    batch = bills.staged(database, seat, app({}))
    chosen = {"category_id": account(database, seat, "child"), "source_id": account(database, seat, "cash")}

    answer_row(database, seat, batch, 0, "create", **chosen)
    confirm(database, seat, batch)

    assert bills.held(database, seat) == {"asset:cash": -3850, "expense:child": 3850}


@pytest.mark.parametrize(("answers", "error"), [
    ({"places": {CARD: 1}}, NotAPlace),
    ({"places": {"no such place": None}}, NotAPlace),
    ({"guesses": {("expense", "x"): 1}}, NotACategory),
    ({"twins": {99: True}}, Missing),
    ({"halves": {0: 1}}, NotAPlace),
])
def test_an_answer_that_fits_nothing_is_refused(database, answers, error):
    seat = bills.opened(database)
    batch = bills.staged(database, seat, app({}))

    with pytest.raises(error):
        answer(database, seat, batch, **answers)


def test_what_is_recorded_is_no_longer_in_review(database):
    seat = bills.opened(database)
    batch = bills.staged(database, seat, app({}))
    confirm(database, seat, batch)

    with pytest.raises(reviewing.NotInReview):
        answer(database, seat, batch)

    assert confirm(database, seat, batch).posted == 1


@pytest.mark.parametrize("row", [0, 1])
def test_a_settled_row_stays_as_it_is(database, row):
    seat = bills.opened(database)
    bills.imported(database, seat, app({}))
    batch = bills.staged(database, seat, app({}, {"交易状态": "交易关闭"}))

    with pytest.raises(reviewing.RowIsSettled):
        answer_row(database, seat, batch, row, "create")


def test_a_review_put_away_records_nothing(database):
    seat = bills.opened(database)
    batch = bills.staged(database, seat, app({}))

    with database.transaction() as session:
        working.put_back(session, bills.seated(seat)(session), batch.batch_id, NOW)

    assert bills.stored(database, seat, batch).state is State.UNDONE
    assert bills.checked(database, seat).entries == 0


def test_a_large_batch_is_posted_and_put_back_by_the_work_list(database):
    seat = bills.opened(database)
    batch = bills.staged(database, seat, bills.long_bill(working.INLINE_ROWS + 50))

    waiting = confirm(database, seat, batch)
    work.work_off(database)
    posted = bills.stored(database, seat, batch)
    with database.transaction() as session:
        working.put_back(session, bills.seated(seat, "person")(session), batch.batch_id, NOW)
    work.work_off(database)

    undone = bills.stored(database, seat, batch)
    assert (waiting.state, waiting.posted) == (State.POSTING, 0)
    assert (posted.state, posted.posted) == (State.POSTED, 2_009)
    assert (undone.state, undone.reversed) == (State.UNDONE, 2_009)
    assert bills.held(database, seat) == {}


def test_a_file_kept_and_not_read_is_read_by_the_work_list(database):
    from ledger.services.files import receiving

    seat = bills.opened(database)
    with database.transaction() as session:
        here = bills.seated(seat, "person")(session)
        good = receiving.keep(session, here, "bill.csv", app({}), NOW)
        bad = receiving.keep(session, here, "note.txt", b"no bill at all", NOW)
        for batch in (good, bad):
            working.ask_to_read(session, seat.book_id, batch.batch_id, at_once=False)

    with clock.pinned(clock.now() + 2 * timedelta(minutes=1)):
        work.work_off(database)

    assert bills.stored(database, seat, good).state is State.REVIEW
    failed = bills.stored(database, seat, bad)
    assert (failed.state, failed.problem["code"]) == (State.FAILED, "not_a_bill")
