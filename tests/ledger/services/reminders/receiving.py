"""A browser that takes pushes, and the service that carries them: a real little server on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ledger.plumbing.pushing.sealing import bytes_of, text_of

CURVE = ec.SECP256R1()


@dataclass
class Browser:
    """The half of RFC 8291 that only browsers have: opening what was sealed for them."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(CURVE))
    secret: bytes = b"sixteen bytes ok"

    @property
    def public_key(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def said(self) -> dict[str, str]:
        """What a page's script puts into the form."""
        return {"public_key": text_of(self.public_key), "secret": text_of(self.secret)}

    def open(self, body: bytes) -> bytes:
        salt, size, length = body[:16], int.from_bytes(body[16:20]), body[20]
        theirs, ciphertext = body[21:21 + length], body[21 + length:]
        assert len(ciphertext) <= size
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
        info = b"WebPush: info\0" + self.public_key + theirs
        mixed = HKDF(SHA256(), 32, self.secret, info).derive(shared)
        key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(mixed)
        nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(mixed)
        plain = AESGCM(key).decrypt(nonce, ciphertext, None).rstrip(b"\0")
        assert plain[-1:] == b"\x02", "the last record says so"
        return plain[:-1]


def as_in_the_rfc() -> Browser:
    """The browser of the example in RFC 8291, section 5."""
    number = int.from_bytes(bytes_of("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"))
    return Browser(ec.derive_private_key(number, CURVE), bytes_of("BTBZMqHH6r4Tts7J_aSIgg"))


@dataclass
class Service:
    """What a push service was sent, and the status it answers with."""

    port: int = 0
    status: int = 201
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    def reach(self, _host: str) -> HTTPConnection:
        """The way to it, in the place of the way to public addresses."""
        return HTTPConnection("127.0.0.1", self.port, timeout=5)


@contextmanager
def serving() -> Iterator[Service]:
    """A push service for the length of a block."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.got.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(service.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    service.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
