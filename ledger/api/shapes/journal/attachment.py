"""Files attached to entries, as a program asks for them and is answered."""

from __future__ import annotations

from typing import Literal

from ledger.plumbing.api.shape import IdText, Instant, Line, Page, Shape


class FileName(Shape):
    """The name of a file sent bare."""

    name: Line = ""


class AttachmentOut(Shape):
    """One file of an entry. `digest` is the SHA-256 of what is kept: a picture drawn anew, a PDF as it came.

    `stands` is false for one that was taken away; `width` and `height` are pixels, 0 of a PDF.
    """

    id: IdText
    entry: IdText
    name: str
    kind: Literal["jpeg", "pdf"]
    size: int
    digest: str
    width: int
    height: int
    member: IdText | None
    at: Instant
    stands: bool


class Attachments(Page):
    """Everything ever attached to an entry, in the order it came."""

    items: list[AttachmentOut]
