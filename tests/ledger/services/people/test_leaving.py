"""Leaving: everything comes along, then words go and figures stay."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
from flask import Flask

from ledger.domain.books.book import Seat
from ledger.domain.people.person import Person
from ledger.kernel.chain import breaks
from ledger.kernel.errors import Missing
from ledger.plumbing import work
from ledger.plumbing.db import Database, Session
from ledger.plumbing.identity import AddressRow, PersonRow
from ledger.plumbing.rows import table
from ledger.services.books import bookkeeping, opening
from ledger.services.books.leaving import fates
from ledger.services.people import changing_password, leaving, second_factor, signing_in
from ledger.store.books import accounts, books, entries, log
from ledger.store.people.leaving import owned_rows
from ledger.store.tables.books import EntryWordsRow, PayeeRow, TokenInEntryRow, TombstoneRow
from tests.cast import NOW, TODAY, cny, join, lunch, named
from tests.ledger.services.people.conftest import read


def _open(session: Session, person: Person, name: str = "Our home") -> Seat:
    session.allow_person(person.person_id)
    return opening.open_book(session, person.person_id, person.name, "household", name, NOW, currency="CNY",
                             zone="Asia/Shanghai")  # fmt: skip


def _zip(database: Database, person: Person) -> ZipFile:
    with database.transaction(write=False) as session:
        return ZipFile(io.BytesIO(leaving.take_out(session, person.person_id).read()))


def _erase(database: Database, person: Person) -> int:
    with database.transaction() as session:
        return leaving.erase(session, person.person_id, NOW)


def test_everything_of_a_person_comes_along_but_their_secrets(
    database: Database, mei: Person, browser: Flask
) -> None:
    with database.transaction() as session:
        signing_in.sign_in(session, signing_in.credential_by_id(session, mei.person_id), "Firefox Linux")
        second_factor.begin(session, mei.person_id)
        _open(session, mei)
    archive = _zip(database, mei)
    about = json.loads(archive.read("person.json"))
    assert about["person"]["email"] == "mei@example.org"
    assert about["rows"]["person_session"][0]["agent"] == "Firefox Linux"
    assert about["books"][0]["name"] == "Our home"
    for secret in ("argon2", "totp_secret", "digest", "password"):
        assert secret not in archive.read("person.json").decode()


def test_every_entry_one_can_read_comes_along_as_json_and_as_csv(database: Database, mei: Person) -> None:
    with database.transaction() as session:
        seat = _open(session, mei)
        for n in range(3):
            bookkeeping.record(session, seat, lunch(session, seat, f"{n + 1}.50"), NOW)
        gone = bookkeeping.record(session, seat, lunch(session, seat, "99.00"), NOW)
        assert gone.stands is not None
        bookkeeping.take_back(session, seat, gone.stands.thing_id, 1, NOW)
    archive = _zip(database, mei)
    (folder,) = {name.rpartition("/")[0] for name in archive.namelist() if "/" in name}
    listed = json.loads(archive.read(f"{folder}/entries.json"))
    lines = list(csv.DictReader(io.StringIO(archive.read(f"{folder}/entries.csv").decode())))
    assert [one["postings"][0]["amount"].lstrip("-") for one in listed] == ["1.50", "2.50", "3.50"]
    assert {line["entry"] for line in lines} == {one["entry"] for one in listed}
    assert sum(int(line["amount"].replace(".", "")) for line in lines) == 0
    assert {line["day"] for line in lines} == {TODAY.isoformat()}


def test_a_note_that_looks_like_a_formula_is_no_formula_in_the_csv(database: Database, mei: Person) -> None:
    with database.transaction() as session:
        seat = _open(session, mei)
        bookkeeping.record(session, seat, lunch(session, seat, note='=HYPERLINK("http://x")'), NOW)
    archive = _zip(database, mei)
    (name,) = [name for name in archive.namelist() if name.endswith(".csv")]
    lines = list(csv.DictReader(io.StringIO(archive.read(name).decode())))
    assert {line["note"] for line in lines} == {'\'=HYPERLINK("http://x")'}


def test_anothers_private_entry_stays_with_them(database: Database, mei: Person) -> None:
    from dataclasses import replace

    with database.transaction() as session:
        seat = _open(session, mei)
        jun = join(session, seat, "Jun", "partner")
        bookkeeping.record(
            session, jun, replace(lunch(session, seat, note="a present"), visibility="private"), NOW
        )
        bookkeeping.record(
            session, seat, replace(lunch(session, seat, note="own"), visibility="private"), NOW
        )
    archive = _zip(database, mei)
    text = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "own" in text
    assert "a present" not in text


def test_what_is_read_of_a_book_misses_and_doubles_nothing(database: Database, mei: Person) -> None:
    from ledger.store.books import readable

    with database.transaction() as session:
        seat = _open(session, mei)
        made = [bookkeeping.record(session, seat, lunch(session, seat), NOW).stands for _ in range(7)]
        found = [kept.entry_id for kept in readable.standing(session, seat.book_id, seat.member.member_id)]
    assert found == [kept.entry_id for kept in made if kept]


def test_after_erasure_nothing_personal_is_left_and_the_address_is_free(
    database: Database, mei: Person, browser: Flask, letters: Path
) -> None:
    with database.transaction() as session:
        changing_password.forgot(session, mei.email)
        signing_in.sign_in(session, signing_in.credential_by_id(session, mei.person_id), "Firefox")
    _erase(database, mei)
    with database.transaction() as session:
        session.allow_person(mei.person_id)
        row = session.first(sa.select(table(PersonRow)).where(table(PersonRow).c.person_id == mei.person_id))
        assert row is not None and (row.email, row.name, row.password_hash) == (None, "", None)
        assert row.erased_at == NOW
        rows = owned_rows(session, mei.person_id)
        assert {name for name, found in rows.items() if found} == {"person"}
        assert session.first(sa.select(table(AddressRow))) is None
        assert signing_in.credential_by_address(session, mei.email).person_id == 0
    work.work_off(database)
    assert read(letters) == []


def test_erasing_twice_is_refused(database: Database, mei: Person) -> None:
    _erase(database, mei)
    with pytest.raises(Missing):
        _erase(database, mei)


def test_a_book_of_ones_own_is_erased_whole_and_a_tombstone_with_its_head_remains(
    database: Database, mei: Person
) -> None:
    with database.transaction() as session:
        seat = _open(session, mei)
        bookkeeping.record(session, seat, lunch(session, seat), NOW)
        head = log.lock(session, seat.book_id)
    assert _erase(database, mei) == 1
    with database.transaction() as session:
        session.allow_books([seat.book_id])
        assert books.load(session, [seat.book_id]) == {}
        assert entries.after(session, seat.book_id, 0, 10) == []
        (stone,) = session.rows(sa.select(table(TombstoneRow)))
        assert (stone.book_id, stone.revision, bytes(stone.head)) == (seat.book_id, head.seq, head.hash)


def test_in_a_shared_book_words_go_figures_stay_and_the_log_still_holds(
    database: Database, mei: Person
) -> None:
    with database.transaction() as session:
        seat = _open(session, mei)
        jun = join(session, seat, "Jun", "partner")
        hers = bookkeeping.record(session, seat, lunch(session, seat, "40.00", note="her words"), NOW).stands
        his = bookkeeping.record(session, jun, lunch(session, seat, "8.00", note="his words"), NOW).stands
    assert hers is not None and his is not None
    _erase(database, mei)
    with database.transaction() as session:
        session.allow_books([seat.book_id])
        kept = entries.load(session, seat.book_id, [hers.entry_id, his.entry_id])
        former, heir = books.members(session, seat.book_id)
        assert (former.name, former.person_id, former.left) == (None, None, True)
        assert (heir.name, heir.role) == ("Jun", "owner")
        assert (kept[hers.entry_id].entry.words.note, kept[hers.entry_id].words_erased) == ("", True)
        assert kept[hers.entry_id].words_salt is None
        assert kept[hers.entry_id].entry.postings == hers.entry.postings
        assert kept[hers.entry_id].words_digest == hers.words_digest
        assert kept[his.entry_id].entry.words.note == "his words"
        assert breaks(log.each(session, seat.book_id)) == []
        assert [deed.deed for deed in log.latest(session, seat.book_id, 2)] == ["erase", "role"]


def test_search_no_longer_finds_what_was_erased_and_payees_of_others_stay(
    database: Database, mei: Person
) -> None:
    from dataclasses import replace

    from ledger.domain.books.entry import Words

    with database.transaction() as session:
        seat = _open(session, mei)
        jun = join(session, seat, "Jun", "partner")
        lone = replace(lunch(session, seat), words=Words("Only Hers", "her words"))
        for by, entry in ((seat, lone), (seat, lunch(session, seat)), (jun, lunch(session, seat))):
            bookkeeping.record(session, by, entry, NOW)
    _erase(database, mei)
    with database.transaction() as session:
        session.allow_books([seat.book_id])
        token = table(TokenInEntryRow)
        assert session.first(sa.select(token).where(token.c.token == "hers")) is None
        assert session.first(sa.select(token).where(token.c.token == "street")) is not None
        assert {row.name for row in session.rows(sa.select(table(PayeeRow)))} == {None, "Old Street"}
        erased = session.rows(sa.select(table(EntryWordsRow).c.erased_at))
        assert sorted(row.erased_at is not None for row in erased) == [False, True, True]


@pytest.mark.parametrize(("role", "heir"), [("partner", "Jun"), ("viewer", "Jun"), ("owner", None)])
def test_a_shared_book_passes_on_only_where_its_last_owner_leaves(
    database: Database, mei: Person, role: str, heir: str | None
) -> None:
    with database.transaction() as session:
        seat = _open(session, mei)
        join(session, seat, "Jun", role)
        (fate,) = fates(session, mei.person_id)
    assert not fate.is_erased
    assert (fate.heir.name if fate.heir else None) == heir


def test_of_several_the_one_who_may_do_most_inherits(database: Database, mei: Person) -> None:
    with database.transaction() as session:
        seat = _open(session, mei)
        for name, role in (("Vic", "viewer"), ("Bo", "bookkeeper"), ("Pat", "partner")):
            join(session, seat, name, role)
        (fate,) = fates(session, mei.person_id)
    assert fate.heir is not None and fate.heir.name == "Pat"


def test_a_book_left_before_forgets_the_name_too(database: Database, mei: Person) -> None:
    from ledger.store.tables.sharing import MemberRow

    with database.transaction() as session:
        seat = _open(session, mei)
        join(session, seat, "Jun", "owner")
        member = table(MemberRow)
        session.run(sa.update(member).where(member.c.member_id == seat.member.member_id).values(left_at=NOW))
    assert _erase(database, mei) == 0
    with database.transaction() as session:
        session.allow_books([seat.book_id])
        assert [one.name for one in books.members(session, seat.book_id)] == [None, "Jun"]


def test_figures_of_the_book_are_the_same_after_somebody_left(database: Database, mei: Person) -> None:
    with database.transaction() as session:
        seat = _open(session, mei)
        join(session, seat, "Jun", "partner")
        wechat = named(session, seat, "wechat").account_id
        bookkeeping.record(session, seat, lunch(session, seat, "40.00"), NOW)
    _erase(database, mei)
    with database.transaction() as session:
        session.allow_books([seat.book_id])
        stood = [p for kept in entries.after(session, seat.book_id, 0, 10) for p in kept.entry.postings]
        assert [p.minor for p in stood if p.account_id == wechat] == [-cny("40.00").minor]
        assert wechat in accounts.load(session, seat.book_id)
