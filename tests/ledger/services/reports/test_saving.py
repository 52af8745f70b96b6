"""Reports saved under names: who sees and changes them, their order, and what is gone; on both engines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger.domain.reports.saved import NotAReport, SavedReport
from ledger.kernel.errors import Forbidden, Missing
from ledger.kernel.ids import id_text
from ledger.services.reports import saving
from ledger.store.books import erasing
from tests.cast import NOW, book, join, named

SAID = {"span": "month", "beside": "before", "back": "0"}


def save(session, seat, name="Mine", **more):
    return saving.make(session, seat, SavedReport(0, 0, name, **{"statement": "cash_flow", "said": SAID, **more}), NOW)


def names(session, seat):
    return [one.name for one in saving.reports(session, seat)]


def test_ones_own_is_seen_by_oneself_and_a_shared_one_by_all(session):
    mei = book(session)
    vic = join(session, mei, "Vic", "viewer")
    save(session, mei)
    ours = save(session, mei, "Ours", is_shared=True, is_pinned=True)
    his = save(session, vic, "His")

    assert names(session, mei) == ["Mine", "Ours"] and names(session, vic) == ["Ours", "His"]
    assert [one.name for _book, one in saving.pinned(session, vic.member.person_id)] == ["Ours"]
    with pytest.raises(Missing):
        saving.remove(session, vic, ours.report_id, ours.version, NOW)
    with pytest.raises(Missing):
        saving.report(session, mei, his.report_id)
    with pytest.raises(Forbidden):
        save(session, vic, "Everybody's", is_shared=True)
    with pytest.raises(Forbidden):
        saving.amend(session, vic, his.report_id, 1, lambda one: replace(one, is_shared=True), NOW)


def test_renamed_put_up_removed_and_put_back(session):
    seat = book(session)
    first, second = save(session, seat, "First"), save(session, seat, "Second")

    saving.move_up(session, seat, second.report_id, NOW)
    assert names(session, seat) == ["Second", "First"]
    renamed = saving.amend(session, seat, first.report_id, 2, lambda one: replace(one, name="Better"), NOW)
    with pytest.raises(saving.StaleReport):
        saving.amend(session, seat, first.report_id, 2, lambda one: replace(one, name="Late"), NOW)
    saving.remove(session, seat, first.report_id, renamed.version, NOW)
    assert names(session, seat) == ["Second"]
    saving.put_back(session, seat, first.report_id, NOW)

    assert names(session, seat) == ["Second", "Better"]
    with pytest.raises(NotAReport):
        save(session, seat, statement="horoscope")


def test_one_about_what_is_gone_says_so(session):
    seat = book(session)
    wechat = id_text(named(session, seat, "wechat").account_id)
    there = save(session, seat, said={**SAID, "account": wechat})
    gone = save(session, seat, said={**SAID, "account": id_text(77)})
    project = save(session, seat, statement="gathered", said={**SAID, "by": "project"})

    assert saving.gone_from(session, seat, [there, gone, project]) == {
        gone.report_id: "account", project.report_id: "project"}


def test_erasing_a_member_erases_what_they_saved(session):
    seat = book(session)
    save(session, seat)

    erasing.erase_words_of(session, seat.book_id, seat.member.member_id, NOW)

    assert names(session, seat) == []
