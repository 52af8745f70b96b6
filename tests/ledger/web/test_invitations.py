"""Two people come into one ledger by a link, see who recorded what, and neither overwrites the other."""

from __future__ import annotations

import re

import pytest

from ledger.kernel.ids import id_text
from tests.browsing import signed_in
from tests.cast import book, named, person


@pytest.fixture
def home(app):
    with app.extensions["house_database"].transaction() as session:
        seat = book(session)
        ids = {key: id_text(named(session, seat, key).account_id) for key in ("wechat", "dining")}
        ola = person(session, "Ola")
    return f"/books/{id_text(seat.book_id)}", signed_in(app, seat.member.person_id), signed_in(app, ola), ids


def link_of(mei, base: str, role: str = "partner") -> str:
    page = mei.post(f"{base}/invitations", data={"role": role})
    return re.search(r"/join-ledger/[0-9a-z]{13}\.[\w-]+", page.text)[0]


def test_a_partner_joins_by_link_and_both_see_who_recorded_what(home):
    base, mei, ola, ids = home
    link = link_of(mei, base)

    assert "Our home" in ola.get(link).text
    assert ola.post(link).status_code == 303
    said = {"verb": "expense", "amount": "38", "currency": "CNY", "account": ids["wechat"], "category": ids["dining"],
            "on": "2026-11-21", "note": "noodles", "client_key": "a"}
    assert ola.post(f"{base}/journal", data=said).status_code == 303

    journal = mei.get(f"{base}/journal").text
    assert "noodles" in journal and "Ola" in journal


def test_a_viewer_reads_and_does_not_write(home):
    base, mei, ola, _ids = home
    ola.post(link_of(mei, base, "viewer"))

    assert ola.get(f"{base}/journal").status_code == 200
    assert ola.post(f"{base}/journal", data={"amount": "1"}).status_code == 403


def test_two_who_amend_the_same_entry_meet_the_conflict_page(home):
    base, mei, ola, ids = home
    ola.post(link_of(mei, base))
    said = {"verb": "expense", "amount": "32", "currency": "CNY", "account": ids["wechat"], "category": ids["dining"],
            "on": "2026-11-21", "note": "lunch", "client_key": "b"}
    mei.post(f"{base}/journal", data=said)
    thing = re.search(rf"{base}/journal/([0-9a-z]{{13}})", mei.get(f"{base}/journal").text)[1]

    first = ola.post(f"{base}/journal/{thing}/amend", data={**said, "amount": "38", "version": "1", "client_key": "c"})
    second = mei.post(f"{base}/journal/{thing}/amend", data={**said, "amount": "40", "version": "1", "client_key": "d"})

    assert (first.status_code, second.status_code) == (303, 409)
    assert "38.00" in second.text and "40.00" in second.text


def test_a_stranger_with_a_used_link_finds_nothing(home, app):
    base, mei, ola, _ids = home
    link = link_of(mei, base)
    ola.post(link)
    with app.extensions["house_database"].transaction() as session:
        stranger = person(session, "Vic")
    vic = signed_in(app, stranger)

    assert vic.get(link).status_code == vic.post(link).status_code == 404
    assert vic.get(f"{base}/journal").status_code == 404


def test_an_anonymous_opener_is_led_through_sign_in_and_back(home, app):
    base, mei, _ola, _ids = home
    link = link_of(mei, base)

    answer = app.test_client().get(link)

    assert answer.status_code == 303 and "join-ledger" in answer.location
