"""The walk: every page × three languages × two widths × two themes, in a real browser.

It fails on a page that does not answer, a message left in English, sideways scroll, a word on the console, or a
serious fault of accessibility. The viewport is as tall as the page while axe looks. A page is opened once and looked
at by day and by night: all rules by day, and by night those that a theme can break. Once that was done in one
language, another is looked at for what a language can break; every night it is done in all of them.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import sqlalchemy as sa
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from playwright.sync_api import Error as PlaywrightError

from tests.web.serving import credentials
from tests.web.world import World

WIDTHS = {390: 844, 1280: 800}
AXE_RUN = "axe.run(document, {resultTypes: ['violations'], runOnly: %s})"
BY_DAY = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']"
BY_NIGHT = "['color-contrast', 'link-in-text-block']"
IN_WORDS = """['target-size', 'document-title', 'html-has-lang', 'html-lang-valid', 'valid-lang', 'label', 'link-name',
    'button-name', 'select-name', 'image-alt', 'svg-img-alt', 'aria-valid-attr-value', 'summary-name']"""
THOROUGH = (("light", BY_DAY), ("dark", BY_NIGHT))
IN_ANOTHER_LANGUAGE = (("light", IN_WORDS),)
Looks = tuple[tuple[str, str], ...]
"""Themes, each with the rules a page is held to in it."""

LEFT_IN_ENGLISH = re.compile(r"\b[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}")
SHOTS = Path(os.environ["WALK_SHOTS"]) if "WALK_SHOTS" in os.environ else None


def walk(
    world: tuple[World, int], browser: Browser, axe: str, language: str, width: int, *, thorough: bool
) -> list[str]:
    """Every page in one language and width, signed in and not; what is wrong with them."""
    looks = THOROUGH if thorough else IN_ANOTHER_LANGUAGE
    made, port = world
    _speak(made, language)
    faults = []
    for who in ("owner", "anonymous"):
        context = _context(browser, made, port, who, language, width)
        page = context.new_page()
        for address in _addresses(made, who):
            faults.extend(_look(page, f"http://127.0.0.1:{port}{address}", axe, language, width, looks))
        context.close()
    return faults


def _addresses(world: World, who: str) -> list[str]:
    kinds = ("public", "half") if who == "anonymous" else ("public", "person", "book", "lender")
    left_out = ("journal.tiles", "rates.known", "rates.rate", "health.healthz", "health.readyz")
    return [world.address(route, "mine") for route, rule in world.routes("GET")
            if rule.kind in kinds and route.endpoint not in left_out and route.arguments <= world.ids["mine"].keys()]


def _context(browser: Browser, world: World, port: int, who: str, language: str, width: int) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]}, color_scheme="light", locale=language,
        has_touch=width < 600, is_mobile=width < 600, reduced_motion="reduce", service_workers="block")
    cookies = [{"name": "language", "value": language, "domain": "127.0.0.1", "path": "/"}]
    if who != "anonymous":
        with world.clients[who].session_transaction() as kept:
            cookie, _token = credentials(world.app, kept["sid"])
        name, _, value = cookie.partition("=")
        cookies.append({"name": name, "value": value, "domain": "127.0.0.1", "path": "/"})
    context.add_cookies(cookies)
    return context


def _look(page: Page, address: str, axe: str, language: str, width: int, looks: Looks) -> list[str]:
    said: list[ConsoleMessage | Exception] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "blocked by Playwright" not in message.text:
            said.append(message)

    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    page.on("console", hear)
    try:
        return _faults(page, address, axe, language, width, looks, said)
    finally:
        page.remove_listener("console", hear)


def _faults(page: Page, address: str, axe: str, language: str, width: int, looks: Looks,
            said: list[ConsoleMessage | Exception]) -> list[str]:
    page.emulate_media(color_scheme="light")
    try:
        answer = page.goto(address, wait_until="load")
    except PlaywrightError as error:
        assert "Download is starting" in str(error), error
        answer = None
    path = re.sub(r"http://[^/]*", "", address)
    if answer is None or "text/html" not in answer.headers.get("content-type", ""):
        return []
    faults = [f"{path}: status {answer.status}"] if answer.status not in (200, 404, 409) else []
    faults += [f"{path}: console: {_text(one)}" for one in said if "404" not in _text(one)]
    faults += _scrolls(page, path) + _english(page, path, language)
    page.set_viewport_size({"width": width, "height": max(WIDTHS[width], page.evaluate("document.body.scrollHeight"))})
    page.evaluate(axe)
    for theme, rules in looks:
        page.emulate_media(color_scheme=theme)
        faults += _axe(page, f"{path} {theme}", rules)
        if SHOTS:
            _keep(page, f"{path}.{language}.{width}.{theme}")
    return faults


def _keep(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[0-9a-hjkmnp-tv-z]{13}", "_", name).strip("/").replace("/", "-")
    page.screenshot(path=SHOTS / f"{'start' if name.startswith('.') else ''}{name}.png")


def _scrolls(page: Page, path: str) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{path}: scrolls sideways by {wide}px"] if wide > 0 else []


def _english(page: Page, path: str, language: str) -> list[str]:
    if language == "en":
        return []
    text = page.evaluate("""() => {
        const own = '[lang=en], bdi, input, textarea, [data-own], option';
        const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
        const found = [];
        while (walker.nextNode()) {
            const parent = walker.currentNode.parentElement;
            if (!parent.closest(own)) found.push(walker.currentNode.textContent.trim());
        }
        return found.concat([document.title]);
    }""")
    return [f"{path}: left in English: {one[:60]}" for one in text if LEFT_IN_ENGLISH.search(one)]


def _axe(page: Page, path: str, rules: str) -> list[str]:
    found = page.evaluate(AXE_RUN % rules)
    return [f"{path}: {one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]
            if one["impact"] in ("serious", "critical")]


def _speak(world: World, language: str) -> None:
    with world.app.extensions["house_database"].transaction() as session:
        session.run(sa.text("UPDATE person SET language = :tag"), {"tag": language})


def _text(message: ConsoleMessage | Exception) -> str:
    return message.text if isinstance(message, ConsoleMessage) else str(message)
