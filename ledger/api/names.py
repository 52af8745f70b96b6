"""Tags, projects and payees: what each came to; making one, writing it again, merging two and parting them."""

from __future__ import annotations

from collections.abc import Callable

from ledger.api.seats import READ, WRITE, BookVisit
from ledger.api.shapes.name import (
    NameAgain,
    NameIn,
    NameList,
    NameMergedOut,
    NameMergeIn,
    NameOut,
    NamePartIn,
    NamesQuery,
)
from ledger.domain.names.name import Name, Sort
from ledger.domain.names.tags import read_tags
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.words import amount_text, id_or_null, page_of
from ledger.plumbing.fields import Needed, TooLong
from ledger.services.names import changing, looking
from ledger.services.names.looking import Listed

area = ApiArea("names", __name__)
NAME_MAX = 60
_SORTS = {"tags": Sort.TAG, "projects": Sort.PROJECT, "payees": Sort.PAYEE}
View = Callable[..., NameList | NameOut]


def names(sort: Sort) -> View:
    """The reading of a list of names."""

    def listing(visit: BookVisit, query: NamesQuery) -> NameList:
        """The names with what each came to; at most sixty, `q` finds the rest."""
        found = looking.listed(visit.session, visit.seat, sort, visit.today, query.q)
        rows = found.closed if query.state == "closed" else found.open
        shown, then = page_of(sort.value, rows, lambda one: one.name.name_id, query.after, query.limit)
        return NameList(items=[_told(visit, one) for one in shown], next=then)

    return listing


def one_name(sort: Sort) -> View:
    """The reading of one name."""

    def one(visit: BookVisit, **called: str) -> NameOut:
        """One of them, or what it is merged into, with all its entries came to."""
        return _as_it_is(visit, changing.get(visit.session, visit.seat, sort, read_id(called[sort.value])))

    return one


def make_name(sort: Sort) -> View:
    """The deed of keeping a new name."""

    def make(visit: BookVisit, body: NameIn) -> NameOut:
        """Keep a new one."""
        said = _said(Name(sort, 0, ""), body)
        return _as_it_is(visit, changing.make(visit.session, visit.seat, said, clock.now()))

    return make


def write_name(sort: Sort) -> View:
    """The deed of writing a name again."""

    def write(visit: BookVisit, body: NameAgain, **called: str) -> NameOut:
        """Call it otherwise, put it away or take it out again; entries keep what they say."""
        was = changing.get(visit.session, visit.seat, sort, read_id(called[sort.value]))
        said = _said(was, body, closed=body.closed)
        return _as_it_is(visit, changing.write(visit.session, visit.seat, said, body.version, clock.now()))

    return write


def merge_name(sort: Sort) -> View:
    """The deed of merging two names."""

    def merge(visit: BookVisit, body: NameMergeIn, **called: str) -> NameOut:
        """Let it go into another: what is gathered under both counts as one. It is answered as that one."""
        return _as_it_is(visit, changing.merge(
            visit.session, visit.seat, sort, read_id(called[sort.value]), body.into, body.version, clock.now()))

    return merge


def part_name(sort: Sort) -> View:
    """The deed of parting a merged name."""

    def part(visit: BookVisit, body: NamePartIn, **called: str) -> NameOut:
        """Let a merged one stand by itself again."""
        return _as_it_is(visit, changing.part(
            visit.session, visit.seat, sort, read_id(called[sort.value]), body.version, clock.now()))

    return part


def _named(view: View, name: str) -> View:
    view.__name__ = name
    return view


def _declare(plural: str, sort: Sort) -> None:
    """The routes of one sort."""
    place, read, arrange = f"/books/<book>/{plural}", in_book(Deed.READ), in_book(Deed.ARRANGE)
    one = f"{place}/<{sort.value}>"
    area.get(place, read, READ, NameList, query=NamesQuery)(_named(names(sort), plural))
    area.get(one, read, READ, NameOut)(_named(one_name(sort), f"one_{sort.value}"))
    area.post(place, arrange, WRITE, NameOut, body=NameIn, status=201)(_named(make_name(sort), f"make_{sort.value}"))
    for deed, made, body in (("amend", write_name, NameAgain), ("merge", merge_name, NameMergeIn),
                             ("part", part_name, NamePartIn)):
        area.post(f"{one}/{deed}", arrange, WRITE, NameOut, body=body)(
            _named(made(sort), f"{deed}_{sort.value}"))


for _plural, _sort in _SORTS.items():
    _declare(_plural, _sort)


def _said(was: Name, body: NameIn, *, closed: bool = False) -> Name:
    """The name a program sent. Raises: Needed, TooLong, TagTooLong."""
    name = " ".join(body.name.split())
    if len(name) > NAME_MAX:
        raise TooLong(limit=NAME_MAX, field="name")
    if was.sort is Sort.TAG:
        words = read_tags(name.replace(" ", ""))
        name = words[0] if len(words) == 1 else ""
    if not name:
        raise Needed(field="name")
    is_project, is_payee = was.sort is Sort.PROJECT, was.sort is Sort.PAYEE
    return Name(was.sort, was.name_id, name, closed, was.merged_into, body.since if is_project else None,
                body.until if is_project else None, body.category if is_payee else None,
                body.account if is_payee else None, was.version, was.written)


def _as_it_is(visit: BookVisit, name: Name) -> NameOut:
    shown = looking.one(visit.session, visit.seat, name.sort, name.name_id)
    return _told(visit, Listed(shown.name, shown.whole.total, shown.merged))


def _told(visit: BookVisit, one: Listed) -> NameOut:
    name, total, home = one.name, one.total, visit.seat.book.home_currency
    return NameOut(
        id=id_text(name.name_id), version=name.version, name=name.name, closed=name.closed,
        since=name.since.isoformat() if name.since else None, until=name.until.isoformat() if name.until else None,
        category=id_or_null(name.category), account=id_or_null(name.account), entries=total.times, currency=home,
        first=total.first.isoformat() if total.first else None, last=total.last.isoformat() if total.last else None,
        spent=amount_text(total.spent, home), received=amount_text(total.received, home), unvalued=total.unvalued,
        merged=[NameMergedOut(id=id_text(each.name_id), version=each.version, name=each.name) for each in one.merged],
    )  # fmt: skip
