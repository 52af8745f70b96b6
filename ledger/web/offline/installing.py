"""What makes the house an app on a device: its manifest, its worker, and the page that opens without a network.

None of them holds anything of anybody: they are the same for everyone who reads the same language.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import Any

from flask import Response, current_app, jsonify, render_template, request, url_for

from ledger.plumbing.access import PUBLIC, Visit
from ledger.plumbing.face.assets import STATIC_FOLDER, asset
from ledger.plumbing.i18n import LANGUAGES, use_language
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.settings import Settings
from ledger.web.offline.area import area

PAPER = "#fdfefc"
PINE = "#1d6b56"
_ICONS = (("icon.svg", "any", "any"), ("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any"),
          ("icon-maskable.png", "512x512", "maskable"))
_KEPT = ("house.css", "house.js", "keys.js", "amount.js", "sheet.js", "htmx.min.js", "icons.svg", "mark.svg",
         "pocket.js", "queue.js", "offline.js", "shell.js")
"""The files a device keeps: what the pages and the shell are drawn with."""


@area.get("/manifest.webmanifest", PUBLIC)
def manifest(visit: Visit[None]) -> Response:
    """What the app is called, how it looks, and what it opens with, in the language of the address."""
    with use_language(_language()):
        said = _manifest()
    answer = jsonify(said)
    answer.mimetype = "application/manifest+json"
    return answer


@area.get("/sw.js", PUBLIC)
def worker(visit: Visit[None]) -> Response:
    """The worker behind the app; where the house keeps nothing on devices, one that takes itself away."""
    kept = [asset(name) for name in _KEPT]
    shells = [url_for("offline.shell", language=tag) for tag in LANGUAGES]
    text = render_template("offline/sw.js", is_on=is_on(), version=_version(tuple(kept)), kept=kept, shells=shells)
    return Response(text, mimetype="text/javascript")


@area.get("/offline", PUBLIC)
def shell(visit: Visit[None]) -> Any:
    """The page that opens where there is no network, empty: what it shows, the device brings."""
    if "language" not in request.args:
        return render_template("offline/index.html")
    with use_language(_language()):
        return render_template("offline/index.html")


@area.blueprint.app_template_global("offline_is_on")
def is_on() -> bool:
    """Whether this house lets devices keep anything."""
    settings: Settings = current_app.extensions["house_settings"]
    return settings.offline


def _language() -> str:
    asked = request.args.get("language", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _manifest() -> dict[str, Any]:
    return {
        "id": "/", "name": _("Countinghouse"), "short_name": _("Countinghouse"),
        "description": _("Books that notice when money help is needed, and say so honestly"),
        "lang": _language(), "dir": "ltr", "start_url": "/", "scope": "/", "display": "standalone",
        "background_color": PAPER, "theme_color": PINE, "categories": ["finance"],
        "icons": [{"src": asset(name), "sizes": sizes, "purpose": purpose,
                   "type": "image/svg+xml" if name.endswith(".svg") else "image/png"}
                  for name, sizes, purpose in _ICONS],
        "shortcuts": [{"name": _("Record"), "url": url_for("offline.shell"),
                       "icons": [{"src": asset("icon-192.png"), "sizes": "192x192", "type": "image/png"}]},
                      {"name": _("Start"), "url": url_for("start.index")}],
        "share_target": {"action": url_for("bulk.share"), "method": "GET",
                         "params": {name: name for name in ("title", "text", "url")}},
    }


@lru_cache(maxsize=4)
def _version(kept: tuple[str, ...]) -> str:
    """Changes whenever a kept file, a template of the shell or a word of a catalogue does."""
    folder = STATIC_FOLDER.parent
    parts = [*sorted((folder / "offline").iterdir()), folder / "bare.html", *sorted((folder / "locale").rglob("*.po"))]
    return sha256("".join(kept).encode() + b"".join(one.read_bytes() for one in parts)).hexdigest()[:12]

