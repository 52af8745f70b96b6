"""Two devices without a network write, amend and take back at random; then they send, out of order and partly twice.

They end alike, and nothing is lost without a card: whatever a deed laid over, its device had seen, or a card showed it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest

from ledger.domain.books.journal import JournalQuery
from ledger.kernel.ids import id_text, read_id
from ledger.services.books import checking, journal
from ledger.store.books import entries
from tests.ledger.web.offline.device import Deed, Device, over

AMOUNTS = [f"{n}.{n % 100:02d}" for n in range(1, 400)]


@dataclass
class Person:
    """Whoever holds a device: what it thinks stands, changed at random, and how cards are answered."""

    device: Device
    name: str
    dice: Random
    standing: list[Any] = field(default_factory=list)
    """What can be amended: things carried, or the latest deed about one."""
    seen: dict[str, tuple[str, int]] = field(default_factory=dict)
    """For each deed about a carried thing, the version it was made over."""

    def write(self, count: int) -> None:
        self.standing = list(self.device.carried.values())
        for n in range(count):
            self._one(f"{self.name}{n}")

    def _one(self, note: str) -> None:
        amount, turn = self.dice.choice(AMOUNTS), self.dice.random()
        if turn < 0.5 or not self.standing:
            self.standing.append(self.device.record(amount, note))
            return
        of = self.standing.pop(self.dice.randrange(len(self.standing)))
        if turn < 0.8:
            deed = self.device.amend(of, amount, note)
            self.standing.append(deed)
        else:
            deed = self.device.take_back(of)
        if "key" not in of:
            self.seen[deed["key"]] = (of["thing"], of["version"])

    def choose(self, deed: Deed, card: dict[str, Any]) -> None:
        """Mine, or theirs; theirs of something taken back is simply left."""
        if self.dice.random() < 0.5:
            over(deed, card)
        elif deed["kind"] == "amend":
            over(deed, card, yields=True)
        else:
            self.device.queue.remove(deed)


def _play(house, count: int, seed: int) -> tuple[Person, Person]:
    dice = Random(seed)
    first = house.device()
    for n in range(30):
        first.record(AMOUNTS[n], f"before {n}")
    first.send()
    both = tuple(Person(house.device(), name, Random(seed + at)) for at, name in enumerate("AB"))
    for one in both:
        one.device.renew()
    for one in both:
        one.write(count)
    while any(one.device.queue for one in both):
        one = dice.choice(both)
        one.device.send(dice, one.choose)
    for one in both:
        one.device.renew()
    return both


def _check_converged(house, both: tuple[Person, Person]) -> dict[str, tuple[str, int]]:
    """Both devices, one that looks for the first time, and the books agree. The things that stand."""
    fresh = house.device()
    fresh.renew()
    with house.open() as session:
        cursor, found = None, {}
        while True:
            page = journal.page(session, house.seat, JournalQuery(), cursor)
            found |= {id_text(one.kept.thing_id): (one.kept.entry.words.note, one.kept.version)
                      for day in page.days for one in day.shown}
            if (cursor := page.next) is None:
                break
        assert checking.verify(session, house.seat.book_id).faults == ()
    for one in (*(person.device for person in both), fresh):
        carried = {thing: (said["form"]["note"], said["version"]) for thing, said in one.carried.items()}
        assert carried.items() <= found.items()
    return found


def _check_nothing_lost(house, both: tuple[Person, Person]) -> None:
    """Every note written is in a history, and no deed lay over a version its device had not seen without a card."""
    carded = {card["deed"]["key"] for one in both for card in one.device.cards}
    things: dict[str, set[str]] = {}
    with house.open() as session:
        for one in both:
            for answer in one.device.done:
                deed, thing = answer["deed"], answer["thing"]
                if thing not in things:
                    line = entries.history(session, house.seat.book_id, read_id(thing))
                    things[thing] = {kept.entry.words.note for kept in line}
                if deed["kind"] != "take_back":
                    assert deed["form"]["note"] in things[thing]
                was = one.seen.get(deed["key"])
                if was and deed["key"] not in carded and deed["kind"] == "amend":
                    assert (thing, answer["version"]) == (was[0], was[1] + 1)
    recorded = [answer["thing"] for one in both for answer in one.device.done if answer["deed"]["kind"] == "record"]
    assert len(recorded) == len(set(recorded))


@pytest.mark.parametrize("count", [40, pytest.param(500, marks=pytest.mark.nightly)])
def test_two_devices_converge_and_nothing_is_lost_without_a_card(house, count, record_property):
    both = _play(house, count, seed=count)
    stands = _check_converged(house, both)
    _check_nothing_lost(house, both)

    cards = [card for one in both for card in one.device.cards]
    figures = {"edits": 2 * count, "cards": len(cards), "stand": len(stands)}
    record_property("figures", figures)
    print(figures)
    assert cards, "the devices never disagreed: nothing was tried"
