"""Requests and answers: pages and parts, errors and their status, headers every answer wears.

Errors become a status here and nowhere else. A refused browser sees a page that says what to do next; an htmx
request sees the part of it.
"""

from __future__ import annotations

import logging
from io import SEEK_END
from typing import IO, Any

import sqlalchemy as sa
from flask import Flask, Response, current_app, g, make_response, redirect, render_template, request, send_file, url_for
from flask_htmx import HTMX
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from ledger.kernel.errors import N_, Conflict, Forbidden, HouseError, Invalid, Missing, TooMany, Unavailable
from ledger.plumbing.access import Area, SignInFirst, database
from ledger.plumbing.api.problem import is_asked, problem, problem_of_http
from ledger.plumbing.db import DatabaseBusy
from ledger.plumbing.migrating import bypasses_row_security, is_up_to_date
from ledger.plumbing.settings import Settings

log = logging.getLogger("countinghouse")
htmx = HTMX()
csrf = CSRFProtect()

_STATUS: tuple[tuple[type[HouseError], int], ...] = (
    (Invalid, 422), (Missing, 404), (Forbidden, 403), (Conflict, 409), (TooMany, 429), (Unavailable, 503),
)
_CSP = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "manifest-src 'self'",
    "worker-src 'self'",
))


class FormExpired(Forbidden):
    """A form without the token of this session."""

    message = N_("This form is too old to be trusted. Open the page again and send it once more.")


class FromElsewhere(Forbidden):
    """A form sent from another site."""

    message = N_("This request came from another site and was not done.")


class TooLarge(Invalid):
    """A request larger than the house takes."""

    message = N_("This is too large to be sent here.")


class OurFault(HouseError):
    """Something of ours failed."""

    message = N_("Not done. Our side failed; nothing was doubled. Try again.")


def status_of(error: HouseError) -> int:
    """The HTTP status of an error's kind; 500 for what is no kind of refusal."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def wants_part() -> bool:
    """Whether htmx asked for a part of the page: not boosted, not restoring history."""
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def page_or_part(page: str, part: str, /, **view: Any) -> Response:
    """The part for htmx, the whole page for everyone else."""
    return make_response(render_template(part if wants_part() else page, **view))


def after_write(part: str, /, else_to: str, event: str = "", **view: Any) -> Response:
    """The answer to a deed: the part and an event for htmx, a redirect (303) for a plain form."""
    if not wants_part():
        return make_response(redirect(else_to, 303))
    response = make_response(render_template(part, **view))
    if event:
        response.headers["HX-Trigger"] = event
    return response


def see_other(target: str) -> Response:
    """Lead the browser on after a deed: 303, or HX-Redirect where htmx asked."""
    if not wants_part():
        return make_response(redirect(target, 303))
    response = make_response("", 200)
    response.headers["HX-Redirect"] = target
    return response


def attached(made: IO[bytes], mimetype: str, name: str) -> Response:
    """A file to keep, which was made whole before the first byte is sent: its name, kind and length stand before it."""
    size = made.seek(0, SEEK_END)
    made.seek(0)
    response = send_file(made, mimetype=mimetype, as_attachment=True, download_name=name)
    response.content_length = size
    return response


def init_http(app: Flask, settings: Settings) -> None:
    """Give an app its headers, its form tokens, its error pages and its health."""
    app.config.update(
        SECRET_KEY=settings.secret_key, SESSION_COOKIE_SECURE=settings.is_https, SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax", WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False,
        MAX_CONTENT_LENGTH=130 * 1024 * 1024, MAX_FORM_PARTS=1_000, MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        PERMANENT_SESSION_LIFETIME=90 * 86_400, TEMPLATES_AUTO_RELOAD=False,
    )
    htmx.init_app(app)
    csrf.init_app(app)
    app.before_request(_refuse_other_sites)
    app.after_request(_dress)
    app.register_error_handler(SignInFirst, _lead_to_sign_in)
    app.register_error_handler(HouseError, _refuse)
    app.register_error_handler(CSRFError, lambda _error: _refuse(FormExpired()))
    app.register_error_handler(RequestEntityTooLarge, lambda _error: _refuse(TooLarge()))
    app.register_error_handler(sa.exc.TimeoutError, lambda _error: _refuse(DatabaseBusy()))
    app.register_error_handler(HTTPException, _refuse_http)
    app.register_error_handler(Exception, _own_up)
    health = Area("health", __name__)
    health.plain("/healthz", healthz)
    health.plain("/readyz", readyz)
    app.register_blueprint(health.blueprint)


def healthz() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


def readyz() -> tuple[dict[str, Any], int]:
    """Whether the database answers, stands at the newest migration, and binds the app's role."""
    ready = is_up_to_date(database())
    return {"ready": ready, "row_security_bypassed": bypasses_row_security(database())}, 200 if ready else 503


def _refuse_other_sites() -> None:
    if request.method not in ("GET", "HEAD", "OPTIONS") and request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise FromElsewhere()


def _dress(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _CSP)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
        response.vary.update(("Cookie", "HX-Request", "Accept-Language"))
    return response


def _lead_to_sign_in(_error: SignInFirst) -> Response:
    if request.path == "/":
        return see_other(url_for("start.welcome"))
    then = request.full_path.rstrip("?") if request.method == "GET" else None
    return see_other(url_for("people.sign_in", then=then))


def _refuse(error: HouseError) -> Response:
    status = status_of(error)
    g.pop("visit", None)
    if is_asked():
        response = problem(error, status)
    else:
        template = "errors/_refused.html" if wants_part() else "errors/refused.html"
        response = make_response(render_template(template, error=error, status=status), status)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.facts.get("seconds", 60))
    if isinstance(error, Unavailable) and status == 503:
        response.headers["Retry-After"] = "2"
    return response


def _refuse_http(error: HTTPException) -> Response:
    if error.code is not None and error.code < 400:
        return make_response(error.get_response())
    if is_asked():
        return problem_of_http(error)
    refused = _refuse(Missing() if error.code in (404, 405) else FormExpired())
    refused.status_code = error.code or 400
    return refused


def _own_up(error: Exception) -> Response:
    log.exception("our fault at %s", request.endpoint)
    if current_app.config.get("PROPAGATE_FAULTS"):
        raise error
    return _refuse(OurFault())
