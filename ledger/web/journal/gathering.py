"""What the sheet gathers an entry under and whom it was for: the fields `project` and `for`, and what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ledger.domain.quick.line import Reading
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.fields import Fields, NotAChoice
from ledger.services.books.recording import NOTHING, Said
from ledger.services.quick import naming
from ledger.web.journal import particulars
from ledger.web.seats import BookVisit

FIELDS = ("project", "for")


def gathered(visit: BookVisit, said: Said, form: Mapping[str, str]) -> Said:
    """What was said with its project, opened where there is none of that name, the member it was for, and particulars.

    Raises: TooManyProjects, TooLong, NotAChoice for somebody who is not of the book, and what particulars raise.
    """
    fields = Fields(form)
    if "project" in form:
        project = naming.project_named(visit.session, visit.seat, fields.line("project"), clock.now())
        said = replace(said, project=project or NOTHING)
    if "for" in form:
        said = replace(said, beneficiary=_member(visit, fields))
    return particulars.with_particulars(visit, said, form)


def values_gathered(visit: BookVisit, said: Said) -> dict[str, str]:
    """The values of these fields, and of the particulars, that say the same."""
    projects = naming.project_names(visit.session, visit.seat) if said.project else {}
    values = {"project": projects.get(said.project or NOTHING, ""),
              "for": id_text(said.beneficiary) if said.beneficiary else ""}
    return {name: value for name, value in values.items() if value} | particulars.values_said(said)


def values_read(visit: BookVisit, reading: Reading) -> dict[str, str]:
    """The values a typed line gives them; somebody who is not of the book stays in the note, as typed."""
    values = {"project": reading.project} if reading.project else {}
    if not reading.beneficiary:
        return values
    member = naming.person_named(naming.people(visit.session, visit.seat), reading.beneficiary)
    if member is None:
        return {**values, "note": " ".join(filter(None, (reading.note, reading.for_whom)))}
    return {**values, "for": id_text(member.member_id)}


def choices(visit: BookVisit) -> tuple[tuple[str, str], ...]:
    """The people of the book as the value and the text of an option; none where it is one person's."""
    people = naming.people(visit.session, visit.seat)
    return tuple((id_text(one.member_id), one.name or "") for one in people) if len(people) > 1 else ()


def _member(visit: BookVisit, fields: Fields) -> int:
    try:
        member_id = fields.id_or_none("for")
    except Missing:
        raise NotAChoice(field="for") from None
    if member_id is None:
        return NOTHING
    if all(one.member_id != member_id for one in naming.people(visit.session, visit.seat)):
        raise NotAChoice(field="for")
    return member_id
