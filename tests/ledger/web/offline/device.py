"""A device without a network, as a test holds it: what it carries, what it queues, and how it sends.

It does what the scripts do, in Python: deeds wait in their order, each with a key; what comes back decides what goes,
what waits and what needs the person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

from flask.testing import FlaskClient

from ledger.kernel.ids import id_text
from tests.cast import TODAY, named

Deed = dict[str, Any]
_numbers = count(1)


@dataclass
class Device:
    """One device of whoever the client is signed in as."""

    client: FlaskClient
    book: str
    accounts: tuple[str, str]
    """The ids of the place and the category its entries are of."""
    carried: dict[str, dict[str, Any]] = field(default_factory=dict)
    seq: int = 0
    queue: list[Deed] = field(default_factory=list)
    cards: list[dict[str, Any]] = field(default_factory=list)
    done: list[dict[str, Any]] = field(default_factory=list)
    """Answers with their deeds, in the order they came."""

    def form(self, amount: str, note: str) -> dict[str, str]:
        place, category = self.accounts
        return {"verb": "expense", "amount": amount, "currency": "CNY", "account": place, "category": category,
                "on": TODAY.isoformat(), "payee": "", "note": note}

    def record(self, amount: str = "32.00", note: str = "lunch", **more: Any) -> Deed:
        return self._add(kind="record", form=self.form(amount, note), **more)

    def line(self, text: str) -> Deed:
        return self._add(kind="line", line=text)

    def amend(self, of: Deed | dict[str, Any], amount: str, note: str = "lunch") -> Deed:
        return self._add(kind="amend", form=self.form(amount, note), **_based(of))

    def take_back(self, of: Deed | dict[str, Any]) -> Deed:
        return self._add(kind="take_back", **_based(of))

    def _add(self, **said: Any) -> Deed:
        deed = {"key": f"key-{next(_numbers)}", "book": self.book, "on": TODAY.isoformat(), **said}
        self.queue.append(deed)
        return deed

    def post(self, deeds: list[Any]) -> list[dict[str, Any]]:
        answer = self.client.post("/offline/send", json={"deeds": deeds})
        assert answer.status_code == 200, answer.text
        return list(answer.get_json()["answers"])

    def send(self, dice: Random | None = None, choose: Callable[[Deed, dict[str, Any]], None] | None = None) -> None:
        """Send the queue once, fifty at a time; with dice out of order, and some of it twice."""
        waiting = list(self.queue)
        if dice:
            dice.shuffle(waiting)
        for at in range(0, len(waiting), 50):
            batch = waiting[at : at + 50]
            answers = self.post(batch)
            if dice and dice.random() < 0.5:
                assert all(again["state"] != "done" or again["again"] for again, first in
                           zip(self.post(batch), answers, strict=True) if first["state"] == "done")
            for deed, answer in zip(batch, answers, strict=True):
                self._settle(deed, answer, choose)

    def _settle(self, deed: Deed, answer: dict[str, Any], choose: Any) -> None:
        assert answer["key"] == deed["key"]
        if answer["state"] == "done":
            self.queue.remove(deed)
            self.done.append({**answer, "deed": deed})
        elif answer["state"] == "clash":
            self.cards.append({**answer, "deed": dict(deed)})
            if choose:
                choose(deed, answer)

    def renew(self) -> None:
        """Look what is new since the sequence it carries."""
        fresh = self.client.get(f"/books/{self.book}/offline?after={self.seq}").get_json()
        self.carried = {} if fresh["whole"] else self.carried
        self.carried.update({one["thing"]: one for one in fresh["entries"]})
        for thing in fresh["gone"]:
            self.carried.pop(thing, None)
        self.seq = fresh["seq"]


def over(deed: Deed, card: dict[str, Any], **more: Any) -> None:
    """The person's answer to a card: the same deed over the version that stands now."""
    deed.pop("of", None)
    deed.update({name: card[name] for name in ("thing", "version", "stands")}, **more)


def _based(of: dict[str, Any]) -> dict[str, Any]:
    if "key" in of:
        return {"of": of["key"]}
    return {"thing": of["thing"], "version": of["version"], "stands": True}


def device(house, seat, client: FlaskClient) -> Device:
    """A device of somebody in a book."""
    with house.open() as session:
        session.allow_books([seat.book_id])
        accounts = tuple(id_text(named(session, seat, name).account_id) for name in ("wechat", "dining"))
    return Device(client, id_text(seat.book_id), accounts)  # type: ignore[arg-type]
