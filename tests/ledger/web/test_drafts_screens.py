"""What was accepted elsewhere comes as a draft; one tap records it; every figure opens the entries behind it."""

from __future__ import annotations

from flask import Flask

from ledger.kernel.ids import id_text, packed, read_id
from ledger.store.books import accounts
from tests.web.world import build


def _post(client, path: str):
    page = client.get(path.rsplit("/", 1)[0]).get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    return client.post(path, data={"csrf_token": token, "client_key": path[-40:]})


def test_a_draft_is_read_line_by_line_and_recorded_with_one_tap(app: Flask) -> None:
    world = build(app)
    mei, book, draft = world.clients["owner"], world.ids["mine"]["book"], world.ids["mine"]["draft"]

    listed = mei.get(f"/books/{book}/drafts").get_data(as_text=True)
    shown = mei.get(f"/books/{book}/drafts/{draft}").get_data(as_text=True)
    done = _post(mei, f"/books/{book}/drafts/{draft}/record")

    assert "A small loan" in listed and "500.00" in shown and "Record all of this" in shown
    assert done.status_code == 303
    with app.extensions["house_database"].transaction(write=False) as session:
        session.allow_books([read_id(book)])
        assert "A small loan" in {a.names.get("en") for a in accounts.load(session, read_id(book)).values()}
    assert "Record all of this" not in mei.get(f"/books/{book}/drafts/{draft}").get_data(as_text=True)
    assert "No draft waits" in mei.get(f"/books/{book}/drafts").get_data(as_text=True)


def test_a_draft_is_dropped_and_nobody_else_sees_it(app: Flask) -> None:
    world = build(app)
    book, draft = world.ids["mine"]["book"], world.ids["mine"]["draft"]

    assert "A small loan" not in world.clients["partner"].get(f"/books/{book}/drafts").get_data(as_text=True)
    assert world.clients["partner"].get(f"/books/{book}/drafts/{draft}").status_code == 404
    assert _post(world.clients["owner"], f"/books/{book}/drafts/{draft}/drop").status_code == 303
    assert "No draft waits" in world.clients["owner"].get(f"/books/{book}/drafts").get_data(as_text=True)


def test_a_figure_opens_the_entries_behind_it(app: Flask) -> None:
    world = build(app)
    mei, mine, theirs = world.clients["owner"], world.ids["mine"], world.ids["theirs"]
    of = packed([read_id(mine["entry"]), read_id(theirs["entry"])])

    page = mei.get(f"/books/{mine['book']}/journal/behind?of={of}&what=Spending").get_data(as_text=True)

    assert "Spending" in page and "1 entry" in page and "32.00" in page
    assert mei.get(f"/books/{mine['book']}/journal/behind?of=AAA").status_code == 404
    nothing = mei.get(f"/books/{mine['book']}/journal/behind?of={packed([5])}").get_data(as_text=True)
    assert "No entry of this ledger stands behind it" in nothing
    assert id_text(5) not in nothing
