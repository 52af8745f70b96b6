"""A copy of the book says what was measured, answered and attached; a person's zip holds the files themselves."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace
from zipfile import ZipFile

import pytest

from ledger.domain.books.entry import Words
from ledger.domain.files.out.forms import FORMS
from ledger.kernel.ids import id_text
from ledger.services.books import bookkeeping
from ledger.services.files import exporting
from ledger.services.papers import attaching
from ledger.services.people import leaving
from tests.cast import NOW, TODAY, book, lunch
from tests.ledger.domain.papers.made import papered

FILE = hashlib.sha256(b"a picture").hexdigest()


@pytest.fixture
def mei(app, session):
    """Mei, whose lunch has an answer, a measure and two files, one of them taken away."""
    seat = book(session)
    entry = lunch(session, seat)
    into, *rest = entry.postings
    entry = replace(entry, words=Words("Old Street", "lunch", (("guaranteed_until", "2027-11-21"), ("need", "want"))),
                    postings=(replace(into, quantity="3", unit="kg"), *rest))
    thing = bookkeeping.record(session, seat, entry, NOW).stands.thing_id
    _, gone = attaching.attach(session, seat, thing, [papered(), papered("gone.jpg", b"gone")], NOW)
    attaching.take_away(session, seat, thing, gone.attachment_id, NOW)
    with app.test_request_context():
        yield seat


def copied(session, seat, form):
    return exporting.copied(session, seat, FORMS[form], TODAY).read().decode("utf-8-sig")


def test_the_table_says_it_in_columns_of_its_own(session, mei):
    first, second = csv.DictReader(io.StringIO(copied(session, mei, "csv"), newline=""))

    assert (first["quantity"], first["unit"], first["unit_price"], second["unit_price"]) == ("3", "kg", "10.667", "")
    assert json.loads(first["fields"]) == {"guaranteed_until": "2027-11-21", "need": "want"}
    assert (first["papers"], second["papers"], second["fields"]) == (FILE, "", "")


def test_other_programs_are_told_as_metadata_and_tags(session, mei):
    beancount, hledger = copied(session, mei, "beancount"), copied(session, mei, "hledger")

    assert f'  field-guaranteed-until: "2027-11-21"\n  field-need: "want"\n  papers: "{FILE}"\n' in beancount
    assert f"field-guaranteed-until: 2027-11-21, field-need: want, papers: {FILE}" in hledger


@pytest.mark.beancount
def test_beancount_reads_them(session, mei):
    from beancount import loader

    entries, errors, _ = loader.load_string(copied(session, mei, "beancount"))
    told = [entry.meta for entry in entries if "papers" in entry.meta]

    assert errors == [] and [(meta["field-need"], meta["papers"]) for meta in told] == [("want", FILE)]


def test_a_person_takes_the_files_themselves_along(session, mei):
    session.allow_person(mei.member.person_id)
    taken = ZipFile(io.BytesIO(leaving.take_out(session, mei.member.person_id).read()))
    papers = [name for name in taken.namelist() if "/papers/" in name]

    assert [taken.read(name) for name in papers] == [b"a picture"]
    assert papers[0].startswith(f"books/{id_text(mei.book_id)}/papers/") and papers[0].endswith(".jpeg")
