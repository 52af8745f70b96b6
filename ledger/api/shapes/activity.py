"""What was done to a ledger, as a program is told it."""

from __future__ import annotations

from typing import Literal

from ledger.plumbing.api.shape import Count, CursorText, Id, IdText, Instant, Line, Page, Shape


class ActivityQuery(Shape):
    """By whom (`who`), to what sort of thing (`of`), done after the deed `since`.

    `after` is the `next` of the page before.
    """

    of: Literal["all", "entries", "files", "plans", "accounts", "people", "ledger"] = "all"
    who: Id | None = None
    since: Count = 0
    after: CursorText = ""


class UndoIn(Shape):
    """With `leave` what something newer was done to is left as it is; else it is refused."""

    leave: bool = False


class DeedOut(Shape):
    """One deed: who did it and how, and the entry or name it was done to, null where there is none."""

    seq: int
    at: Instant
    actor: IdText | None
    actor_kind: str
    deed: str
    kind: str
    entry: IdText | None
    name: Line
    entries: int
    may_undo: bool


class Deeds(Page):
    """Deeds, the latest first."""

    items: list[DeedOut]


class UndoneOut(Shape):
    """What an undoing came to: for how many things, and the last sequence of the log."""

    undone: int
    seq: int
