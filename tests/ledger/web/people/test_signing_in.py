"""Signing in and out in a browser, with the second step between."""

from __future__ import annotations

from statistics import median

import pyotp
import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from ledger.domain.people.person import Person
from ledger.plumbing import clock
from ledger.plumbing.identity import AnswerRow, SessionRow
from ledger.plumbing.rows import table
from ledger.web.people.area import safe_path
from tests.ledger.web.people.conftest import EMAIL, PASSWORD, House, bare, path_in


def _try(client: FlaskClient, email: str = EMAIL, password: str = "wrong all the way", **more: str) -> int:
    return client.post("/sign-in", data={"email": email, "password": password, **more}).status_code


def _second_step(house: House, client: FlaskClient) -> tuple[pyotp.TOTP, list[str]]:
    """Turn the second step on; the telephone, and the recovery codes."""
    import re

    client.post("/me/second-step/begin")
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", client.get("/me/second-step").text)
    assert secret is not None
    telephone = pyotp.TOTP(secret[1].replace(" ", ""))
    now = int(clock.now().timestamp())
    page = client.post("/me/second-step/confirm", data={"code": telephone.at(now - 30)})
    return telephone, re.findall(r"<code>([a-z2-9-]{19})</code>", page.text)


def test_the_right_pair_leads_on_to_where_one_was_going(house: House, mei: Person) -> None:
    client = house.browser()
    asked = client.get("/me?done=password")
    assert asked.status_code == 303
    page = client.get(asked.headers["Location"])
    assert 'name="then" value="/me?done=password"' in page.text
    answer = client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD, "then": "/me?done=password"})
    assert answer.headers["Location"] == "/me?done=password"


@pytest.mark.parametrize(
    "said",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "",
        "/a\nb",
        "/a\\b",
    ],
)
def test_nobody_is_led_away_from_the_house(said: str) -> None:
    assert safe_path(said) == "/"


def test_known_and_unknown_addresses_are_refused_in_the_same_words(house: House, mei: Person) -> None:
    known = house.browser().post("/sign-in", data={"email": EMAIL, "password": "wrong all the way"})
    unknown = house.browser().post(
        "/sign-in", data={"email": "nobody@example.org", "password": "wrong all the way"}
    )
    assert known.status_code == unknown.status_code == 422
    assert bare(known, EMAIL) == bare(unknown, "nobody@example.org")


def test_known_and_unknown_addresses_are_refused_in_the_same_time(house: House, mei: Person) -> None:
    spent: dict[bool, list[int]] = {True: [], False: []}
    for _ in range(15):
        for known in (True, False):
            house.forget_failures()
            begun = clock.ticks()
            _try(house.browser(), EMAIL if known else "nobody@example.org")
            spent[known].append(clock.ticks() - begun)
    assert abs(median(spent[True]) - median(spent[False])) < median(spent[False]) / 2


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.org"])
def test_the_sixth_wrong_password_waits_whoever_it_is_for(house: House, mei: Person, email: str) -> None:
    assert [_try(house.browser(), email) for _ in range(6)] == [422] * 5 + [429]
    answer = house.browser().post("/sign-in", data={"email": email, "password": PASSWORD})
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 60


def test_one_socket_fails_five_times_whatever_addresses_it_tries(house: House) -> None:
    tried = [_try(house.browser(), f"p{n}@example.org") for n in range(7)]
    assert tried == [422] * 5 + [429] * 2


def test_a_forged_header_opens_no_new_window(house: House, mei: Person) -> None:
    answers = [
        house.browser().post(
            "/sign-in",
            data={"email": f"p{n}@example.org", "password": "wrong all the way"},
            headers={"X-Forwarded-For": f"203.0.113.{n}"},
        )
        for n in range(6)
    ]
    assert answers[-1].status_code == 429


def test_right_passwords_are_never_held_back(house: House, mei: Person) -> None:
    for _ in range(8):
        house.signed_in()


def test_signing_in_makes_a_new_session_and_a_new_form_token(house: House, mei: Person) -> None:
    client = house.browser()
    client.get("/sign-in")
    with client.session_transaction() as before:
        token = before.get("csrf_token")
    client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD})
    with client.session_transaction() as first:
        sid = first["sid"]
    client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD})
    with client.session_transaction() as second:
        assert second["sid"] != sid
        assert second.get("csrf_token") != token


def test_signing_in_over_a_session_ends_it(house: House, mei: Person) -> None:
    client = house.signed_in()
    client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD})
    with house.database.transaction(write=False) as session:
        live = session.rows(sa.select(table(SessionRow)).where(table(SessionRow).c.ended_at.is_(None)))
    assert len(live) == 1


def test_a_kept_cookie_is_worth_nothing_after_signing_out(house: House, mei: Person) -> None:
    client = house.signed_in()
    with client.session_transaction() as kept:
        sid = kept["sid"]
    assert client.post("/sign-out").headers["Location"] == "/sign-in"
    with client.session_transaction() as put_back:
        put_back["sid"] = sid
    assert client.get("/me").status_code == 303


def test_signing_out_is_a_deed_and_no_link(house: House, mei: Person) -> None:
    client = house.signed_in()
    assert client.get("/sign-out").status_code in (404, 405)
    assert client.get("/me").status_code == 200


def test_with_the_second_step_a_password_reaches_that_step_alone(house: House, mei: Person) -> None:
    _second_step(house, house.signed_in())
    client = house.browser()
    entered = client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD, "then": "/me/devices"})
    assert entered.headers["Location"] == "/sign-in/second-step"
    signed_in_only = [
        rule.rule
        for rule in house.app.url_map.iter_rules()
        if rule.endpoint.startswith("people.")
        and "GET" in (rule.methods or ())
        and house.app.view_functions[rule.endpoint].may.kind == "person"  # type: ignore[attr-defined]
    ]
    assert len(signed_in_only) > 4
    assert {client.get(path).status_code for path in signed_in_only} == {303}
    assert client.post("/me/second-step/off", data={"password": PASSWORD}).status_code == 303
    assert client.get("/sign-in/second-step").status_code == 200


def test_a_code_completes_the_sign_in_and_leads_on(house: House, mei: Person) -> None:
    telephone, _ = _second_step(house, house.signed_in())
    client = house.browser()
    client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD, "then": "/me/devices"})
    with client.session_transaction() as half:
        sid = half["sid"]
    answer = client.post("/sign-in/second-step", data={"code": telephone.at(int(clock.now().timestamp()))})
    assert answer.headers["Location"] == "/me/devices"
    with client.session_transaction() as whole:
        assert whole["sid"] != sid
    assert client.get("/me").status_code == 200


def test_recovery_codes_are_shown_once_kept_nowhere_and_work_once(house: House, mei: Person) -> None:
    _, codes = _second_step(house, house.signed_in())
    assert len(set(codes)) == 10
    answers = []
    for _ in range(2):
        client = house.browser()
        client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD})
        answers.append(client.post("/sign-in/second-step", data={"code": codes[0]}).status_code)
    assert answers == [303, 422]
    with house.database.transaction(write=False) as session:
        bodies = [row.body or "" for row in session.rows(sa.select(table(AnswerRow).c.body))]
    assert not any(code in body for code in codes for body in bodies)


def test_the_sixth_wrong_code_waits_and_a_right_password_does_not_help(house: House, mei: Person) -> None:
    _second_step(house, house.signed_in())
    client, answers = house.browser(), []
    for _ in range(6):
        client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD})
        answers.append(client.post("/sign-in/second-step", data={"code": "aaaa-aaaa-aaaa-aaaa"}).status_code)
    assert answers[:5] == [422] * 5
    assert 429 in (
        answers[5],
        client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD}).status_code,
    )


def test_the_square_has_no_style_and_no_script(house: House, mei: Person) -> None:
    client = house.signed_in()
    client.post("/me/second-step/begin")
    page = client.get("/me/second-step").text
    square = page[page.index('<figure class="qr"') : page.index("</figure>")]
    assert "<svg" in square and "<path" in square
    assert "style" not in square and "<script" not in square


def test_turning_the_second_step_off_asks_for_the_password(house: House, mei: Person) -> None:
    client = house.signed_in()
    _second_step(house, client)
    assert client.post("/me/second-step/off", data={"password": "wrong all the way"}).status_code == 422
    assert client.post("/me/second-step/off", data={"password": PASSWORD}).status_code == 303
    house.signed_in().get("/me")
    assert "second step is off" in house.letters()[-1]


def test_a_reset_does_not_pass_the_second_step_by(house: House, mei: Person) -> None:
    _second_step(house, house.signed_in())
    client = house.browser()
    client.post("/forgot", data={"email": EMAIL})
    link = path_in(house.letters()[-1])
    answer = client.post(link, data={"password": "another horse battery"})
    assert answer.headers["Location"] == "/sign-in/second-step"
    assert client.get("/me").status_code == 303


@pytest.mark.parametrize(
    "path", ["/sign-in", "/sign-up", "/forgot", "/language", "/theme", "/join/x", "/reset/x"]
)
def test_a_form_without_its_token_is_not_done(house: House, path: str) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = True
    assert house.browser().post(path, data={"email": EMAIL}).status_code == 403


def test_a_form_from_another_site_is_not_done(house: House, mei: Person) -> None:
    answer = house.signed_in().post("/sign-out", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
