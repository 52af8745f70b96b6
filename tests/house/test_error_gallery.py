"""Every refusal there is, said in three languages: a sentence of its own, with its facts filled in."""

from __future__ import annotations

import importlib
import re

import pytest
from flask import Flask

import app as house
from ledger.kernel.errors import Conflict, Forbidden, HouseError, Invalid, Missing, TooMany, Unavailable
from ledger.plumbing.http import status_of
from ledger.plumbing.i18n import LANGUAGES, say, use_language
from ledger.plumbing.settings import read_settings
from tests.house.source import OURS

KINDS = {HouseError, Invalid, Missing, Forbidden, Conflict, Unavailable}
UNSEEN = {"SignInFirst"}
"""Led to the sign-in page instead of being said."""


def _gallery() -> list[type[HouseError]]:
    for module in OURS:
        if re.search(r"import .*\b(HouseError|Invalid|Missing|Conflict|Forbidden|Unavailable)", module.text):
            importlib.import_module(module.name)
    found, waiting = set(), [HouseError]
    while waiting:
        for child in waiting.pop().__subclasses__():
            waiting.append(child)
            if child not in KINDS and not child.__module__.startswith("tests"):
                found.add(child)
    return sorted(found, key=lambda error: (error.__module__, error.__name__))


GALLERY = _gallery()


def _provoked(error: type[HouseError]) -> HouseError:
    return error(**{place: 7 for place in re.findall(r"%\((\w+)\)", error.message)})


@pytest.mark.parametrize("error", GALLERY, ids=lambda e: e.__name__)
def test_a_refusal_is_a_sentence_of_its_own(error: type[HouseError]) -> None:
    assert error.__doc__ and error.__module__
    assert error.__name__ in UNSEEN or error.message not in {kind.message for kind in KINDS - {Missing, Forbidden}}


@pytest.fixture(scope="module")
def speaker(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One app for all of them: saying something reads no database."""
    folder = tmp_path_factory.mktemp("gallery")
    return house.create_app(read_settings({
        "DATABASE_URL": f"sqlite:///{folder / 'house.db'}", "INSTANCE_DIR": str(folder), "SECRET_KEY": "gallery"}))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", [e for e in GALLERY if e.__name__ not in UNSEEN], ids=lambda e: e.__name__)
def test_it_is_said_in_every_language(speaker: Flask, error: type[HouseError], language: str) -> None:
    with speaker.test_request_context(), use_language(language):
        said = say(_provoked(error))

    assert said and "%(" not in said
    if language != "en":
        assert re.search("[\u4e00-\u9fff]", said), said


@pytest.mark.parametrize("error", GALLERY, ids=lambda e: e.__name__)
def test_it_has_a_status_and_a_code(error: type[HouseError]) -> None:
    if error.__name__ in UNSEEN or error.__name__ == "OurFault":
        return
    assert status_of(_provoked(error)) in (403, 404, 409, 422, 429, 503)
    assert re.fullmatch("[a-z0-9_]+", _provoked(error).code)


def test_too_many_tries_is_its_own_status() -> None:
    assert status_of(TooMany(seconds=60)) == 429


def test_no_two_refusals_share_a_code() -> None:
    codes = [(_provoked(error).code, error.message) for error in GALLERY]

    assert len({code for code, _ in codes}) == len({*codes})
