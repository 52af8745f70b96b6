"""Reading a request of a program: its address, its body as JSON or as a file, each into the shape declared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from flask import request
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from werkzeug.exceptions import RequestEntityTooLarge

from ledger.kernel.errors import HouseError
from ledger.kernel.limits import IMPORT_BYTES
from ledger.plumbing.answers import KEY_MAX
from ledger.plumbing.api.refusals import (
    BodyTooLarge,
    BodyUnreadable,
    KeyNeeded,
    NoSuchField,
    NotThisType,
    SaidTwice,
    WrongForm,
)
from ledger.plumbing.api.shape import Refused
from ledger.plumbing.fields import Needed, NotAChoice, TooLong

JSON_BYTES = 1024 * 1024
"""Bytes of a JSON body, at most."""

FAULTS_SHOWN = 20
"""Faults of one body named at once."""

TAG = "~"
"""What the tags of shapes that stand for one another begin with: no field does, and no fault names them."""

FORM = "multipart/form-data"
"""How a form with a file is sent."""

_JSON = "application/json"
_WANTED = {
    "string_type": "string", "bool_type": "boolean", "int_type": "integer", "list_type": "array",
    "dict_type": "object", "model_type": "object", "model_attributes_type": "object", "union_tag_not_found": "object",
}  # fmt: skip
_KINDS: dict[str, type[HouseError]] = {
    "json_invalid": BodyUnreadable, "missing": Needed, "extra_forbidden": NoSuchField,
}  # fmt: skip
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent: the name it came with, printable, and its bytes."""

    name: str
    content: bytes


def read_key() -> str:
    """The key of this deed. Raises: KeyNeeded."""
    key = request.headers.get("Idempotency-Key", "")
    if not 1 <= len(key) <= KEY_MAX or not key.isascii() or not key.isprintable():
        raise KeyNeeded(limit=KEY_MAX)
    return key


def read_body(shape: type[M]) -> M:
    """The JSON body as a shape; no body at all is an empty object.

    Raises: BodyUnreadable, NotThisType, BodyTooLarge, and the first fault of a body that does not fit, caused by
    a group of all of them.
    """
    request.max_content_length = JSON_BYTES
    try:
        content = request.get_data(cache=True)
    except RequestEntityTooLarge:
        raise BodyTooLarge(limit=JSON_BYTES) from None
    if content and request.mimetype != _JSON:
        raise NotThisType(wanted=_JSON)
    return _checked(shape, lambda: shape.model_validate_json(content or b"{}"))


def read_query(shape: type[M]) -> M:
    """The parameters of the address as a shape, each given once. Raises: SaidTwice, and what a body's faults raise."""
    for name, values in request.args.lists():
        if len(values) > 1:
            raise SaidTwice(field=name[:80])
    return _checked(shape, lambda: shape.model_validate(request.args.to_dict()))


def read_upload(name: str, takes: tuple[str, ...]) -> Upload:
    """The file of this request: the part `file` of a form, or the body itself under the name given.

    Raises: Needed, NotThisType, BodyTooLarge.
    """
    if request.mimetype not in takes:
        raise NotThisType(wanted=", ".join(takes))
    try:
        if request.mimetype != FORM:
            return Upload(name, _nonempty(request.get_data(cache=True)))
        sent = request.files.get("file")
        content = sent.read() if sent is not None else b""
    except RequestEntityTooLarge:
        raise BodyTooLarge(limit=IMPORT_BYTES, field="file") from None
    filename = sent.filename or "" if sent is not None else ""
    if sent is not None:
        sent.stream.seek(0)
    return Upload(name or "".join(c for c in filename if c.isprintable()), _nonempty(content))


def _nonempty(content: bytes) -> bytes:
    if not content:
        raise Needed(field="file")
    if len(content) > IMPORT_BYTES:
        raise BodyTooLarge(limit=IMPORT_BYTES, field="file")
    return content


def _checked(shape: type[M], reading: Any) -> M:
    try:
        read: M = reading()
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        faults = [_fault(one) for one in found[:FAULTS_SHOWN]]
        raise faults[0] from ExceptionGroup("every fault of this request", faults)
    return read


def _fault(found: ErrorDetails) -> HouseError:
    """A fault of a shape as a refusal of ours, with the field it is about."""
    kind, facts = found["type"], found.get("ctx", {})
    refused = facts.get("error")
    error = refused.error if isinstance(refused, Refused) else _named(kind, facts)
    if not isinstance(error, BodyUnreadable):
        error.facts["field"] = _field(found["loc"])
    return error


def _named(kind: str, facts: dict[str, Any]) -> HouseError:
    if kind in _WANTED:
        return WrongForm(wanted=_WANTED[kind])
    if kind in ("string_too_long", "too_long"):
        return TooLong(limit=facts["max_length"])
    return _KINDS.get(kind, NotAChoice)()


def _field(place: tuple[int | str, ...]) -> str:
    """The path to a field, such as `postings.0.amount`."""
    return ".".join(str(one) for one in place if not str(one).startswith(TAG))[:200]
