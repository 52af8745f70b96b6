"""The second factor: six digits from a telephone, or a recovery code. Each works once.

Source: RFC 6238 with its recommended 30-second step; the step before and the one after are taken too.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime

import pyotp

from ledger.domain.people.recovery import code_digest, new_codes
from ledger.kernel.errors import N_, Conflict, Invalid
from ledger.plumbing.db import Session
from ledger.services.people import letters
from ledger.services.people.signing_in import sign_in_again
from ledger.store.people import factors, persons

ISSUER = "Countinghouse"
STEP = 30
"""Seconds a code is shown for."""


class WrongCode(Invalid):
    """A code that is wrong, over, or was used already."""

    message = N_("This code is wrong or was used already. Codes change every half minute.")


class AlreadyOn(Conflict):
    """A second factor that is on already."""

    message = N_("The second step is on already. Turn it off first to set it up on another device.")


@dataclass(frozen=True, slots=True)
class Setup:
    """What a telephone is shown: the secret in base 32, and the address its camera reads."""

    secret: str
    uri: str


def is_on(session: Session, person_id: int) -> bool:
    """Whether a person signs in with the second factor."""
    return factors.shared(session, person_id).is_confirmed


def begin(session: Session, person_id: int) -> None:
    """Make a secret that waits to be confirmed. Raises: AlreadyOn."""
    if not factors.begin(session, person_id, pyotp.random_base32()):
        raise AlreadyOn()


def setup_of(session: Session, person_id: int, address: str) -> Setup | None:
    """The secret that waits to be confirmed; None where there is none, or it is on already."""
    kept = factors.shared(session, person_id)
    if kept.secret is None or kept.is_confirmed:
        return None
    return Setup(kept.secret, pyotp.TOTP(kept.secret).provisioning_uri(name=address, issuer_name=ISSUER))


def confirm(session: Session, person_id: int, code: str, now: datetime, agent: str) -> tuple[str, ...]:
    """Turn the second factor on with a first code. The recovery codes, shown this once.

    Other sign-ins end, since they came without it. Raises: WrongCode, AlreadyOn.
    """
    if factors.shared(session, person_id).is_confirmed:
        raise AlreadyOn()
    _spend_digits(session, person_id, code, now)
    factors.confirm(session, person_id)
    letters.tell_of_change(session, person_id, "second_step_on")
    _start_afresh(session, person_id, agent)
    return fresh_codes(session, person_id)


def fresh_codes(session: Session, person_id: int) -> tuple[str, ...]:
    """A new set of recovery codes in place of the old, shown this once."""
    codes = new_codes()
    factors.replace_codes(session, person_id, [digest for digest in map(code_digest, codes) if digest])
    return codes


def codes_left(session: Session, person_id: int) -> int:
    """How many recovery codes are still good."""
    return factors.codes_left(session, person_id)


def turn_off(session: Session, person_id: int, agent: str) -> None:
    """Ask for the second factor no more."""
    factors.drop(session, person_id)
    letters.tell_of_change(session, person_id, "second_step_off")
    _start_afresh(session, person_id, agent)


def spend(session: Session, person_id: int, code: str, now: datetime) -> None:
    """Use up a code of either kind. Raises: WrongCode."""
    digest = code_digest(code)
    if digest is None:
        _spend_digits(session, person_id, code, now)
    elif not factors.spend_code(session, person_id, digest, now):
        raise WrongCode(field="code")


def _spend_digits(session: Session, person_id: int, code: str, now: datetime) -> None:
    step = _step(factors.shared(session, person_id).secret, code, now)
    if step is None or not factors.spend_step(session, person_id, step):
        raise WrongCode(field="code")


def _step(secret: str | None, code: str, now: datetime) -> int | None:
    """The step a code belongs to, among the one before, this one and the one after."""
    typed = "".join(c for c in code if c.isdecimal() and c.isascii())
    if secret is None or len(typed) != 6:
        return None
    totp, at = pyotp.TOTP(secret), int(now.timestamp()) // STEP
    return next(
        (step for step in (at, at - 1, at + 1) if hmac.compare_digest(totp.at(step * STEP), typed)), None
    )


def _start_afresh(session: Session, person_id: int, agent: str) -> None:
    persons.raise_epoch(session, person_id)
    sign_in_again(session, person_id, agent)
