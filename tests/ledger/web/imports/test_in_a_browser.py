"""Bank files in Chromium: without script from the file to putting it back; narrow, dark, and readable by all."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from tests.ledger.domain.files.bills_made import app as bill
from tests.ledger.web.imports.test_imports import Home

UNKNOWN = {"交易对方": "小李修锁", "交易分类": "生活服务", "商品说明": "上门", "交易订单号": "A2"}
CONTENT = bill({}, UNKNOWN, {"金额": "x"})


@pytest.fixture
def served(app) -> Iterator[tuple[Home, str]]:
    """Mei's household, and where it is served."""
    home = Home(app)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield home, f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        yield browser
        browser.close()


def opened(browser: Browser, served: tuple[Home, str], **how) -> Page:
    """The list of bank files in a window of Mei's."""
    home, house = served
    context = browser.new_context(**how)
    cookie = home.browser.get_cookie("house")
    assert cookie is not None
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": house}])
    page = context.new_page()
    page.goto(house + home.path)
    return page


def bring(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "bill.csv"
    path.write_bytes(CONTENT)
    page.set_input_files("#f-file", path)
    page.click("main .btn--go")


@pytest.mark.browser
def test_without_script_a_file_is_brought_recorded_and_put_back(chromium, served, tmp_path):
    page = opened(chromium, served, java_script_enabled=False)

    bring(page, tmp_path)
    page.click("text=Record 2")
    recorded = page.inner_text("h1")
    page.click("text=Put it all back")

    assert recorded == "2 rows are recorded"
    assert page.inner_text("h1") == "2 entries are put back"
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_fit_and_can_be_read_by_all(chromium, served, tmp_path, width, scheme):
    page = opened(chromium, served, viewport={"width": width, "height": 3_000}, color_scheme=scheme)
    bring(page, tmp_path)
    page.wait_for_selector("#answers")
    review = page.url

    for address in (review, review + "?show=refused", review + "/rows/0", review.rpartition("/")[0]):
        page.goto(address)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()
