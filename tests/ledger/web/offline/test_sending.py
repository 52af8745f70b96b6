"""Deeds done without a network arrive: once, whatever the order, with the rights of now, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ledger.kernel.ids import id_text, read_id
from ledger.services.books import bookkeeping, looking_back, opening
from ledger.services.sharing import membership
from tests.cast import NOW, TODAY, lunch
from tests.ledger.web.offline.device import over


def _amounts(device) -> list[str]:
    device.renew()
    return sorted(one["amount"] for one in device.carried.values())


def _states(answers) -> list[str]:
    return [one["state"] for one in answers]


def test_what_was_recorded_away_stands_with_the_day_it_was_recorded_on(house, phone):
    deed = phone.record("18.50", "noodles")
    deed["form"]["on"] = (TODAY - timedelta(days=2)).isoformat()

    phone.send()
    phone.renew()

    [entry] = phone.carried.values()
    assert (entry["title"], entry["amount"], entry["on"]) == ("noodles", "−¥18.50", "2026-11-19")
    assert phone.done[0]["said"] == "noodles −¥18.50"


def test_a_queue_sent_twice_is_done_once(house, phone):
    deeds = [phone.record("10.00"), phone.amend(phone.queue[0], "11.00"), phone.record("20.00")]

    first, second = phone.post(deeds), phone.post(deeds)

    assert _states(first) == _states(second) == ["done"] * 3
    assert [one.get("again") for one in second] == [True] * 3
    assert _amounts(phone) == ["−¥11.00", "−¥20.00"]


def test_out_of_order_a_deed_waits_for_the_one_it_builds_on(house, phone):
    first = phone.record("10.00")
    second = phone.amend(first, "11.00")
    third = phone.take_back(second)

    assert _states(phone.post([third, second])) == ["waits", "waits"]
    assert _states(phone.post([second, first])) == ["waits", "done"]
    assert _states(phone.post([third, second])) == ["waits", "done"]
    assert _states(phone.post([third])) == ["done"]
    assert _amounts(phone) == []


def test_a_form_that_arrived_after_all_is_not_recorded_again(house, phone):
    form = phone.form("32.00", "lunch")
    phone.client.post(f"/books/{phone.book}/journal", data={**form, "client_key": "from-the-page"})

    [answer] = phone.post([{**phone.record(), "key": "from-the-page"}])

    assert (answer["state"], answer["again"]) == ("done", True)
    assert _amounts(phone) == ["−¥32.00"]


def test_a_key_with_other_content_is_refused_and_the_first_stands(house, phone):
    deed = phone.record("10.00")
    phone.post([deed])

    [answer] = phone.post([{**deed, "form": phone.form("99.00", "lunch")}])

    assert (answer["state"], answer["code"]) == ("refused", "key_reused")
    assert _amounts(phone) == ["−¥10.00"]


def test_what_two_devices_changed_shows_both_and_mine_may_be_put_on_top(house, phone):
    phone.record("10.00")
    phone.send()
    tablet = house.device()
    for one in (phone, tablet):
        one.renew()
    [entry] = phone.carried.values()
    phone.amend(entry, "11.00")
    tablet.amend(entry, "12.00", "with Jun")

    phone.send()
    tablet.send()
    [card] = tablet.cards

    assert card["heading"] == "You changed this in another place"
    assert card["rows"] == [["Amount", "¥12.00", "¥11.00"], ["Note", "with Jun", "lunch"]]
    assert _amounts(phone) == ["−¥11.00"]
    over(tablet.queue[0], card)
    tablet.send()
    assert _amounts(phone) == ["−¥12.00"]


def test_keeping_the_other_version_leaves_mine_in_the_history(house, phone):
    phone.record("10.00")
    phone.send()
    tablet = house.device()
    tablet.renew()
    [entry] = tablet.carried.values()
    tablet.amend(entry, "12.00", "mine")
    phone.amend(entry, "11.00", "theirs")
    phone.send()
    tablet.send()

    over(tablet.queue[0], tablet.cards[0], yields=True)
    tablet.send()
    tablet.renew()

    assert [one["title"] for one in tablet.carried.values()] == ["theirs"]
    assert _notes(house, entry["thing"]) == ["lunch", "theirs", "mine", "theirs"]


def test_the_same_change_on_two_devices_is_no_clash(house, phone):
    phone.record("10.00")
    phone.send()
    tablet = house.device()
    for one in (phone, tablet):
        one.renew()
        one.amend(next(iter(one.carried.values())), "11.00")
        one.send()

    assert (phone.queue, tablet.queue, tablet.cards) == ([], [], [])
    assert _amounts(phone) == ["−¥11.00"]


@pytest.mark.parametrize(("yields", "left"), [(False, ["−¥11.00"]), (True, [])])
def test_what_was_taken_back_elsewhere_comes_back_only_by_choice(house, phone, yields, left):
    phone.record("10.00")
    phone.send()
    tablet = house.device()
    for one in (phone, tablet):
        one.renew()
    [entry] = phone.carried.values()
    phone.take_back(entry)
    tablet.amend(entry, "11.00", "still true")
    phone.send()
    tablet.send()
    [card] = tablet.cards

    assert card["rows"][0] == ["State", "kept", "taken back"]
    over(tablet.queue[0], card, yields=yields)
    tablet.send()

    assert tablet.queue == [] and _amounts(tablet) == left
    assert "still true" in _notes(house, entry["thing"])


def test_what_was_changed_elsewhere_is_not_taken_back_unseen(house, phone):
    phone.record("10.00")
    phone.send()
    tablet = house.device()
    for one in (phone, tablet):
        one.renew()
    [entry] = phone.carried.values()
    phone.amend(entry, "11.00")
    tablet.take_back(entry)
    phone.send()
    tablet.send()

    assert tablet.cards[0]["rows"] == [["State", "taken back", "kept"], ["Amount", "¥10.00", "¥11.00"]]
    assert _amounts(phone) == ["−¥11.00"]


def test_a_base_nobody_knows_is_refused_with_its_reason(house, phone):
    bases = [{"thing": "0000000000000", "version": 1}, {"thing": "nothing", "version": 1}, {"thing": 7, "version": 1},
             {"version": 1}]

    answers = phone.post([{**phone.record(), "kind": "amend", **base} for base in bases])

    assert _states(answers) == ["refused"] * 4 and all(one["why"] for one in answers)


def test_a_version_that_never_was_is_a_clash(house, phone):
    phone.record("10.00")
    phone.send()
    phone.renew()
    [entry] = phone.carried.values()

    [answer] = phone.post([phone.amend({**entry, "version": 9}, "12.00")])

    assert (answer["state"], answer["version"]) == ("clash", 1)


def test_a_closed_month_is_refused_and_the_rest_goes_on(house, phone):
    with house.open() as session:
        book = house.seat.book
        opening.change_settings(session, house.seat, 1, NOW, name=book.name, zone=book.zone, home_currency="CNY",
                                pigment="", locked_until=TODAY - timedelta(days=5), closed=False)
    late = phone.record("10.00")
    late["form"]["on"] = "2026-10-01"
    phone.record("20.00")

    phone.send()

    assert [one["key"] for one in phone.queue] == [late["key"]]
    assert phone.post([late])[0]["code"] == "month_locked"
    late["form"]["on"] = TODAY.isoformat()
    phone.send()
    assert _amounts(phone) == ["−¥10.00", "−¥20.00"]


def test_a_line_that_is_clear_is_recorded_and_one_that_is_not_is_asked(house, phone):
    clear, doubtful = phone.line("dining 32 wechat"), phone.line("something 41")

    answers = phone.post([clear, doubtful])

    assert _states(answers) == ["done", "asks"]
    assert (answers[1]["form"]["amount"], answers[1]["why"]) == (
        "41", "This line could mean more than one thing. Look at it once, then it goes.")
    assert _amounts(phone) == ["−¥32.00"]


def test_who_was_removed_or_may_only_look_is_refused(house):
    jun = house.join("Jun", "partner")
    vic = house.device(house.join("Vic", "viewer"))
    his = house.device(jun)
    his.record()
    vic.record()
    with house.open() as session:
        membership.leave(session, house.seat, jun.member.member_id, jun.member.version, NOW)

    his.send()
    vic.send()

    assert len(his.queue) == len(vic.queue) == 1
    assert [one.post(one.queue)[0]["code"] for one in (his, vic)] == ["missing", "forbidden"]


def test_a_contributor_amends_only_their_own(house, phone):
    phone.record("10.00")
    phone.send()
    phone.renew()
    [entry] = phone.carried.values()
    kim = house.device(house.join("Kim", "contributor"))
    kim.renew()

    assert kim.carried[entry["thing"]]["form"] is None
    assert kim.post([kim.amend(entry, "99.00")])[0]["code"] == "not_yours"


def test_another_persons_key_leads_nowhere(house, phone):
    deed = phone.record("10.00")
    phone.send()
    jun = house.device(house.join("Jun", "partner"))

    assert _states(jun.post([jun.amend(deed, "99.00")])) == ["waits"]
    assert _states(jun.post([{**jun.record("20.00"), "key": deed["key"]}])) == ["done"]
    assert _amounts(phone) == ["−¥10.00", "−¥20.00"]


def test_a_private_entry_of_somebody_else_cannot_be_guessed_at(house):
    jun = house.join("Jun", "partner")
    with house.open() as session:
        private = replace(lunch(session, house.seat), visibility="private")
        kept = bookkeeping.record(session, house.seat, private, NOW).stands
    his = house.device(jun)
    his.renew()

    [answer] = his.post([his.take_back({"thing": id_text(kept.thing_id), "version": 1})])
    assert (his.carried, answer["code"]) == ({}, "missing")


def test_what_is_no_queue_is_refused_whole(house, phone):
    sent = [None, [], {"deeds": 7}, {"deeds": [{}] * 51}]

    assert [phone.client.post("/offline/send", json=one).status_code for one in sent] == [422] * 4


def test_what_is_no_deed_is_refused_alone(house, phone):
    broken = [
        None, 7, {}, {"key": "k"}, {"key": "k", "kind": "erase"}, {"key": "k" * 81, "kind": "line"},
        {"key": "k", "kind": "record", "on": "2026-02-30"}, {"key": "k", "kind": "line", "on": 3},
        {"key": "k", "kind": "record", "on": "2026-11-21", "form": {"note": ["x"]}},
        {"key": "k", "kind": "line", "on": "2026-11-21", "line": "\ud800"},
    ]

    assert _states(phone.post([*broken, phone.record("10.00")])) == [*["refused"] * len(broken), "done"]


def _notes(house, thing: str) -> list[str]:
    """The note of every version of a thing, oldest first."""
    with house.open() as session:
        found = looking_back.thing(session, house.seat, read_id(thing))
    return [step.left.entry.words.note for step in reversed(found.steps) if step.left]
