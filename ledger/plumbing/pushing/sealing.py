"""What a push is made of: the message sealed so that one browser alone reads it, and who sends it.

Sealing is RFC 8291 (aes128gcm of RFC 8188 in one record), signing RFC 8292: a token that only this house's key makes.
"""

from __future__ import annotations

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

RECORD = 4096
"""Bytes of the one record a push is: what every push service takes."""

SECRET_BYTES = 16
"""Bytes of the secret a browser gives beside its key (RFC 8291 §3.2)."""

_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def text_of(raw: bytes) -> str:
    """Bytes as base64url without padding, as browsers and tokens write them."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def bytes_of(text: str) -> bytes:
    """The bytes of base64url, padded or not. Raises: ValueError."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def is_point(raw: bytes) -> bool:
    """Whether bytes are a point of the curve, as a browser gives its key: 65 of them."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, raw)
    except ValueError:
        return False
    return len(raw) == 65


def house_key(secret: str) -> ec.EllipticCurvePrivateKey:
    """The key of a house, always the same for its secret."""
    return ec.derive_private_key(int.from_bytes(sha256(secret.encode()).digest()) % (_ORDER - 1) + 1, _CURVE)


def public_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public half of a key as a point, 65 bytes."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def sealed(message: bytes, public_key: bytes, secret: bytes) -> bytes:
    """A message that only the browser with this key (65 bytes) and secret (16 bytes) can open."""
    own, salt = ec.generate_private_key(_CURVE), secrets.token_bytes(16)
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, public_key))
    mixed = _derived(shared, secret, b"WebPush: info\0" + public_key + public_of(own), 32)
    key = _derived(mixed, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(mixed, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD.to_bytes(4) + b"\x41" + public_of(own)
    return head + AESGCM(key).encrypt(nonce, message + b"\x02", None)


def signed(key: ec.EllipticCurvePrivateKey, origin: str, until: int, subject: str) -> str:
    """What stands in `Authorization`: this house may push at an origin until a second since 1970."""
    claims = {"aud": origin, "exp": until, "sub": subject}
    said = ".".join(text_of(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    r, s = decode_dss_signature(key.sign(said.encode(), ec.ECDSA(hashes.SHA256())))
    return f"vapid t={said}.{text_of(r.to_bytes(32) + s.to_bytes(32))}, k={text_of(public_of(key))}"


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)
