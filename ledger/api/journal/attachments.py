"""Files of entries: attaching them, listing them, having one back, taking one away and putting it back."""

from __future__ import annotations

from io import BytesIO
from typing import Literal, cast

from flask import Response

from ledger.api.seats import READ, WRITE, BookVisit
from ledger.api.shapes.journal.attachment import AttachmentOut, Attachments, FileName
from ledger.domain.papers.paper import TYPES, Attachment
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import HouseError
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.reading import FORM, Upload
from ledger.plumbing.api.shape import Nothing
from ledger.plumbing.api.words import id_or_null, instant
from ledger.plumbing.http import attached
from ledger.services.papers import attaching
from ledger.services.papers.apart import taken_in

area = ApiArea("attachments", __name__)
TAKES = (FORM, "image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf", "application/octet-stream")
"""How a file may be sent: as the part `file` of a form, or bare. What it is, its content decides."""


@area.get("/books/<book>/entries/<entry>/attachments", in_book(Deed.READ), READ, Attachments)
def listing(visit: BookVisit, entry: str) -> Attachments:
    """The files of an entry, those taken away too."""
    found = attaching.shown(visit.session, visit.seat, read_id(entry))
    every = sorted((*found.here, *found.gone), key=lambda one: one.attachment_id)
    return Attachments(items=[_told(one) for one in every])


@area.post("/books/<book>/entries/<entry>/attachments", in_book(Deed.AMEND), WRITE, AttachmentOut, query=FileName,
           status=201, takes=TAKES)  # fmt: skip
def attach(visit: BookVisit, entry: str, query: FileName, upload: Upload) -> AttachmentOut:
    """Attach a picture or a PDF: as the part `file` of a form, or bare with its `name` in the address. A picture is
    drawn anew, without the place it was taken at. The same file is attached once."""
    thing_id = read_id(entry)
    attaching.check_may(visit.session, visit.seat, thing_id)
    try:
        paper = taken_in(upload.name, upload.content)
    except HouseError as error:
        error.facts["field"] = "file"
        raise
    return _told(attaching.attach(visit.session, visit.seat, thing_id, [paper], clock.now())[0])


@area.file("/books/<book>/entries/<entry>/attachments/<attachment>", in_book(Deed.READ), READ,
           tuple(sorted(TYPES.values())))  # fmt: skip
def download(visit: BookVisit, entry: str, attachment: str) -> Response:
    """A file of an entry, whole."""
    found = attaching.one(visit.session, visit.seat, read_id(entry), read_id(attachment))
    return attached(BytesIO(attaching.content(visit.session, visit.seat, found)), TYPES[found.kind], found.name)


@area.delete("/books/<book>/entries/<entry>/attachments/<attachment>", in_book(Deed.AMEND), WRITE, AttachmentOut)
def detach(visit: BookVisit, entry: str, attachment: str) -> AttachmentOut:
    """Take a file away from an entry; it can be put back."""
    return _told(attaching.take_away(visit.session, visit.seat, read_id(entry), read_id(attachment), clock.now()))


@area.post("/books/<book>/entries/<entry>/attachments/<attachment>/restore", in_book(Deed.AMEND), WRITE, AttachmentOut,
           body=Nothing)  # fmt: skip
def put_back(visit: BookVisit, entry: str, attachment: str, body: Nothing) -> AttachmentOut:
    """Put a file back that was taken away."""
    return _told(attaching.put_back(visit.session, visit.seat, read_id(entry), read_id(attachment), clock.now()))


def _told(one: Attachment) -> AttachmentOut:
    return AttachmentOut(
        id=id_text(one.attachment_id), entry=id_text(one.thing_id), name=one.name,
        kind=cast(Literal["jpeg", "pdf"], one.kind), size=one.size, digest=(one.digest or b"").hex(), width=one.width,
        height=one.height, member=id_or_null(one.member), at=instant(one.at), stands=one.stands,
    )  # fmt: skip
