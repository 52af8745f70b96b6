"""Templates: those one sees, keeping one, putting it right, using it, removing it and putting it back."""

from __future__ import annotations

from ledger.api.journal import entry_words
from ledger.api.journal.entry_words import Names, told
from ledger.api.seats import READ, WRITE, BookVisit
from ledger.api.shapes.journal.bulk import TemplateAgain, TemplateIn, TemplateOut, TemplatesOut, UseIn
from ledger.api.shapes.journal.entry_in import SaidIn
from ledger.api.shapes.journal.entry_out import EntryOut, VersionQuery
from ledger.domain.bulk.stencil import NAME_MAX, Stencil, kept_of
from ledger.domain.names.name import Sort
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.shape import ListQuery, Nothing
from ledger.plumbing.api.words import page_of
from ledger.plumbing.fields import TooLong
from ledger.services.books import bookkeeping, looking_back
from ledger.services.books.quick import accounts_in
from ledger.services.bulk import stencils
from ledger.services.names import knowing

area = ApiArea("templates", __name__)


@area.get("/books/<book>/templates", in_book(Deed.RECORD), READ, TemplatesOut, query=ListQuery)
def listing(visit: BookVisit, query: ListQuery) -> TemplatesOut:
    """The templates that are shared, and one's own."""
    found = stencils.stencils(visit.session, visit.seat)
    shown, then = page_of("templates", found, lambda one: one.stencil_id, query.after, query.limit)
    return TemplatesOut(items=[_told(one) for one in shown], next=then)


@area.post("/books/<book>/templates", in_book(Deed.RECORD), WRITE, TemplateOut, body=TemplateIn, status=201)
def keep_template(visit: BookVisit, body: TemplateIn) -> TemplateOut:
    """Keep a new template, after those there are."""
    said = _said(visit, body)
    return _told(stencils.make(visit.session, visit.seat, body.name, said, clock.now(), is_shared=body.shared))


@area.get("/books/<book>/templates/<template>", in_book(Deed.RECORD), READ, TemplateOut)
def one_template(visit: BookVisit, template: str) -> TemplateOut:
    """One template."""
    return _told(stencils.stencil(visit.session, visit.seat, read_id(template)))


@area.post("/books/<book>/templates/<template>/amend", in_book(Deed.RECORD), WRITE, TemplateOut, body=TemplateAgain)
def amend_template(visit: BookVisit, template: str, body: TemplateAgain) -> TemplateOut:
    """Put a template right."""
    was = stencils.stencil(visit.session, visit.seat, read_id(template))
    return _told(stencils.amend(visit.session, visit.seat, was.stencil_id, body.version, body.name,
                                _said(visit, body), clock.now(), is_shared=body.shared))


@area.post("/books/<book>/templates/<template>/use", in_book(Deed.RECORD), WRITE, EntryOut, body=UseIn, status=201)
def use_template(visit: BookVisit, template: str, body: UseIn) -> EntryOut:
    """Record what a template says, on a day."""
    said = stencils.stencil(visit.session, visit.seat, read_id(template)).said
    named = {name: said[name] for name in ("verb", "currency", "category", "account", "to") if name in said}
    entry_in = SaidIn.model_validate({
        **named, "on": (body.on or visit.today).isoformat(), "payee": said.get("payee", ""),
        "note": said.get("note", ""), "project": said.get("project"),
        "amount": format(body.amount, "f") if body.amount is not None else said.get("amount"),
    })  # fmt: skip
    entry = entry_words.entry_of(visit.session, visit.seat, entry_in)
    done = bookkeeping.record(visit.session, visit.seat, entry, clock.now())
    found = looking_back.thing(visit.session, visit.seat, done.stands.thing_id if done.stands else 0)
    tags = knowing.called(visit.session, visit.seat, Sort.TAG)
    return told(found.shown.kept, found.known, visit.seat.book.home_currency, tags, stands=found.stands)


@area.delete("/books/<book>/templates/<template>", in_book(Deed.RECORD), WRITE, TemplateOut, query=VersionQuery)
def remove_template(visit: BookVisit, template: str, query: VersionQuery) -> TemplateOut:
    """Keep a template no more; it is answered as it was."""
    return _told(stencils.remove(visit.session, visit.seat, read_id(template), query.version, clock.now()))


@area.post("/books/<book>/templates/<template>/restore", in_book(Deed.RECORD), WRITE, TemplateOut, body=Nothing)
def restore_template(visit: BookVisit, template: str, body: Nothing) -> TemplateOut:
    """Keep a removed template again."""
    return _told(stencils.put_back(visit.session, visit.seat, read_id(template), clock.now()))


def _said(visit: BookVisit, body: TemplateIn) -> dict[str, str]:
    """The fields a program's template keeps. Raises: TooLong, NotAChoice, NothingToKeep."""
    if len(body.name) > NAME_MAX:
        raise TooLong(limit=NAME_MAX, field="name")
    names = Names(accounts_in(visit.session, visit.seat))
    ids = {field: names.find(getattr(body, field), field) for field in ("category", "account", "to")}
    return kept_of({
        "verb": body.verb, "amount": format(body.amount, "f") if body.amount is not None else "",
        "currency": body.currency or "", "payee": body.payee, "note": body.note, "project": body.project,
        **{field: id_text(number) for field, number in ids.items() if number is not None},
    })  # fmt: skip


def _told(one: Stencil) -> TemplateOut:
    return TemplateOut(id=id_text(one.stencil_id), version=one.version, name=one.name, shared=one.is_shared,
                       said=dict(one.said))
