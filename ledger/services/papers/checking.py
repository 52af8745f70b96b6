"""Whether attached files are what was attached: every byte against its digest, every deed against the log."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from ledger.kernel.canonical import digest
from ledger.kernel.chain import Deed
from ledger.plumbing.db import Session
from ledger.services.papers.attaching import SUBJECT
from ledger.store.papers import attachments

Found = Iterator[tuple[int, str]]
"""The entry at fault, and what does not hold."""


def faults(session: Session, book_id: int, deeds: Mapping[int, Deed]) -> Found:
    """What does not hold of a book's attached files. Each file is read once, however often it is attached."""
    logged = {(deed.subjects[0], seq): deed for seq, deed in deeds.items() if deed.subject_kind == SUBJECT}
    whole: dict[bytes, bool] = {}
    for attachment, salt, marks in attachments.every(session, book_id):
        file = attachment.digest or b""
        if file not in whole:
            whole[file] = hashlib.sha256(attachments.content_of(session, book_id, file)).digest() == file
        if not whole[file]:
            yield attachment.thing_id, "an attached file differs from its digest"
        for seq in sorted({*marks, *(seq for one, seq in logged if one == attachment.attachment_id)}):
            deed = logged.get((attachment.attachment_id, seq))
            said = digest(salt, attachment.content(marks[seq])) if seq in marks else None
            if deed is None or deed.digest != said or (deed.deed == "attach") != marks.get(seq):
                yield attachment.thing_id, f"an attachment differs from the digest of deed {seq}"
