"""The walk at the width of a desk: every page × three languages × two themes, in a real browser."""

import pytest

from tests.walk.standing import axe, browser, world  # noqa: F401 fixtures
from tests.walk.walking import walk

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_every_page(world, browser, axe, language: str) -> None:  # noqa: F811 the fixtures
    assert walk(world, browser, axe, language, 1280, thorough=language == "en") == []


@pytest.mark.nightly
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_every_page_by_day_and_by_night(world, browser, axe, language: str) -> None:  # noqa: F811 the fixtures
    assert walk(world, browser, axe, language, 1280, thorough=True) == []
