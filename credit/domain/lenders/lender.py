"""A lender and its people, and where one of them sits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from credit.domain.lenders.role import Deed, may
from ledger.kernel.errors import N_, Conflict, Forbidden, Invalid

NAME_MAX = 80
MEMBERS_MAX = 200
"""People of one lender."""


class NotAllowedHere(Forbidden):
    """A deed the role in this lender does not allow."""

    message = N_("Your role here does not allow this.")


class NoSuchLenderRole(Invalid):
    """A role no table knows."""

    message = N_("A role here is one of: %(known)s.")


class NotACountry(Invalid):
    """A country that is not two letters."""

    message = N_("A country is two letters, such as CN.")


class AlreadyOfLender(Conflict):
    """Somebody who is of the lender already, in that role."""

    message = N_("This person is here already, in this role.")


class LastAdmin(Conflict):
    """The last one who sees to the people of a lender."""

    message = N_("Somebody must see to the people here. Let another person do it first.")


class StalePerson(Conflict):
    """A person of a lender whom somebody changed since the form was opened."""

    message = N_("Somebody changed this person’s role after you opened the page. Look at it once more.")


class TooManyPeople(Invalid):
    """More people than one lender has here."""

    message = N_("A lender has at most %(limit)s people here.")


@dataclass(frozen=True, slots=True)
class Lender:
    """An organisation that lends. `revision` is the last sequence of its log; `country` two capital letters.

    `parent_id` names an organisation above it: lower may only restrict. `licence_until` is the last day its
    licence runs, None where none was shown.
    """

    lender_id: int
    name: str
    legal_name: str
    contact: str
    country: str
    parent_id: int | None = None
    licence_until: date | None = None
    revision: int = 0
    version: int = 1
    closed: bool = False

    def content(self) -> dict[str, Any]:
        """What is digested when the lender is written."""
        return {
            "name": self.name, "legal_name": self.legal_name, "contact": self.contact, "country": self.country,
            "parent": self.parent_id, "licence_until": self.licence_until, "closed": self.closed,
        }

    def facts(self) -> dict[str, Any]:
        """What an offer says about who makes it, as it stands on the shelf."""
        until = self.licence_until.isoformat() if self.licence_until else None
        return {"name": self.name, "legal_name": self.legal_name, "contact": self.contact, "country": self.country,
                "licence_until": until}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a lender: always a person with a sign-in. `name` is what colleagues read."""

    member_id: int
    person_id: int
    name: str
    role: str
    version: int = 1
    left: bool = False

    def content(self) -> dict[str, Any]:
        """What is digested when a member is written: never the name, which may be erased."""
        return {"member": self.member_id, "role": self.role, "left": self.left}


@dataclass(frozen=True, slots=True)
class LenderSeat:
    """Where somebody sits in a lender: the lender, and them as its member. What services act for.

    The operator of the house acts without being a member: `member` is None then, and may do what an analyst and
    an admin may, but never approve.
    """

    lender: Lender
    member: Member | None
    actor_kind: str = "person"

    @property
    def lender_id(self) -> int:
        """The lender's id, which every row of it begins with."""
        return self.lender.lender_id

    @property
    def actor(self) -> int:
        """Who acts, for rows and log: the member's id, 0 for the operator."""
        return self.member.member_id if self.member else 0

    def may(self, deed: Deed) -> bool:
        """Whether this seat allows a deed."""
        return deed is not Deed.APPROVE if self.member is None else may(self.member.role, deed)

    def check(self, deed: Deed) -> None:
        """Raises: NotAllowedHere where the seat does not allow a deed."""
        if not self.may(deed):
            raise NotAllowedHere()


def read_country(text: str) -> str:
    """Two capital letters. Raises: NotACountry."""
    code = text.strip().upper()
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        raise NotACountry(field="country")
    return code
