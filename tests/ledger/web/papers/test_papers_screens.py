"""Files of an entry in a browser: sent with the sheet or added later, opened in a sandbox, refused by name."""

from __future__ import annotations

import re
from io import BytesIO

import pytest

from ledger.kernel.ids import id_text
from ledger.services.papers import attaching
from ledger.web.papers.sent import ALONE
from tests.cast import NOW, named
from tests.ledger.domain.papers.made import PDF, papered, picture, zipped
from tests.ledger.web.journal.at_home import Home, text_of


@pytest.fixture
def home(app, today):
    return Home(app)


@pytest.fixture
def lunch(home):
    """The form of a lunch."""
    with home.open() as session:
        return {"verb": "expense", "amount": "32", "category": id_text(named(session, home.seat, "dining").account_id),
                "account": id_text(named(session, home.seat, "wechat").account_id), "note": "lunch"}


def sent(home, path, *files, **form):
    data = {**form, "papers": [(BytesIO(content), name) for name, content in files]}
    return home.browser.post(home.path + path, data=data, content_type="multipart/form-data")


def page_of(home, thing):
    return home.browser.get(f"{home.path}/journal/{id_text(thing)}")


def files_of(page):
    return re.findall(r'href="([^"]+/papers/\w+)" download="([^"]+)"', page.text)


def test_a_receipt_comes_with_the_sheet_and_opens_as_a_file(home, lunch):
    assert sent(home, "/journal", ("收据.png", picture(form="PNG")), ("bill.pdf", PDF), **lunch).status_code == 303
    [thing] = set(re.findall(r'href="[^"]*/journal/(0\w{12})"', home.page().text))
    page = home.browser.get(f"{home.path}/journal/{thing}")

    assert [name for _, name in files_of(page)] == ["收据.jpg", "bill.pdf"]
    for (href, _), kind in zip(files_of(page), ("image/jpeg", "application/pdf"), strict=True):
        file = home.browser.get(href)
        assert (file.status_code, file.mimetype) == (200, kind)
        assert file.headers["Content-Security-Policy"] == ALONE and "sandbox" in ALONE
        assert file.headers["Content-Disposition"].startswith("attachment")
        assert file.headers["X-Content-Type-Options"] == "nosniff"
    small = home.browser.get(files_of(page)[0][0] + "/small")
    assert (small.mimetype, small.headers["Content-Security-Policy"]) == ("image/jpeg", ALONE)
    assert home.browser.get(files_of(page)[1][0] + "/small").status_code == 404


@pytest.mark.parametrize(("name", "content", "said"), [
    ("bill.pdf", b"<html><script>alert(1)</script>", "“bill.pdf” is HTML inside."),
    ("logo.svg", b"<svg/>", "“logo.svg” is SVG inside."), ("all.zip", zipped(), "“all.zip” is ZIP inside."),
    ("a.jpg", b"", "“a.jpg” is empty."), ("a.jpg", picture()[:200], "“a.jpg” is damaged"),
    ("a.jpg", PDF, "“a.jpg” is not what it says it is"),
])
def test_a_file_that_is_refused_is_named_and_the_rest_is_kept_as_typed(home, lunch, name, content, said):
    answer = sent(home, "/journal", (name, content), **lunch)

    assert answer.status_code == 422 and said in text_of(answer)
    assert 'value="lunch"' in answer.text and 'aria-invalid="true"' in answer.text
    assert not re.search(r"/journal/0\w{12}", home.page().text), "nothing was recorded"


def test_a_file_is_added_on_the_entrys_page_taken_away_and_put_back(home):
    thing = home.record().thing_id
    at = f"/journal/{id_text(thing)}/papers"
    assert sent(home, at, ("bill.pdf", PDF)).location.endswith(f"/journal/{id_text(thing)}#papers")
    [(href, _)] = files_of(page_of(home, thing))

    home.browser.post(href + "/take-away")
    assert "Taken away" in text_of(page_of(home, thing)) and home.browser.get(href).status_code == 200
    home.browser.post(href + "/put-back")
    assert "Taken away" not in text_of(page_of(home, thing))


def test_no_file_and_too_many_are_said_beside_the_field(home):
    at = f"/journal/{id_text(home.record().thing_id)}/papers"

    assert "Fill this in." in text_of(sent(home, at))
    assert "At most 10 files at once." in text_of(sent(home, at, *[("a.pdf", PDF)] * 11))


def test_a_viewer_sees_files_and_no_way_to_change_them_and_a_private_ones_not_at_all(home):
    shared, private = home.record(), home.record(visibility="private")
    with home.open() as session:
        one, hidden = (attaching.attach(session, home.seat, kept.thing_id, [papered()], NOW)[0]
                       for kept in (shared, private))
    _, vic = home.join("Vic", "viewer")
    page = vic.get(f"{home.path}/journal/{id_text(shared.thing_id)}")

    assert "receipt.jpg" in page.text and 'name="papers"' not in page.text and "take-away" not in page.text
    for kept, attachment in ((private, hidden), (shared, hidden), (private, one)):
        at = f"{home.path}/journal/{id_text(kept.thing_id)}/papers/{id_text(attachment.attachment_id)}"
        assert {vic.get(at).status_code, vic.get(at + "/small").status_code} == {404}
