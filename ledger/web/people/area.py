"""The area of people: signing up, in and out, and one's own settings.

Hashing a password takes twenty milliseconds, in which no transaction may wait. What a deed proves or hashes
is therefore done ahead of its transaction and handed over on `g`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import g, request

from ledger.domain.people.password import check_password
from ledger.domain.people.person import NotAnAddress, address_digest, read_address
from ledger.kernel.errors import Invalid
from ledger.kernel.limits import PASSWORD_MAX
from ledger.plumbing.access import Area, SignInFirst, database
from ledger.plumbing.guarding.passwords import hash_password
from ledger.plumbing.guarding.throttle import ASKED, LETTERS, socket_key, throttle
from ledger.plumbing.sessions import who
from ledger.services.people import signing_in
from ledger.store.people.persons import Credential

area = Area("people", "ledger.web.people")
_ahead: dict[str, Callable[[], None]] = {}


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of proving a password: the credential, or None where it was not the right one."""

    credential: Credential | None
    rehashed: str | None = None


@dataclass(frozen=True, slots=True)
class Fresh:
    """A new password, hashed, or why it was refused."""

    hash: str
    refusal: Invalid | None = None


def ahead_of(view: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Name what is done before the transaction of a deed, by the name of its view."""

    def register(deed: Callable[[], None]) -> Callable[[], None]:
        _ahead[f"people.{view}"] = deed
        return deed

    return register


@area.blueprint.before_request
def _do_ahead() -> None:
    deed = _ahead.get(request.endpoint or "")
    if deed is not None:
        deed()


def prove_pair() -> None:
    """Prove the address and password of the form, as anybody. Raises: TooMany."""
    address = typed_address()
    with database().transaction(write=False) as session:
        found = signing_in.credential_by_address(session, address)
    g.proof = prove(found, f"password:{address_digest(address).hex()}")


def prove_oneself() -> None:
    """Prove the password of whoever is signed in. Raises: TooMany, SignInFirst."""
    with database().transaction(write=False) as session:
        principal = who(session)
        if principal.person_id is None or principal.is_half:
            raise SignInFirst()
        found = signing_in.credential_by_id(session, principal.person_id)
    g.proof = prove(found, f"password:{address_digest(principal.email).hex()}")


def proof() -> Proof:
    """What was proved ahead of this deed."""
    found: Proof = g.proof
    return found


def check_proof() -> None:
    """Go on only where the password of whoever is signed in was right. Raises: WrongPassword."""
    if proof().credential is None:
        raise signing_in.WrongPassword(field="password")


def safe_path(said: str) -> str:
    """A path of this house to lead on to: what was said where it is one, else the start."""
    is_ours = said.startswith("/") and not said.startswith(("//", "/\\")) and said.isprintable()
    return said if is_ours and "\\" not in said else "/"


def agent() -> str:
    """What the browser calls itself."""
    return request.headers.get("User-Agent", "")


def hash_new(field: str, address: str) -> None:
    """Check and hash the new password of the form; what is wrong with it is raised by `new_hash`."""
    try:
        said = check_password(request.form.get(field, ""), address, field)
        g.fresh = Fresh(hash_password(said))
    except Invalid as error:
        g.fresh = Fresh("", error)


def new_hash() -> str:
    """The hash of the new password. Raises: what is wrong with it."""
    found: Fresh = g.fresh
    if found.refusal is not None:
        raise found.refusal
    return found.hash


def typed_address() -> str:
    """The address of the form; empty where it is none."""
    try:
        return read_address(request.form.get("email", ""))
    except NotAnAddress:
        return ""


def hold_back_forms() -> None:
    """Let nobody send many forms that cause work. Raises: TooMany."""
    throttle().take(f"asked:{socket_key()}", ASKED)


def hold_back_letters(address: str) -> None:
    """Let nobody cause many letters to one address. Raises: TooMany."""
    throttle().take(f"letters:{address_digest(address).hex()}", LETTERS)


def prove(found: Credential, account: str) -> Proof:
    """Prove the form's password; what is wrong counts against account and socket. Raises: TooMany."""
    held = throttle()
    held.check(socket_key())
    held.take(account)
    typed = request.form.get("password", "")
    password = typed if len(typed) <= PASSWORD_MAX else ""
    if not signing_in.proves(found, password):
        held.count(socket_key())
        return Proof(None)
    held.forget(account)
    return Proof(found, signing_in.fresh_hash(found, password))
