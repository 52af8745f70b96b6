"""A push: one browser alone reads it, this house alone signed it, and no inner network is ever reached."""

from __future__ import annotations

import json
import socket

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from ledger.plumbing.pushing.sealing import bytes_of, house_key, is_point, public_of, sealed, signed, text_of
from ledger.plumbing.pushing.sending import House, PushUnavailable, is_endpoint, reach_public
from tests.ledger.services.reminders.receiving import CURVE, Browser, as_in_the_rfc, serving

EXAMPLE = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8w"
    "EqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN")


def test_the_browser_of_these_tests_opens_the_example_of_the_rfc() -> None:
    assert as_in_the_rfc().open(bytes_of(EXAMPLE)) == b"When I grow up, I want to be a watermelon"


@pytest.mark.parametrize("message", [b"", "今天还没有记账".encode(), b"x" * 3000])
def test_what_is_sealed_for_one_browser_no_other_opens(message: bytes) -> None:
    mine, other = Browser(), Browser()
    body = sealed(message, mine.public_key, mine.secret)

    assert mine.open(body) == message
    assert not message or message[:8] not in body
    assert sealed(message, mine.public_key, mine.secret) != body
    with pytest.raises(InvalidTag):
        other.open(body)
    with pytest.raises(InvalidTag):
        mine.open(body[:-1] + bytes([body[-1] ^ 1]))


def test_the_signature_is_this_houses_for_one_origin_and_a_while() -> None:
    key = house_key("a secret")
    token, _, shown = signed(key, "https://push.example.org", 1_800_000_000, "https://books.example.org").removeprefix(
        "vapid t=").partition(", k=")
    head, claims, signature = token.split(".")
    raw = bytes_of(signature)
    public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, bytes_of(shown))

    public.verify(encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:])),
                  f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))
    assert json.loads(bytes_of(head)) == {"typ": "JWT", "alg": "ES256"}
    assert json.loads(bytes_of(claims)) == {
        "aud": "https://push.example.org", "exp": 1_800_000_000, "sub": "https://books.example.org"}
    assert shown == text_of(public_of(house_key("a secret"))) != text_of(public_of(house_key("another")))


@pytest.mark.parametrize("text", [
    "http://push.example.org/a", "https://localhost/a", "https://127.0.0.1/a", "https://10.0.0.8/a", "https://[::1]/a",
    "https://169.254.169.254/latest", "https://push.example.org:8080/a", "https://me@push.example.org/a", "ftp://a.b/c",
    "https://printer.local/a", "https://db.internal/a", "https://push.example.org/" + "a" * 1000, "https://a.b/ c", "",
    "https://[::ffff:127.0.0.1]/a", "https://a.b:x/",
])
def test_no_device_is_reached_but_by_https_at_a_public_place(text: str) -> None:
    assert not is_endpoint(text)
    assert is_endpoint("https://push.example.org/wpush/v2/gAAA?x=1")


@pytest.mark.parametrize("addresses", [["10.1.2.3"], ["93.184.216.34", "127.0.0.1"], ["fe80::1%eth0"], ["fd00::1"], []])
def test_a_name_that_leads_inside_is_not_followed(addresses: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)

    with pytest.raises(OSError, match="not public"):
        reach_public("push.example.org")
    with pytest.raises(PushUnavailable):
        House("s", "https://books.example.org", reach_public).send(
            "https://push.example.org/a", *Browser().said.values(), b"m")


@pytest.mark.parametrize(("status", "stays"), [(201, True), (404, False), (410, False), (403, True)])
def test_the_service_says_whether_the_device_is_there(status: int, stays: bool) -> None:
    browser = Browser()
    with serving() as service:
        service.status = status
        house = House("s", "https://books.example.org", service.reach)

        assert house.send("https://push.example.org/a?b=1", *browser.said.values(), b"hello") is stays
        (path, headers, body), = service.got
    assert path == "/a?b=1" and browser.open(body) == b"hello"
    assert headers["content-encoding"] == "aes128gcm" and headers["ttl"] == "14400"
    assert headers["authorization"].startswith("vapid t=")


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_is_refused_for_now_is_tried_again(status: int) -> None:
    with serving() as service, pytest.raises(PushUnavailable):
        service.status = status
        House("s", "http://127.0.0.1:8000", service.reach).send(
            "https://push.example.org/a", *Browser().said.values(), b"hello")


def test_a_key_is_a_point_of_the_curve() -> None:
    assert is_point(Browser().public_key)
    assert not is_point(b"\x04" + b"\x01" * 64) and not is_point(b"") and not is_point(b"\x02" + b"\x00" * 32)
