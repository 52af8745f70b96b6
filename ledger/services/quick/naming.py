"""Projects and people of a book by the names they are written with."""

from __future__ import annotations

import secrets
from datetime import datetime

from ledger.domain.books.book import Member, Seat
from ledger.domain.books.search import folded
from ledger.kernel.canonical import digest
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.ids import new_id
from ledger.plumbing.db import Session
from ledger.store.books import books, log
from ledger.store.quick import projects

PROJECTS_MAX = 500
"""Projects in one book."""


class TooManyProjects(Invalid):
    """More projects than one book may hold."""

    message = N_("A ledger holds at most %(limit)s projects.")


def project_names(session: Session, seat: Seat) -> dict[int, str]:
    """Every project of a book by id, the newest first."""
    return projects.names(session, seat.book_id)


def open_projects(session: Session, seat: Seat) -> list[str]:
    """The names entries are now gathered under, the newest first."""
    return list(projects.names(session, seat.book_id, open_only=True).values())


def project_named(session: Session, seat: Seat, name: str, now: datetime) -> int | None:
    """The project of a name, opened where there is none yet; None for no name. Raises: TooManyProjects."""
    name = " ".join(name.split())
    if not name:
        return None
    known = projects.names(session, seat.book_id)
    found = next((one for one, written in known.items() if folded(written) == folded(name)), None)
    if found is not None:
        return found
    if len(known) >= PROJECTS_MAX:
        raise TooManyProjects(limit=PROJECTS_MAX, field="project")
    head = log.lock(session, seat.book_id)
    project_id, salt = new_id(), secrets.token_bytes(16)
    projects.add(session, seat.book_id, project_id, name, salt)
    said = digest(salt, {"project": project_id, "name": name, "closed": False, "version": 1})
    log.append(session, seat.book_id, head,
               log.Act(now, seat.actor, seat.actor_kind, "open_project", "project", (project_id,), said))
    return project_id


def people(session: Session, seat: Seat) -> list[Member]:
    """Everybody of a book that something may be for."""
    return [one for one in books.members(session, seat.book_id) if not one.left and one.name]


def person_named(members: list[Member], name: str) -> Member | None:
    """The one of some people who is written so; None for nobody of that name."""
    return next((one for one in members if name and folded(one.name or "") == folded(name)), None)
