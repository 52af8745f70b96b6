"""Static files under addresses that change with their content, so that browsers may keep them for good."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, request
from markupsafe import Markup

STATIC_FOLDER = Path(__file__).resolve().parents[3] / "templates" / "static"
"""Where the static files stand."""

_YEAR_SECONDS = 31_536_000


@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """The address of a static file, with the first twelve digits of its sha256. Raises: FileNotFoundError.

    It is worked out once: whoever changes a file starts the house again, as for a template.
    """
    return f"/static/{name}?v={_version(name)}"


@lru_cache(maxsize=1_024)
def icon(name: str, cls: str = "", label: str = "") -> Markup:
    """An icon of the sheet as markup: decoration, or an image where it has a label."""
    said = Markup(' role="img" aria-label="{}"').format(label) if label else Markup(' aria-hidden="true"')
    worn = f"icon {cls}" if cls else "icon"
    return Markup('<svg class="{}"{}><use href="{}#{}"/></svg>').format(worn, said, asset("icons.svg"), name)


def init_assets(app: Flask) -> None:
    """Serve the static folder, for good where the address names the content; give templates `asset`, `draw_icon`."""
    app.static_folder = str(STATIC_FOLDER)
    app.jinja_env.globals.update(asset=asset, draw_icon=icon)
    app.after_request(_keep_for_good)


@lru_cache(maxsize=64)
def _version(name: str) -> str:
    return sha256((STATIC_FOLDER / name).read_bytes()).hexdigest()[:12]


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
