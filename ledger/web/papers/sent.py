"""The files a form sent, each made a paper or refused by name; and how a paper is sent back, safe to open."""

from __future__ import annotations

from io import BytesIO

from flask import Response, request

from ledger.domain.papers.paper import TYPES, Paper
from ledger.kernel.errors import N_, HouseError, Invalid
from ledger.kernel.limits import PAPER_BYTES, PAPERS_AT_ONCE
from ledger.plumbing.http import attached
from ledger.services.papers.apart import taken_in

FIELD = "papers"
"""The name of the field that files are chosen in."""

ALONE = "sandbox; default-src 'none'; frame-ancestors 'none'"
"""The policy a file is served under: it runs nothing, loads nothing, and stands in no frame."""


class TooManyFiles(Invalid):
    """More files in one form than are taken at once."""

    message = N_("At most %(limit)s files at once.")


def papers_sent() -> list[Paper]:
    """The files of this form's field, in the order they were chosen; none where none were.

    Raises, in the field: TooManyFiles, and what a file is refused for.
    """
    sent = [one for one in request.files.getlist(FIELD) if one.filename]
    if len(sent) > PAPERS_AT_ONCE:
        raise TooManyFiles(limit=PAPERS_AT_ONCE, field=FIELD)
    try:
        return [taken_in(one.filename or "", one.stream.read(PAPER_BYTES + 1)) for one in sent]
    except HouseError as error:
        error.facts["field"] = FIELD
        raise


def file_response(content: bytes, kind: str, name: str) -> Response:
    """A file to keep, never a page: as an attachment, of the type it was found to be, in a sandbox."""
    return _alone(attached(BytesIO(content), TYPES[kind], name))


def picture_response(content: bytes) -> Response:
    """A small picture of ours, to stand in a page of ours."""
    return _alone(Response(content, mimetype="image/jpeg"))


def _alone(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = ALONE
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
