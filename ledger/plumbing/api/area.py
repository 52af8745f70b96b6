"""An area of an API: every route declares who may use it, the scope its token needs, and its shapes.

The same choke point as the pages': the same rules, resolvers and transaction, the same answers kept by key. What is
declared here is also what the document says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint, Response

from ledger.kernel.errors import HouseError
from ledger.plumbing import answers
from ledger.plumbing.access import PUBLIC, Rule, View, Visit, visiting
from ledger.plumbing.api.bearer import bearer, check_token
from ledger.plumbing.api.problem import BASE
from ledger.plumbing.api.reading import read_body, read_key, read_query, read_upload
from ledger.plumbing.api.shape import Shape

Said = dict[str, Any]
"""What a request says beside its path: its parameters and its body as shapes, by the name the view calls them."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One deed or reading of an API, as declared: what it takes, what it answers, and what a token needs for it.

    `takes` says what a file is sent as, where the body is one; `gives` what one is answered as, where no shape is.
    """

    method: str
    scope: str
    answer: type[Shape] | None
    status: int
    may: Rule
    query: type[Shape] | None = None
    body: type[Any] | None = None
    takes: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()

    @property
    def is_unsafe(self) -> bool:
        """Whether it changes something."""
        return self.method != "GET"


class ApiArea:
    """A blueprint of API routes under `/api/v1`.

    A view is given its visit, what the path names, then `query`, `body` and `upload` where they are
    declared; it answers with the shape declared, or with a file.
    """

    def __init__(self, name: str, module: str) -> None:
        self.blueprint = Blueprint(f"api_{name}", module, url_prefix=BASE)
        self.name = name

    def get(
        self, path: str, may: Rule, scope: str, answer: type[Shape], *, query: type[Shape] | None = None
    ) -> Callable[[View], View]:
        """Declare a reading."""
        return self._reading(path, Operation("GET", scope, answer, 200, may, query))

    def file(
        self, path: str, may: Rule, scope: str, gives: tuple[str, ...], *, query: type[Shape] | None = None
    ) -> Callable[[View], View]:
        """Declare a reading that is answered with a file, whole before its first byte is sent."""
        return self._reading(path, Operation("GET", scope, None, 200, may, query, gives=gives))

    def _reading(self, path: str, operation: Operation) -> Callable[[View], View]:
        def declare(view: View) -> View:
            def reading(**arguments: str) -> Response:
                said = _said(operation)
                ask = partial(bearer, scope=operation.scope)
                with visiting(operation.may, arguments, write=False, ask=ask) as visit:
                    return _answer(view, operation, visit, arguments, said)

            return self._add(path, view, reading, operation)

        return declare

    def post(
        self, path: str, may: Rule, scope: str, answer: type[Shape], *, body: type[Any] | None = None,
        query: type[Shape] | None = None, status: int = 200, takes: tuple[str, ...] = (),
    ) -> Callable[[View], View]:  # fmt: skip
        """Declare a deed: one transaction, done once per key."""
        return self._deed(path, Operation("POST", scope, answer, status, may, query, body, takes))

    def delete(
        self, path: str, may: Rule, scope: str, answer: type[Shape], *, query: type[Shape] | None = None
    ) -> Callable[[View], View]:
        """Declare a deed that takes away."""
        return self._deed(path, Operation("DELETE", scope, answer, 200, may, query))

    def plain(self, path: str, view: View) -> None:
        """Declare an address anybody may read that needs no transaction and no token."""

        def plainly() -> Any:
            return view()

        plainly.may = PUBLIC  # type: ignore[attr-defined]
        self.blueprint.add_url_rule(path, view.__name__, plainly, methods=["GET"])

    def _deed(self, path: str, operation: Operation) -> Callable[[View], View]:
        def declare(view: View) -> View:
            def doing(**arguments: str) -> Response:
                said = _said(operation)
                ask = partial(bearer, scope=operation.scope)
                with visiting(operation.may, arguments, write=True, ask=ask) as visit:
                    keys = _keys(_check(said))
                    return _once(visit, keys, lambda: _answer(view, operation, visit, arguments, said))

            return self._add(path, view, doing, operation)

        return declare

    def _add(self, path: str, view: View, guarded: View, operation: Operation) -> View:
        guarded.may = operation.may  # type: ignore[attr-defined]
        guarded.operation = operation  # type: ignore[attr-defined]
        guarded.__doc__ = view.__doc__
        self.blueprint.add_url_rule(path, view.__name__, guarded, methods=[operation.method])
        return view


def _said(operation: Operation) -> Said | HouseError:
    """What the request says, read before any transaction; a refusal waits until it is known who asks."""
    said: Said = {}
    try:
        check_token()
        if operation.is_unsafe:
            read_key()
        if operation.query is not None:
            said["query"] = read_query(operation.query)
        if operation.body is not None:
            said["body"] = read_body(operation.body)
        if operation.takes:
            said["upload"] = read_upload(getattr(said.get("query"), "name", ""), operation.takes)
    except HouseError as error:
        return error
    return said


def _check(said: Said | HouseError) -> Said:
    if isinstance(said, HouseError):
        raise said
    return said


def _answer(
    view: View, operation: Operation, visit: Visit[Any], arguments: Mapping[str, str], said: Said | HouseError
) -> Response:
    rest = {name: value for name, value in arguments.items() if name != operation.may.kind}
    answer: Shape | Response = view(visit, **rest, **_check(said))
    if isinstance(answer, Response):
        return answer
    content = answer.model_dump_json(by_alias=True)
    return Response(content, operation.status, mimetype="application/json")


def _keys(said: Said) -> list[str]:
    """The keys a deed is done once by: the request's, and the one its body brings from where it was made."""
    key, own = read_key(), getattr(said.get("body"), "client_key", "")
    return [key, own] if own and own != key else [key]


def _once(visit: Visit[Any], keys: list[str], deed: Callable[[], Response]) -> Response:
    """The kept answer of any of the keys, else that of the deed, kept under all of them."""
    session, who = visit.session, visit.principal
    kept = [answers.find_or_claim(session, who, key) for key in keys]
    before = next((one for one in kept if one is not None), None)
    response = before if before is not None else deed()
    for key, one in zip(keys, kept, strict=True):
        if one is None:
            answers.keep(session, who, response, key)
    return response
