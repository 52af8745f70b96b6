"""A scene's own questions: each kind of answer is checked, and kept as one plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.books.entry import Words
from ledger.domain.books.scene import Option, SceneField
from ledger.domain.books.scene_choices import FieldKind, SceneVerb
from ledger.domain.papers import particular
from ledger.kernel.errors import Invalid
from ledger.store.books.scenes import shipped_scenes

NAMES = {"en": "Odometer", "zh-Hans": "里程表", "zh-Hant": "里程表"}


def question(kind: FieldKind, **more) -> SceneField:
    return SceneField("odometer", kind, NAMES, (SceneVerb.EXPENSE,), **more)


WEATHER = question(FieldKind.CHOICE, options=(Option("rain", NAMES), Option("sunny", NAMES)))


@pytest.mark.parametrize(("kind", "typed", "kept"), [
    (FieldKind.TEXT, "  Kyoto\x00 ", "Kyoto"), (FieldKind.NUMBER, "45,120", "45120"), (FieldKind.NUMBER, "０７", "7"),
    (FieldKind.QUANTITY, "1.50", "1.5"), (FieldKind.QUANTITY, "0", "0"), (FieldKind.DAY, "2027-01-31", "2027-01-31"),
    (FieldKind.FLAG, "no", "no"), (FieldKind.TEXT, " ", ""), (FieldKind.NUMBER, "", ""),
])
def test_an_answer_is_kept_as_plain_text(kind, typed, kept):
    assert particular.read(question(kind), typed, "f") == kept
    assert particular.read(question(kind), kept, "f") == kept


@pytest.mark.parametrize(("asked", "typed", "error"), [
    (question(FieldKind.NUMBER), "12.5", particular.NotAWholeNumber),
    (question(FieldKind.NUMBER), "-3", particular.NumberBelowZero),
    (question(FieldKind.QUANTITY), "-0.1", particular.NumberBelowZero),
    (question(FieldKind.DAY), "31/01/2027", particular.NotThatDay),
    (question(FieldKind.DAY), "2027-02-30", particular.NotThatDay),
    (question(FieldKind.DAY), "9999-12-31", particular.NotThatDay),
    (question(FieldKind.FLAG), "maybe", particular.NotAnAnswer), (WEATHER, "snow", particular.NotAnAnswer),
    (question(FieldKind.TEXT), "x" * 201, particular.TextTooLong),
])
def test_an_answer_of_another_kind_is_refused_in_its_field(asked, typed, error):
    with pytest.raises(error) as refused:
        particular.read(asked, typed, "field-odometer")

    assert refused.value.facts["field"] == "field-odometer"


@given(st.sampled_from([question(kind) for kind in FieldKind if kind not in (FieldKind.CHOICE, FieldKind.MEMBER)]),
       st.text(max_size=80))
def test_anything_typed_is_kept_or_refused(asked, typed):
    try:
        kept = particular.read(asked, typed, "f")
    except Invalid as error:
        assert error.facts["field"] == "f"
    else:
        assert particular.read(asked, kept, "f") == kept


def test_what_was_not_asked_stays_and_what_was_emptied_goes():
    was = (("city", "Kyoto"), ("nights", "2"))

    assert particular.merged(was, [("nights", "3")]) == (("city", "Kyoto"), ("nights", "3"))
    assert particular.merged(was, [("city", "")]) == (("nights", "2"),)


def test_an_odometer_that_goes_back_is_noticed():
    odometer = question(FieldKind.NUMBER, rises=True)

    assert particular.falls(odometer, "45120", "44000")
    assert not particular.falls(odometer, "45120", "45120") and not particular.falls(odometer, "", "1")
    assert not particular.falls(question(FieldKind.NUMBER), "2", "1")


def test_every_shipped_scene_asks_something_of_its_own_in_every_language():
    asks = {key: {one.key for one in particular.asked(scene, "expense")} for key, scene in shipped_scenes().items()}

    assert {"odometer", "need", "guaranteed_until"} <= asks["household"]
    assert {"kilos", "pieces", "invoiced"} <= asks["small_business"]
    assert {"country", "city", "nights", "room"} <= asks["travel"]
    assert not any("member" in keys for keys in asks.values()), "whom it was for, every sheet asks"


def test_words_without_answers_digest_as_they_always_did():
    salt = b"s" * 16

    assert Words("a", "b").digest(salt) == Words("a", "b", ()).digest(salt)
    assert Words("a", "b", (("k", "1"),)).digest(salt) not in (None, Words("a", "b").digest(salt))
    assert Words(fields=(("room", "Sakura"), ("nights", "2"), ("paid", "yes"))).sought == ("", "", "Sakura")
