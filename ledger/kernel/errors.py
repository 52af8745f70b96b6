"""What can go wrong, said so that a person can act on it.

A concrete error is three lines: class, docstring, message. The five kinds carry an HTTP meaning that only
`plumbing.http` knows; `facts` fill the message's named places and are never personal words of others.
"""

from __future__ import annotations

from typing import ClassVar


def N_(message: str) -> str:
    """Mark a message for translation without translating it."""
    return message


class HouseError(Exception):
    """Something a person can be told about.

    `facts` fill the message's places. Three of them have a meaning of their own wherever an error is shown:
    `field` (the name of the form or JSON field), `line` (1-based line of a file) and `column`.
    """

    message: ClassVar[str] = N_("Something is not right.")

    def __init__(self, **facts: object) -> None:
        super().__init__(self.message, facts)
        self.facts = facts

    @property
    def code(self) -> str:
        """A stable name for programs: the class name in snake_case."""
        name = type(self).__name__
        return "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))

    def __str__(self) -> str:
        return self.message % self.facts


class Invalid(HouseError):
    """What was given cannot be right (422)."""


class Missing(HouseError):
    """It is not there, or it is not yours: the two look the same (404)."""

    message = N_("There is nothing here, or it is not yours to see.")


class Forbidden(HouseError):
    """It is there, but not for this role (403)."""

    message = N_("Your role in this ledger does not allow this.")


class Conflict(HouseError):
    """The world moved meanwhile (409)."""


class Unavailable(HouseError):
    """Try again later (503)."""


class TooMany(Unavailable):
    """Too many tries in a short time (429). Fact: `seconds` until the next try counts."""

    message = N_("Too many tries. Wait %(seconds)s seconds and try again.")
