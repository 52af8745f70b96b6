"""Three languages, all complete: every message of the code stands in every catalogue, and says the same facts."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.house.source import ROOT

LOCALE = ROOT / "templates" / "locale"
PLACE = re.compile(r"%\((\w+)\)[sd]|%%")


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every message marked in the code and the templates, extracted afresh."""
    out = tmp_path_factory.mktemp("messages") / "messages.pot"
    subprocess.run(
        [Path(sys.executable).parent / "pybabel", "-q", "extract", "-F", str(LOCALE / "babel.cfg"), "-k", "N_",
         "--no-location", "-o", str(out), "."], cwd=ROOT, check=True)
    with out.open("rb") as file:
        return read_po(file)


def catalogue(name: str) -> Catalog:
    with (LOCALE / name / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=name)


@pytest.mark.parametrize("name", ["zh_Hans_CN", "zh_Hant_TW"])
def test_no_message_is_missing_or_doubtful(wanted: Catalog, name: str) -> None:
    have = catalogue(name)
    missing = [message.id for message in wanted if message.id and not _said(have.get(message.id))]

    assert missing == []


@pytest.mark.parametrize("name", ["zh_Hans_CN", "zh_Hant_TW"])
def test_a_translation_fills_the_same_places(wanted: Catalog, name: str) -> None:
    have = catalogue(name)
    wrong = []
    for message in wanted:
        found = have.get(message.id) if message.id else None
        if found is None:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = found.string if isinstance(found.string, tuple) else (found.string,)
        if any(_places(text) != _places(ids[-1]) for text in texts):
            wrong.append(ids[0])
    assert wrong == []


@pytest.mark.parametrize("name", ["zh_Hans_CN", "zh_Hant_TW"])
def test_nothing_is_translated_that_nobody_says(wanted: Catalog, name: str) -> None:
    said = {message.id[0] if isinstance(message.id, tuple) else message.id for message in wanted}

    assert [m.id for m in catalogue(name) if m.id and (m.id[0] if isinstance(m.id, tuple) else m.id) not in said] == []


@pytest.mark.parametrize(("name", "charset"), [("zh_Hant_TW", "big5hkscs"), ("zh_Hans_CN", "gb2312")])
def test_each_script_is_written_in_its_own_characters(name: str, charset: str) -> None:
    """A character that only the other script writes has no place in the charset of this one."""
    texts = [m.string if isinstance(m.string, str) else "".join(m.string) for m in catalogue(name) if m.id]
    han = {c for text in texts for c in text if "\u3400" <= c <= "\u9fff"}

    assert sorted(c for c in han if not _writes(charset, c)) == []


def _writes(charset: str, character: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _said(message: object) -> bool:
    if message is None or getattr(message, "fuzzy", False):
        return False
    string = message.string  # type: ignore[attr-defined]
    return all(string) if isinstance(string, tuple) else bool(string)


def _places(text: str) -> list[str]:
    return sorted(set(found for found in PLACE.findall(text) if found))
