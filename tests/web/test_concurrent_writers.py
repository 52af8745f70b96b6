"""T02: sixteen people write at once, twenty deeds each, against a real server: nothing lost, nothing refused as 5xx."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace

import pytest
import sqlalchemy as sa

from ledger.services.books import checking
from tests.web.serving import credentials, post, served
from tests.web.test_safe_requests import _expense
from tests.web.world import build

WRITERS, DEEDS = 16, 20


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_nothing_is_lost_under_sixteen_writers(request, settings, engine):
    import app as house

    url = request.getfixturevalue(f"{engine}_url")
    made = house.create_app(replace(settings, database_url=url, migrate_url=url))
    world = build(made)
    form = _expense(world, "")
    with world.clients["owner"].session_transaction() as kept:
        cookie, token = credentials(made, kept["sid"])
    path = f"/books/{world.ids['mine']['book']}/journal"
    answers: Counter[int] = Counter()

    def write(writer: int) -> None:
        for deed in range(DEEDS):
            said = {**form, "client_key": f"{writer}-{deed}", "csrf_token": token, "note": f"w{writer}d{deed}"}
            answers[post(port, path, said, cookie)[0]] += 1

    environ = {"DATABASE_URL": url, "SECRET_KEY": str(made.secret_key), "INSTANCE_DIR": str(settings.instance)}
    with served(environ) as port:
        writers = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()

    assert answers == {303: WRITERS * DEEDS}
    with made.extensions["house_database"].transaction() as session:
        session.allow_books([world.mine.book_id])
        notes = session.rows(sa.text("SELECT note FROM entry_words WHERE book_id = :b"), {"b": world.mine.book_id})
        assert len({row.note for row in notes if row.note.startswith("w")}) == WRITERS * DEEDS
        assert checking.verify(session, world.mine.book_id).faults == ()
    made.extensions["house_database"].dispose()
