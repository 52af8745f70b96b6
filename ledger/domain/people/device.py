"""What a sign-in's browser called itself, in two words a person recognises."""

from __future__ import annotations

_BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def device_name(agent: str) -> tuple[str, str]:
    """Browser and system behind a User-Agent header, each empty where it is not told."""
    return _first(agent, _BROWSERS), _first(agent, _SYSTEMS)


def is_handheld(agent: str) -> bool:
    """Whether the device is held in the hand."""
    return any(mark in agent for mark in ("Mobile", "Android", "iPhone", "iPad"))


def _first(agent: str, marks: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in marks if mark in agent), "")
