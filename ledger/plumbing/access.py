"""The one choke point: may this principal do this to this?

A route is declared with the rule that guards it. A route without one stops the app from starting. The view gets a
`Visit`: its transaction, who asks, and the seat the rule's resolver found. Not yours is not found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from typing import Any, Generic, Protocol, TypeVar

from flask import Blueprint, Flask, Response, current_app, g

from ledger.kernel.errors import HouseError, Invalid
from ledger.plumbing import answers, clock
from ledger.plumbing.db import Database, Session
from ledger.plumbing.i18n import say, use_language
from ledger.plumbing.sessions import Principal, who

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may use a route: its kind names the resolver, `deed` is what the resolver asks about."""

    kind: str
    deed: str = ""


PUBLIC = Rule("public")
"""Anybody, signed in or not."""

SIGNED_IN = Rule("person")
"""Anybody who is signed in, second factor included."""

HALF_IN = Rule("half")
"""Somebody whose password was right and whose second factor is still to come."""


def in_book(deed: str) -> Rule:
    """A member of the book in the path whose role allows the deed."""
    return Rule("book", deed)


class SignInFirst(HouseError):
    """Nobody is signed in where somebody must be; the browser is led to the sign-in page."""


@dataclass(slots=True)
class Visit(Generic[S]):
    """One request, authorised: the transaction, the principal, the day where they are, and their seat."""

    session: Session
    principal: Principal
    today: date
    seat: S
    faults: dict[str, str] = field(default_factory=dict)


class Resolver(Protocol):
    """Finds the seat a rule speaks of, or raises Missing or Forbidden."""

    def __call__(  # noqa: D102 the class says it
        self, session: Session, principal: Principal, deed: str, arguments: Mapping[str, str]
    ) -> Any: ...


View = Callable[..., Any]


class Area:
    """A blueprint whose every route declares its rule.

    `again` names the view that shows the form once more when a deed is refused as Invalid: it runs in a fresh
    reading transaction after the failed one was rolled back, with the faults by field, and answers 422.
    """

    def __init__(self, name: str, module: str) -> None:
        self.blueprint = Blueprint(name, module)
        self.name = name

    def get(self, path: str, may: Rule) -> Callable[[View], View]:
        """Declare a page that only reads."""

        def declare(view: View) -> View:
            def reading(**arguments: str) -> Any:
                with visiting(may, arguments, write=False) as visit:
                    return view(visit, **_rest(may, arguments))

            self._add(path, view, reading, may, "GET")
            return view

        return declare

    def post(
        self, path: str, may: Rule, again: View | None = None, *, kept: bool = True
    ) -> Callable[[View], View]:
        """Declare a deed: one transaction, done once per client key. An answer that shows a secret is not `kept`."""

        def declare(view: View) -> View:
            def doing(**arguments: str) -> Any:
                try:
                    return _do(view, may, arguments, kept)
                except Invalid as error:
                    if again is None:
                        raise
                    return _again(again, may, arguments, error)

            self._add(path, view, doing, may, "POST")
            return view

        return declare

    def plain(self, path: str, view: View) -> None:
        """Declare an address anybody may read that needs no transaction and no principal."""
        
        def plainly() -> Any:
            return view()

        self._add(path, view, plainly, PUBLIC, "GET")

    def _add(self, path: str, view: View, guarded: View, may: Rule, method: str) -> None:
        guarded.may = may  # type: ignore[attr-defined]
        guarded.__name__ = view.__name__
        self.blueprint.add_url_rule(path, view.__name__, guarded, methods=[method])


def init_access(app: Flask, database: Database, resolvers: Mapping[str, Resolver]) -> None:
    """Give the app its database and its resolvers. Call `check_declared` once every area is registered."""
    app.extensions["house_database"] = database
    app.extensions["house_resolvers"] = {
        "public": _anybody, "person": _somebody, "half": _somebody_half, **resolvers,
    }


def check_declared(app: Flask) -> None:
    """Refuse to start with a route nobody declared. Raises: RuntimeError naming it."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static" and not hasattr(app.view_functions[rule.endpoint], "may"):
            raise RuntimeError(f"the route {rule.rule} declares no rule")


def database() -> Database:
    """The running app's database."""
    found: Database = current_app.extensions["house_database"]
    return found


@contextmanager
def visiting(
    may: Rule, arguments: Mapping[str, str], *, write: bool, ask: Callable[[Session], Principal] = who
) -> Iterator[Visit[Any]]:
    """Open the transaction of a request; `ask` finds who it is from, a cookie's row unless told.

    Raises: what the rule's resolver raises.
    """
    with database().transaction(write=write) as session:
        principal = ask(session)
        g.principal = principal
        if principal.language:
            use_language(principal.language)
        seat = current_app.extensions["house_resolvers"][may.kind](session, principal, may.deed, arguments)
        visit = Visit(session, principal, clock.today(principal.zone), seat)
        g.visit = visit
        yield visit


class _NotDone(Exception):
    """An answer that refuses: it is given, and what was written before it was found is not kept."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


def _do(view: View, may: Rule, arguments: Mapping[str, str], kept: bool) -> Response:
    try:
        with visiting(may, arguments, write=True) as visit:
            before = answers.find_or_claim(visit.session, visit.principal) if kept else None
            if before is not None:
                return before
            response: Response = current_app.make_response(view(visit, **_rest(may, arguments)))
            if response.status_code >= HTTPStatus.BAD_REQUEST:
                raise _NotDone(response)
            if kept:
                answers.keep(visit.session, visit.principal, response)
            return response
    except _NotDone as refused:
        return refused.response


def _again(again: View, may: Rule, arguments: Mapping[str, str], error: Invalid) -> Response:
    with visiting(may, arguments, write=False) as visit:
        visit.faults = {str(error.facts.get("field", "")): say(error)}
        response = current_app.make_response(again(visit, **_rest(may, arguments)))
        response.status_code = 422
        return response


def _rest(may: Rule, arguments: Mapping[str, str]) -> dict[str, str]:
    """What of the path is left for the view: a rule's own noun was already resolved into the seat."""
    return {name: value for name, value in arguments.items() if name != may.kind}


def _anybody(session: Session, principal: Principal, deed: str, arguments: Mapping[str, str]) -> None:
    return None


def _somebody(session: Session, principal: Principal, deed: str, arguments: Mapping[str, str]) -> int:
    if principal.person_id is None or principal.is_half:
        raise SignInFirst()
    return principal.person_id


def _somebody_half(session: Session, principal: Principal, deed: str, arguments: Mapping[str, str]) -> int:
    if principal.person_id is None:
        raise SignInFirst()
    return principal.person_id
