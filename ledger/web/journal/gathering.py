"""What the sheet gathers an entry under and whom it was for: the fields `project`, `tags` and `for`, and what was
typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ledger.domain.books.said import NOTHING, Said
from ledger.domain.names.name import Sort
from ledger.domain.names.tags import read_tags, written
from ledger.domain.quick.line import Reading
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.fields import Fields, NotAChoice
from ledger.services.names import knowing
from ledger.services.quick import naming
from ledger.web.journal import particulars
from ledger.web.seats import BookVisit

FIELDS = ("project", "tags", "for")
_TAGS_TEXT_MAX = 500


def gathered(visit: BookVisit, said: Said, form: Mapping[str, str]) -> Said:
    """What was said with its project and tags, opened where there are none of that name, whom it was for, particulars.

    Raises: TooManyProjects, TooManyTags, TagTooLong, TooManyTagsOfEntry, TooLong, NotAChoice for somebody who is not
    of the book, and what particulars raise.
    """
    fields = Fields(form)
    if "project" in form:
        project = knowing.project_named(visit.session, visit.seat, fields.line("project"), clock.now())
        said = replace(said, project=project or NOTHING)
    if "tags" in form:
        words = read_tags(fields.line("tags", limit=_TAGS_TEXT_MAX))
        said = replace(said, tags=knowing.tags_named(visit.session, visit.seat, words, clock.now()))
    if "for" in form:
        said = replace(said, beneficiary=_member(visit, fields))
    return particulars.with_particulars(visit, said, form)


def values_gathered(visit: BookVisit, said: Said) -> dict[str, str]:
    """The values of these fields, and of the particulars, that say the same."""
    projects = knowing.called(visit.session, visit.seat, Sort.PROJECT) if said.project else {}
    tags = knowing.called(visit.session, visit.seat, Sort.TAG) if said.tags else {}
    values = {"project": projects.get(said.project or NOTHING, ""),
              "tags": written(dict.fromkeys(tags[one] for one in said.tags or ())),
              "for": id_text(said.beneficiary) if said.beneficiary else ""}
    return {name: value for name, value in values.items() if value} | particulars.values_said(said)


def values_read(visit: BookVisit, reading: Reading) -> dict[str, str]:
    """The values a typed line gives them; somebody who is not of the book stays in the note, as typed."""
    values = {"project": reading.project, "tags": written(reading.tags)}
    values = {name: text for name, text in values.items() if text}
    if not reading.beneficiary:
        return values
    member = naming.person_named(naming.people(visit.session, visit.seat), reading.beneficiary)
    if member is None:
        return {**values, "note": " ".join(filter(None, (reading.note, reading.for_whom)))}
    return {**values, "for": id_text(member.member_id)}


def offered(visit: BookVisit, sort: Sort) -> tuple[str, ...]:
    """The projects, or tags, offered while one is typed."""
    return tuple(one.name for one in knowing.offered(visit.session, visit.seat, sort))


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
