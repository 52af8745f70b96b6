"""Signing in and out. A wrong address and a wrong password are one refusal and cost the same."""

from __future__ import annotations

from ledger.domain.people.password import folded_password
from ledger.domain.people.person import address_digest
from ledger.kernel.errors import N_, Invalid
from ledger.plumbing.db import Session
from ledger.plumbing.guarding import passwords
from ledger.plumbing.sessions import Principal, end_session, start_session
from ledger.store.people import devices, persons
from ledger.store.people.persons import Credential


class WrongPair(Invalid):
    """An address and a password that do not belong together, whichever of them is wrong."""

    message = N_("This address and this password do not belong together.")


class WrongPassword(Invalid):
    """Not the password of the person who is signed in."""

    message = N_("This is not your password.")


def credential_by_address(session: Session, address: str) -> Credential:
    """What an address signs in with; `NOBODY` where it signs nobody in, after the same queries."""
    return persons.credential(session, persons.by_address(session, address_digest(address)))


def credential_by_id(session: Session, person_id: int) -> Credential:
    """What a person signs in with."""
    return persons.credential(session, person_id)


def proves(credential: Credential, password: str) -> bool:
    """Whether a password is the credential's. Outside any transaction; takes the same time for `NOBODY`."""
    return passwords.is_password(credential.password_hash, folded_password(password))


def fresh_hash(credential: Credential, password: str) -> str | None:
    """The hash to keep instead, where the kept one was made with outdated parameters."""
    kept = credential.password_hash
    return (
        passwords.hash_password(folded_password(password)) if kept and passwords.is_outdated(kept) else None
    )


def sign_in(session: Session, proved: Credential, agent: str, rehashed: str | None = None) -> bool:
    """Sign in whoever proved a credential; whether the second factor is still to come.

    Raises: WrongPair where the credential died since it was proved.
    """
    now = persons.credential(session, proved.person_id)
    if proved.person_id == 0 or now.epoch != proved.epoch or now.password_hash != proved.password_hash:
        raise WrongPair(field="password")
    if rehashed:
        persons.set_password(session, proved.person_id, rehashed)
    devices.drop_dead(session, proved.person_id, now.epoch)
    start_session(session, proved.person_id, now.epoch, agent, is_half=now.second_factor)
    return now.second_factor


def sign_in_again(session: Session, person_id: int, agent: str) -> None:
    """Sign a person in on this device under their present epoch, the second step being done."""
    start_session(session, person_id, persons.credential(session, person_id).epoch, agent, is_half=False)


def sign_out(session: Session, principal: Principal) -> None:
    """End the sign-in of this request."""
    if principal.person_id is not None and principal.session_digest is not None:
        end_session(session, principal.person_id, principal.session_digest)
