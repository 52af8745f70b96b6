"""The corpus of typed lines: at least 95 of 100 of those worked with are read with every field right."""

import pytest

from tests.ledger.domain.quick.corpus import Half, Typed, agrees, lines, read

WORKED = lines(Half.WORKED)


def test_the_reader_reads_the_lines_it_was_worked_with():
    right = sum(agrees(line) for line in WORKED)

    assert right * 100 >= len(WORKED) * 95


@pytest.mark.parametrize("line", WORKED[::9], ids=lambda line: line.text)
def test_a_blank_more_or_less_at_the_ends_changes_nothing(line: Typed):
    assert read(Typed(line.scene, f"  {line.text} ", {})) == read(line)
