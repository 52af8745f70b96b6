"""The house as an app: manifest, worker and shell hold nothing of anybody, and one setting takes it all away."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from tests import cast
from tests.browsing import signed_in


@pytest.fixture
def mei(app, today):
    with app.extensions["house_database"].transaction() as session:
        person_id = cast.book(session).member.person_id
    return signed_in(app, person_id)


@pytest.mark.parametrize(("language", "name"), [("en", "Countinghouse"), ("zh-Hans", "账房"), ("zh-Hant", "帳房")])
def test_the_manifest_speaks_the_language_of_its_address_and_its_files_are_there(client, language, name):
    answer = client.get(f"/manifest.webmanifest?language={language}")
    said = json.loads(answer.data)

    assert answer.mimetype == "application/manifest+json"
    assert (said["name"], said["lang"], said["start_url"], said["display"]) == (name, language, "/", "standalone")
    assert {one["purpose"] for one in said["icons"]} == {"any", "maskable"}
    assert [client.get(one["src"]).status_code for one in said["icons"]] == [200] * 4
    assert [client.get(one["url"]).status_code for one in said["shortcuts"]] == [200, 303]
    assert client.get(said["share_target"]["action"]).status_code == 303 and len(said["share_target"]["params"]) == 3


def test_the_worker_keeps_files_that_are_there_and_no_page_of_anybody(client):
    text = client.get("/sw.js").text
    files = json.loads(re.search(r"FILES = (\[.*?\]);", text)[1])
    shells = json.loads(re.search(r"SHELLS = (\[.*?\]);", text)[1])

    assert all(client.get(one).status_code == 200 for one in [*files, *shells])
    assert all(one.startswith("/static/") and "?v=" in one for one in files)
    assert shells == [f"/offline?language={tag}" for tag in ("en", "zh-Hans", "zh-Hant")]


def test_the_shell_is_the_same_for_everybody(client, mei):
    shown = [one.get("/offline?language=en").text for one in (client, mei)]

    assert shown[0] == shown[1]
    assert "csrf" not in shown[0].lower() and "Mei" not in shown[1]


def test_pages_let_their_own_worker_and_manifest_in_and_nothing_else(mei):
    policy = mei.get("/").headers["Content-Security-Policy"]

    assert "worker-src 'self'" in policy and "manifest-src 'self'" in policy
    assert "unsafe" not in policy and "default-src 'none'" in policy


def test_signing_out_takes_what_was_kept_off_the_device(mei):
    assert mei.post("/sign-out").headers["Clear-Site-Data"] == '"storage"'


def test_nobody_signed_in_is_told_nothing(client):
    assert (client.get("/offline/me").status_code, client.post("/offline/key").status_code) == (401, 303)


def test_a_secret_is_a_persons_own_and_stays_the_same(app, mei):
    with app.extensions["house_database"].transaction() as session:
        person_id = cast.person(session, "Ola")
    ola = signed_in(app, person_id)
    mine, again, hers = (one.post("/offline/key").get_json() for one in (mei, mei, ola))

    assert mine == again
    assert (mine["owner"] != hers["owner"], mine["secret"] != hers["secret"]) == (True, True)
    assert mei.get("/offline/me").get_json()["owner"] == mine["owner"]


def test_one_setting_takes_it_all_off_every_device(settings, mei, today):
    import app as whole

    made = whole.create_app(replace(settings, offline=False))
    client = made.test_client()
    text = client.get("/sw.js").text

    assert "unregister" in text and "FILES" not in text
    assert client.get("/offline/me").status_code == 401
    made.extensions["house_database"].dispose()
