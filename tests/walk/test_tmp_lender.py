import pytest
from tests.walk.standing import axe, browser, world  # noqa
from tests.walk import walking
pytestmark = pytest.mark.browser
@pytest.mark.parametrize(("language","width","theme"), [("en",390,"light"),("en",1280,"dark"),("zh-Hans",390,"dark"),("zh-Hans",1280,"light"),("zh-Hant",390,"light")])
def test_w(world, browser, axe, language, width, theme, monkeypatch):
    real=walking._addresses
    monkeypatch.setattr(walking,"_addresses",lambda w,who: [a for a in real(w,who) if "/lenders/" in a] if who=="owner" else [])
    faults=walking.walk(world, browser, axe, language, width, theme)
    print("\n".join(faults))
    assert faults==[]
