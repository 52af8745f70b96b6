"""The registry: every signal once, with a unit, bounds that make sense and a plain name."""

from __future__ import annotations

from credit.domain.signals.measure import measure
from credit.domain.signals.registry import BOOK_SIGNALS, SIGNALS, Subject, Unit
from credit.domain.signals.signal import WORDS, State, Why
from tests.credit.figures import Life, revolving, salaried


def test_each_subject_has_its_signals() -> None:
    counts = {subject: sum(1 for meaning in SIGNALS.values() if meaning.subject is subject) for subject in Subject}

    assert counts == {Subject.BOOK: 38, Subject.OFFER: 11, Subject.SITUATION: 22}
    assert tuple(name for name, meaning in SIGNALS.items() if meaning.subject is Subject.BOOK) == BOOK_SIGNALS


def test_names_are_stable_words_and_plain_names_differ() -> None:
    assert all(name == name.lower() and name.isidentifier() for name in SIGNALS)
    assert len({meaning.plain for meaning in SIGNALS.values()}) == len(SIGNALS)
    assert all(len(meaning.plain) <= 48 for meaning in SIGNALS.values())


def test_yes_or_no_is_one_or_nothing_and_classes_are_named() -> None:
    for meaning in SIGNALS.values():
        if meaning.unit is Unit.YES:
            assert (meaning.least, meaning.most) == (0, 1)
        assert (meaning.unit is Unit.CLASS) == bool(meaning.classes)
        assert not meaning.classes or meaning.most == len(meaning.classes) - 1


def test_every_reason_has_words() -> None:
    assert set(WORDS) == set(Why)


def test_what_is_measured_stays_inside_its_bounds() -> None:
    for life in (revolving(), salaried(), Life(months=1), Life(months=5).owes_on_card(pays=62_000)):
        for name, signal in measure(life.figures()).signals.items():
            meaning = SIGNALS[name]
            if signal.state is State.ABSENT:
                assert signal.value == meaning.absent, name
            elif signal.value is not None:
                assert meaning.least is None or signal.value >= meaning.least, name
                assert meaning.most is None or signal.value <= meaning.most, name
