"""Tags, projects and payees of a household: opened as they are typed, merged and parted, and what they came to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ledger.domain.books import compose
from ledger.domain.books.entry import Entry, Verb, Words
from ledger.domain.books.journal import JournalQuery
from ledger.domain.names.name import Name, NameInUse, SameName, Sort, StaleName
from ledger.kernel.errors import Missing
from ledger.plumbing.fields import NotAChoice
from ledger.services.books import bookkeeping, checking, journal, looking_back, quick
from ledger.services.names import changing, knowing, looking
from ledger.store.books import log
from tests.cast import NOW, TODAY, book, cny, join, lunch, named


def tag(session, seat, *words):
    return knowing.tags_named(session, seat, words, NOW)


def eat(session, seat, amount="32", *words, on=TODAY, payee="Old Street", **more):
    said = {"tags": tag(session, seat, *words), "words": Words(payee, "lunch"), **more}
    entry = replace(lunch(session, seat, amount, on), **said)
    return bookkeeping.record(session, seat, entry, NOW)


def on_project(session, seat, project, amount, key="dining", on=TODAY, verb=Verb.EXPENSE):
    category, wechat = named(session, seat, key), named(session, seat, "wechat")
    made = (compose.spent if verb is Verb.EXPENSE else compose.refunded)(wechat, [(category, cny(amount))])
    postings = tuple(replace(p, project=project) if p.account_id == category.account_id else p for p in made)
    return bookkeeping.record(session, seat, Entry(on, verb, postings, Words("", "trip")), NOW)


def found(session, seat, **query):
    page = journal.page(session, seat, JournalQuery(**query), None)
    return {one.kept.entry_id for day in page.days for one in day.shown}


def listed(session, seat, sort, text=""):
    return {one.name.name: one.total for one in looking.listed(session, seat, sort, TODAY, text).open}


def test_a_tag_is_opened_once_whatever_its_case_and_width_and_shown_as_first_written(session):
    seat = book(session)

    first, again = tag(session, seat, "Reimburse"), tag(session, seat, "ＲＥＩＭＢＵＲＳＥ")

    assert first == again and knowing.called(session, seat, Sort.TAG) == {first[0]: "Reimburse"}
    deeds = [deed.deed for deed, _ in log.page(session, seat.book_id, after=0, limit=50)]
    assert deeds.count("open_tag") == 1


def test_tags_are_part_of_what_an_entry_says(session):
    seat = book(session)
    done = eat(session, seat, "32", "work")
    kept = done.stands
    fresh = replace(kept.entry, tags=tag(session, seat, "work", "berlin"))

    amended = bookkeeping.amend(session, seat, kept.thing_id, 1, fresh, NOW)

    thing = looking_back.thing(session, seat, kept.thing_id)
    assert [change.field for change in thing.steps[0].changes] == ["tags"]
    assert len(thing.facts["tags"]) == 2
    undone = bookkeeping.undo(session, seat, amended.seq, NOW)
    assert undone.stands.entry.tags == kept.entry.tags
    assert checking.verify(session, seat.book_id).faults == ()


def test_an_entry_is_found_by_its_tag_project_and_payee_and_by_what_goes_into_them(session):
    seat = book(session)
    mine = eat(session, seat, "10", "work", payee="Nobu").stands.entry_id
    other = eat(session, seat, "20", "job", payee="NOBU Tokyo").stands.entry_id
    plain = eat(session, seat, "30", payee="Elsewhere").stands.entry_id
    kyoto = knowing.project_named(session, seat, "Kyoto", NOW)
    trip = on_project(session, seat, kyoto, "40").stands.entry_id
    work, job = tag(session, seat, "work")[0], tag(session, seat, "job")[0]
    payees = {one.name.name: one.name for one in looking.listed(session, seat, Sort.PAYEE, TODAY).open}

    assert found(session, seat, tag=work) == {mine}
    changing.merge(session, seat, Sort.TAG, job, work, 1, NOW)
    changing.merge(session, seat, Sort.PAYEE, payees["NOBU Tokyo"].name_id, payees["Nobu"].name_id, 0, NOW)

    assert found(session, seat, tag=work) == found(session, seat, tag=job) == {mine, other}
    assert found(session, seat, payee=payees["Nobu"].name_id) == {mine, other}
    assert found(session, seat, project=kyoto) == {trip}
    assert plain not in found(session, seat, tag=work, payee=payees["Nobu"].name_id)
    assert tag(session, seat, "JOB") == (work,), "what is typed after a merge is the one it goes into"


def test_a_merged_tag_counts_an_entry_once_and_parts_again_as_it_was(session):
    seat = book(session)
    eat(session, seat, "10", "work", "job")
    eat(session, seat, "5", "job")
    job = tag(session, seat, "job")[0]
    before = listed(session, seat, Sort.TAG)

    changing.merge(session, seat, Sort.TAG, job, tag(session, seat, "work")[0], 1, NOW)
    (name, total), = listed(session, seat, Sort.TAG).items()
    changing.part(session, seat, Sort.TAG, job, 2, NOW)

    assert (name, total.times, total.spent) == ("work", 2, 1_500)
    assert listed(session, seat, Sort.TAG) == before


def test_a_projects_whole_cost_is_net_of_refunds_with_its_days_and_categories(session):
    seat = book(session)
    kyoto = knowing.project_named(session, seat, "Kyoto", NOW)
    on_project(session, seat, kyoto, "400", "dining", TODAY - timedelta(days=9))
    on_project(session, seat, kyoto, "700", "transport", TODAY)
    on_project(session, seat, kyoto, "100", "dining", TODAY, Verb.REFUND)
    taken = on_project(session, seat, kyoto, "9", "dining").stands
    bookkeeping.take_back(session, seat, taken.thing_id, 1, NOW)

    shown = looking.one(session, seat, Sort.PROJECT, kyoto)

    total = shown.whole.total
    assert (total.times, total.spent, total.days, shown.whole.per_day(None, None)) == (3, 100_000, 10, 10_000)
    assert [(one.pack_key, minor) for one, minor in shown.whole.spent] == [("transport", 70_000), ("dining", 30_000)]
    assert sum(minor for _, minor in shown.whole.months) == total.spent
    assert shown.whole.per_day(date(2026, 11, 2), TODAY) == 5_000


def test_a_payee_called_otherwise_keeps_its_entries_and_the_new_name_is_known_as_it(session):
    seat = book(session)
    old = eat(session, seat, "10", payee="SBUX 0342").stands
    payee = old.payee_id

    renamed = changing.write(session, seat, replace(changing.get(session, seat, Sort.PAYEE, payee), name="Starbucks"),
                             0, NOW)
    new = eat(session, seat, "20", payee="starbucks").stands

    assert old.payee_id != new.payee_id and new.entry.words.payee == "starbucks"
    assert found(session, seat, payee=payee) == {old.entry_id, new.entry_id}
    totals = listed(session, seat, Sort.PAYEE)
    assert totals["Starbucks"].spent == 3_000 and len(totals) == 1
    assert list(listed(session, seat, Sort.PAYEE, "sbux")) == ["Starbucks"], "it is still sought as it was written"
    back = changing.write(session, seat, replace(renamed, name="SBUX 0342"), renamed.version, NOW)
    assert listed(session, seat, Sort.PAYEE)["SBUX 0342"].times == 2 and back.version == 2


def test_what_is_usual_with_a_payee_is_offered_and_read(session):
    seat = book(session)
    payee = changing.make(session, seat, Name(Sort.PAYEE, 0, "Hive", category=named(session, seat, "daily").account_id,
                                              account=named(session, seat, "cash").account_id), NOW)
    for _ in range(3):
        eat(session, seat, "30", payee="Hive Box")
    boxes = next(one.name for one in looking.listed(session, seat, Sort.PAYEE, TODAY, "hive box").open)
    changing.merge(session, seat, Sort.PAYEE, boxes.name_id, payee.name_id, 0, NOW)

    offered = quick.sheet(session, seat, TODAY, 12, payee="hive box")
    read = quick.understand(session, seat, "hive box 12", TODAY)

    assert (offered.categories[0].pack_key, offered.account.pack_key) == ("daily", "cash")
    assert (read.category, read.account) == (payee.category, payee.account)


def test_one_cannot_have_anothers_name_nor_merge_with_itself_nor_write_over_what_changed(session):
    seat = book(session)
    work, job = (changing.make(session, seat, Name(Sort.TAG, 0, name), NOW) for name in ("work", "job"))

    with pytest.raises(NameInUse):
        changing.write(session, seat, replace(job, name="WORK"), 1, NOW)
    with pytest.raises(NameInUse):
        changing.make(session, seat, Name(Sort.TAG, 0, "Ｊob"), NOW)
    with pytest.raises(SameName):
        changing.merge(session, seat, Sort.TAG, job.name_id, job.name_id, 1, NOW)
    with pytest.raises(NotAChoice):
        changing.merge(session, seat, Sort.TAG, job.name_id, 12345, 1, NOW)
    changing.merge(session, seat, Sort.TAG, job.name_id, work.name_id, 1, NOW)
    with pytest.raises(SameName):
        changing.merge(session, seat, Sort.TAG, work.name_id, job.name_id, 1, NOW)
    with pytest.raises(StaleName):
        changing.write(session, seat, replace(work, name="office"), 7, NOW)
    with pytest.raises(StaleName):
        changing.part(session, seat, Sort.TAG, work.name_id, 1, NOW)


def test_a_name_only_anothers_private_entries_bear_is_not_there_for_the_rest(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    eat(session, jun, "10", "surprise", payee="Jeweller", visibility="member")
    eat(session, jun, "20", "shared", payee="Market")
    surprise = tag(session, seat, "surprise")[0]

    assert set(listed(session, seat, Sort.TAG)) == {"shared"} and set(listed(session, jun, Sort.TAG)) == {
        "shared", "surprise"}
    assert set(listed(session, seat, Sort.PAYEE)) == {"Market"}
    assert found(session, seat, tag=surprise) == set()
    with pytest.raises(Missing):
        looking.one(session, seat, Sort.TAG, surprise)
