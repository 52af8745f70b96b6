"""The demo: the cast and their books, ending today. Again on the same day it changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

import click
from flask.cli import with_appcontext

from ledger.domain.believable.cast import CURRENCY, PEOPLE, STORIES, WELCOME, ZONE, Story, first_day
from ledger.domain.people.person import Person, address_digest
from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.access import database
from ledger.plumbing.db import Database, Session
from ledger.plumbing.guarding.passwords import hash_password
from ledger.services.books import demo as books
from ledger.services.people import joining
from ledger.store.people import persons

Extension = Callable[[Database, date, Mapping[str, int]], Mapping[str, object]]

extend: list[Extension] = []
"""What the composition root adds: each is called after the books with the day and the cast's ids by key, and what
it answers joins the command's answer."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the demo left: the cast by key, their books by story, and how many entries it recorded this time."""

    people: Mapping[str, Person]
    books: Mapping[str, books.Lived]
    recorded: int


@click.command("demo")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The day to end on; today by default.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
@with_appcontext
def demo(day: datetime | None, as_json: bool) -> None:
    """Give everybody of the cast their books, with months of entries ending today."""
    until = day.date() if day else clock.today(ZONE)
    given = give(database(), until)
    answer = {**_answer(given, until), **_extended(database(), until, given)}
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    click.echo(f"The demo ends on {until.isoformat()}: {given.recorded} entries recorded now.")
    for person in PEOPLE:
        click.echo(f"{person.email}  {WELCOME}")


COMMANDS: tuple[click.Command, ...] = (demo,)


def give(where: Database, until: date, stories: Sequence[Story] = STORIES) -> Given:
    """Bring the demo up to a day: whoever is missing joins, books that are missing open, what happened is recorded.

    Each book is written month by month, a transaction each, so that others can write between.
    """
    latest = _latest(until)
    people = _people(where, until)
    with where.transaction() as session:
        start = _opened(session, stories, people, until)
    count = sum(_record(where, story, people, start, until, latest) for story in stories)
    with where.transaction(write=False) as session:
        return Given(people, dict(_books(session, stories, people)), count)


def _people(where: Database, until: date) -> dict[str, Person]:
    with where.transaction(write=False) as session:
        known = {one.key: _known(session, one.email) for one in PEOPLE}
    hashes = {one.key: hash_password(WELCOME) for one in PEOPLE if known[one.key] is None}
    joined = datetime.combine(first_day(until), time(), UTC)
    found = {key: person for key, person in known.items() if person}
    with where.transaction(write=bool(hashes)) as session:
        for one in PEOPLE:
            if one.key in hashes:
                asked = joining.Asked(one.email, one.name, hashes[one.key], one.language, ZONE, CURRENCY)
                found[one.key] = joining.add_person(session, asked, joined)
    return found


def _known(session: Session, email: str) -> Person | None:
    person_id = persons.by_address(session, address_digest(email))
    return persons.get(session, person_id) if person_id is not None else None


def _opened(session: Session, stories: Sequence[Story], people: Mapping[str, Person], until: date) -> date:
    """Open what is missing; the first day of the demo, which books that stand already remember."""
    standing = dict(_books(session, stories, people))
    start = min([first_day(until), *(one.since + timedelta(days=1) for one in standing.values())])
    for story in stories:
        if story.key not in standing:
            books.open_story(session, story, people, start, until)
    return start


def _record(where: Database, story: Story, people: Mapping[str, Person], start: date, until: date,
            latest: datetime) -> int:
    with where.transaction(write=False) as session:
        one = books.find(session, story, people[story.owner])
    if one is None or one.until >= until:
        return 0
    count = 0
    happened = books.told(one, start, until)
    for _month, some in groupby(happened, key=lambda h: h.recorded.date().replace(day=1)):
        with where.transaction() as session:
            count += books.record(session, one, people, some, latest)
    with where.transaction() as session:
        books.move_on(session, one, people, until, latest)
    return count


def _books(session: Session, stories: Sequence[Story],
           people: Mapping[str, Person]) -> Iterator[tuple[str, books.Lived]]:
    for story in stories:
        one = books.find(session, story, people[story.owner])
        if one is not None:
            yield story.key, one


def _latest(until: date) -> datetime:
    """No entry is recorded later than now or, where the demo ends on another day, than that day's end."""
    zone = clock.zone_info(ZONE)
    end = datetime.combine(until, time(23, 59), zone).astimezone(UTC)
    return clock.now() if until == clock.today(ZONE) else end


def _answer(given: Given, until: date) -> dict[str, object]:
    shown = [
        {"book": id_text(one.book.book_id), "name": one.book.name, "scene": one.book.scene,
         "currency": one.book.home_currency, "owner": given.people[one.story.owner].email}
        for one in given.books.values()
    ]
    cast = [{"email": person.email, "password": WELCOME} for person in PEOPLE]
    return {"people": cast, "books": shown, "lenders": [], "day": until.isoformat()}


def _extended(where: Database, until: date, given: Given) -> dict[str, object]:
    cast = {key: person.person_id for key, person in given.people.items()}
    return {name: value for one in extend for name, value in one(where, until, cast).items()}
