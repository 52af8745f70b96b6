"""What a device carries: the newest entries as the person may see them, renewed by the log."""

from __future__ import annotations

from dataclasses import replace

from ledger.services.books import arranging, bookkeeping, opening
from ledger.services.offline.carrying import NEWEST
from tests.cast import NOW, lunch, named


def _told(phone, after: int) -> dict:
    return phone.client.get(f"/books/{phone.book}/offline?after={after}").get_json()


def test_after_a_sequence_only_what_changed_since_is_told(house, phone):
    first, second = phone.record("10.00", "kept"), phone.record("20.00", "goes")
    phone.send()
    phone.renew()
    seq, goes = phone.seq, next(one for one in phone.carried.values() if one["title"] == "goes")
    phone.record("30.00", "new")
    phone.take_back(goes)
    phone.send()

    told = _told(phone, seq)

    assert (told["whole"], [one["title"] for one in told["entries"]], told["gone"]) == (False, ["new"], [goes["thing"]])
    assert told["seq"] == seq + 2 and first["key"] != second["key"]


def test_after_another_deed_than_an_entrys_everything_is_told(house, phone):
    with house.open() as session:
        opening.change_settings(session, house.seat, 1, NOW, name="Home", zone="Asia/Shanghai", home_currency="CNY",
                                pigment="", locked_until=None, closed=False)

    assert _told(phone, phone.seq)["whole"]


def test_a_sequence_that_never_was_and_no_sequence_tell_everything(house, phone):
    assert [_told(phone, after)["whole"] for after in (0, phone.seq + 7, "x", -1)] == [True] * 4


def test_a_long_book_is_carried_by_its_newest_entries(house, phone):
    with house.open() as session:
        for n in range(NEWEST + 5):
            bookkeeping.record(session, house.seat, lunch(session, house.seat, note=f"{n}"), NOW)

    phone.renew()

    assert len(phone.carried) == NEWEST and "0" not in {one["title"] for one in phone.carried.values()}


def test_a_private_entry_is_carried_by_its_recorder_alone(house, phone):
    his = house.device(house.join("Jun", "partner"))
    with house.open() as session:
        bookkeeping.record(session, house.seat, replace(lunch(session, house.seat), visibility="private"), NOW)

    phone.renew()
    his.renew()

    assert (len(phone.carried), len(his.carried)) == (1, 0)


def test_accounts_put_away_are_not_offered(house, phone):
    with house.open() as session:
        arranging.put_away(session, house.seat, named(session, house.seat, "wechat").account_id, NOW)

    assert "WeChat" not in {one["name"] for one in _told(phone, 0)["accounts"]}
