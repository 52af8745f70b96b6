"""What a program is told that speaks HTTP wrongly. Their statuses stand in `problem.py`."""

from __future__ import annotations

from ledger.kernel.errors import N_, Forbidden, Invalid, Missing


class TokenNeeded(Forbidden):
    """No token, or one that is over (401)."""

    message = N_("Send a token that is still good, as “Authorization: Bearer …”.")


class ScopeNeeded(Forbidden):
    """A token that is not good for this (403). Fact: `scope`."""

    message = N_("This token is not good for this: it needs the scope %(scope)s.")


class KeyNeeded(Invalid):
    """An unsafe request without a key, or with one that is no plain text (400)."""

    message = N_("Send an Idempotency-Key header of 1 to %(limit)s plain characters, a new one for each new deed.")


class BodyUnreadable(Invalid):
    """A body that is no JSON, or a request that is no HTTP (400)."""

    message = N_("This request cannot be read. Its body must be JSON in UTF-8.")


class WrongMethod(Missing):
    """A method the address does not know (405)."""

    message = N_("This address does not take this method.")


class NotThisType(Invalid):
    """A body of a type the address does not take (415). Fact: `wanted`."""

    message = N_("Send the body as %(wanted)s.")


class BodyTooLarge(Invalid):
    """A body larger than the address takes (413). Fact: `limit`, in bytes."""

    message = N_("A body here has at most %(limit)s bytes.")


class NoSuchField(Invalid):
    """A field the shape does not have."""

    message = N_("There is no such field here.")


class WrongForm(Invalid):
    """A field of another form than the shape says."""

    message = N_("This field does not have the form it must have: %(wanted)s.")


class NotDecimal(Invalid):
    """An amount that is no exact decimal text."""

    message = N_("“%(text)s” is not an exact amount. Write digits and at most one point, such as 32.50.")


class SaidTwice(Invalid):
    """One parameter given more than once."""

    message = N_("Give this parameter once.")


class BadCursor(Invalid):
    """A cursor that was not ours, or of another list."""

    message = N_("This cursor is not one that this list gave. Begin again without one.")
