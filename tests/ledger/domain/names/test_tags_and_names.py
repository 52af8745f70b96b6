"""Tags as they are typed, in a field and in a line; names that go into others; what is gathered, added up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.names.name import family, name_key, root_of, roots
from ledger.domain.names.tags import TAG_MAX, TAGS_OF_ENTRY_MAX, TagTooLong, TooManyTagsOfEntry, read_tags, written
from ledger.domain.names.total import Total, Whole
from ledger.domain.quick.lexicon import Known, Lexicon
from ledger.domain.quick.line import read_line
from tests.ledger.domain.files.out.copied import lunch, rows
from tests.ledger.domain.files.out.copied import written as copied

SATURDAY = date(2026, 11, 21)
FEW = st.lists(st.text(st.characters(categories=("L", "N")), min_size=1, max_size=TAG_MAX), max_size=TAGS_OF_ENTRY_MAX)


@pytest.mark.parametrize(("text", "tags"), [
    ("#work", ("work",)), ("work #Berlin", ("work", "Berlin")), ("＃报销，＃出差、家里", ("报销", "出差", "家里")),
    ("Work work ＷＯＲＫ", ("Work",)), ("", ()), (" # ,; ", ()), ("a#b", ("a", "b")), ("24/7", ("24/7",)),
])
def test_tags_are_words_apart_by_blanks_commas_or_marks_each_once_as_first_written(text, tags):
    assert read_tags(text) == tags


@given(FEW)
def test_what_a_field_shows_is_read_as_the_same_tags(words):
    tags = read_tags(" ".join(words))

    assert read_tags(written(tags)) == tags and len({name_key(tag) for tag in tags}) == len(tags)


def test_a_tag_too_long_and_too_many_tags_are_refused_by_name():
    with pytest.raises(TagTooLong) as long:
        read_tags("a" * (TAG_MAX + 1))
    with pytest.raises(TooManyTagsOfEntry) as many:
        read_tags(" ".join(f"t{n}" for n in range(TAGS_OF_ENTRY_MAX + 1)))

    assert (long.value.facts["field"], many.value.facts["field"]) == ("tags", "tags")


@pytest.mark.parametrize(("text", "tags", "note"), [
    ("lunch 32 #work", ("work",), "lunch"), ("lunch #work 32 #Berlin", ("work", "Berlin"), "lunch"),
    ("午饭 32 #出差给妈妈", ("出差",), "午饭"), ("午饭32#报销", ("报销",), "午饭"), ("room #3 32", (), "room #3"),
    ("C# book 32", (), "C# book"), ("lunch 32 #Work #work", ("work",), "lunch"),
])
def test_a_line_names_its_tags_and_they_are_not_in_the_note(text, tags, note, lexicon):
    known = Lexicon.of(lexicon.accounts, "CNY", {}, Known(tags=("work", "出差")))

    reading = read_line(text, SATURDAY, known)

    assert (reading.tags, reading.note, reading.amount) == (tags, note, Decimal(32))


TREES = st.lists(st.integers(0, 30), min_size=1, max_size=30).map(
    lambda into: {n + 1: min(parent, n) for n, parent in enumerate(into)})
"""Each name goes into one made before it."""


@given(TREES, st.integers(0, 30))
def test_families_divide_the_names_and_parting_restores_them(tree, wanted):
    names = {0, *tree}
    asked = wanted if wanted in names else 0
    together = family(asked, tree)

    assert asked in together and all(family(one, tree) == together for one in together)
    assert {root_of(one, tree) for one in together} == {root_of(asked, tree)}
    assert set(roots(tree)) == set(tree)
    merged = {**tree, 99: root_of(asked, tree)}
    assert family(99, merged) == together | {99}


def test_what_a_project_is_a_day_is_over_the_days_it_says_else_over_those_of_its_entries():
    total = Total(3, date(2026, 11, 1), date(2026, 11, 10), spent=1_000)
    whole = Whole(total, (), (), ())

    assert (total.days, whole.per_day(None, None)) == (10, 100)
    assert whole.per_day(date(2026, 11, 7), None) == 250
    assert Whole(Total(), (), (), ()).per_day(None, None) == 0


def test_a_copy_taken_along_tells_the_tags_of_every_entry():
    entry = lunch(tags=("work", "出差", "=1+1"))

    beancount, hledger = copied("beancount", entry), copied("hledger", entry)

    assert {row["tags"] for row in rows(copied("csv", entry))} == {"work 出差 =1+1"}
    assert '"lunch" #work\n' in beancount and 'tags: "出差 =1+1"' in beancount
    assert "tags: work 出差 =1+1" in hledger
