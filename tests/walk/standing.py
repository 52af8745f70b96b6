"""What the walk stands on: a browser, axe, and the whole app served with a small world in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.web.serving import served
from tests.web.world import World, build

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--disable-quic", "--no-first-run"]


@pytest.fixture(scope="module")
def axe() -> str:
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, int]]:
    import app as house
    from ledger.plumbing.migrating import upgrade
    from ledger.plumbing.settings import read_settings

    folder = tmp_path_factory.mktemp("walk")
    environ = {"DATABASE_URL": f"sqlite:///{folder / 'house.db'}", "INSTANCE_DIR": str(folder), "SECRET_KEY": "walk"}
    upgrade(environ["DATABASE_URL"])
    made = house.create_app(read_settings(environ))
    with served(environ, workers=1) as port:
        yield build(made), port
    made.extensions["house_database"].dispose()
