"""Static files under addresses that change with their content, so that browsers may keep them for good."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, request

STATIC_FOLDER = Path(__file__).resolve().parents[3] / "templates" / "static"
"""Where the static files stand."""

_YEAR_SECONDS = 31_536_000


def asset(name: str) -> str:
    """The address of a static file, with the first twelve digits of its sha256. Raises: FileNotFoundError."""
    return f"/static/{name}?v={_version(name)}"


def init_assets(app: Flask) -> None:
    """Serve the static folder, for good where the address names the content, and give templates `asset`."""
    app.static_folder = str(STATIC_FOLDER)
    app.jinja_env.globals["asset"] = asset
    app.after_request(_keep_for_good)


def _version(name: str) -> str:
    path = STATIC_FOLDER / name
    return _digest(path, path.stat().st_mtime_ns)[:12]


@lru_cache(maxsize=64)
def _digest(path: Path, _changed_ns: int) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _keep_for_good(response: Response) -> Response:
    if request.endpoint != "static" or response.status_code not in (200, 304):
        return response
    name = (request.view_args or {})["filename"]
    if request.args.get("v") == _version(name):
        response.cache_control.no_cache = None
        response.cache_control.public = True
        response.cache_control.max_age = _YEAR_SECONDS
        response.cache_control.immutable = True
    return response
