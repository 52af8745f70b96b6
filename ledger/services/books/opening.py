"""Opening books from scenes, and changing their settings."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from ledger.domain.books.account import Account
from ledger.domain.books.book import Book, HomeCurrencyFixed, Member, Seat, TooManyBooks
from ledger.domain.books.scene import Scene, SceneAccount, SceneCategory, came_with
from ledger.kernel.canonical import digest
from ledger.kernel.chain import joined
from ledger.kernel.errors import N_, Conflict, Forbidden, Missing
from ledger.kernel.ids import new_id
from ledger.kernel.limits import BOOKS_MAX
from ledger.plumbing.db import Session
from ledger.plumbing.sessions import Principal
from ledger.store.books import accounts, books, log
from ledger.store.books.scenes import shipped_scenes
from ledger.store.past import charts


class StaleSettings(Conflict):
    """Settings somebody changed since they were opened."""

    message = N_("Somebody changed these settings after you opened them. Look at them once more.")


def scenes() -> dict[str, Scene]:
    """The scenes a book can be opened from, by key."""
    return shipped_scenes()


def open_book(session: Session, person_id: int, person_name: str, scene_key: str, name: str, now: datetime, *,
              currency: str, zone: str, actor_kind: str = "person") -> Seat:
    """Open a book from a scene, with its accounts and its owner. Raises: Missing for an unknown scene, TooManyBooks."""
    scene = scenes().get(scene_key)
    if scene is None:
        raise Missing()
    if len(books.memberships(session, person_id)) >= BOOKS_MAX:
        raise TooManyBooks(limit=BOOKS_MAX)
    book = Book(new_id(), name, scene.key, scene.version, scene.digest, currency, zone, scene.seal.pigment.value)
    owner = Member(new_id(), person_name, "owner", person_id)
    book_salt, member_salt = secrets.token_bytes(16), secrets.token_bytes(16)
    books.add(session, book, book_salt, now)
    books.add_member(session, book.book_id, owner, member_salt, now)
    opened = [(account, secrets.token_bytes(16)) for account in accounts_of(scene)]
    accounts.add(session, book.book_id, opened)
    contents = [digest(book_salt, book.content()), digest(member_salt, owner.content()),
                *(digest(salt, accounts.content(account)) for account, salt in opened)]
    head = log.lock(session, book.book_id)
    log.append(session, book.book_id, head, log.Act(
        now, owner.member_id, actor_kind, "open", "book", (book.book_id,), joined(contents)))
    return Seat(replace(book, revision=1), owner, owner.member_id, actor_kind)


def accounts_of(scene: Scene) -> list[Account]:
    """The accounts a book of this scene begins with, places first, each with the pack's key and values."""
    places = [_account(item, position) for position, item in enumerate(scene.accounts) if item.opened]
    categories = [_account(item, len(scene.accounts) + position)
                  for position, item in enumerate(scene.categories) if item.opened]
    return [*places, *categories]


def seat_of(session: Session, principal: Principal, book_id: int) -> Seat:
    """Where a principal sits in a book. Raises: Missing where they do not."""
    if principal.person_id is None:
        raise Missing()
    member = books.membership(session, principal.person_id, book_id)
    book = books.load(session, [book_id]).get(book_id) if member else None
    if member is None or book is None:
        raise Missing()
    return Seat(book, member, member.member_id, principal.kind)


def seats_of(session: Session, principal: Principal) -> list[Seat]:
    """Every seat a principal has, in the order they took them. Raises: Missing for nobody."""
    if principal.person_id is None:
        raise Missing()
    mine = books.memberships(session, principal.person_id)
    known = books.load(session, mine)
    return [Seat(known[book_id], member, member.member_id, principal.kind) for book_id, member in mine.items()]


def change_settings(session: Session, seat: Seat, version: int, now: datetime, *, name: str, zone: str,
                    home_currency: str, pigment: str, locked_until: date | None, closed: bool) -> Book:
    """Write a book's settings. Raises: StaleSettings, HomeCurrencyFixed, Forbidden where only an owner may."""
    head = log.lock(session, seat.book_id)
    book = books.load(session, [seat.book_id])[seat.book_id]
    changed = replace(book, name=name, zone=zone, home_currency=home_currency, pigment=pigment,
                      locked_until=locked_until, closed=closed)
    if book.has_entries and home_currency != book.home_currency:
        raise HomeCurrencyFixed(field="currency")
    opens_up = (locked_until or date.min) < (book.locked_until or date.min)
    closes = (locked_until or date.min) > (book.locked_until or date.min)
    deed = "unlock" if opens_up else "lock" if closes else "arrange"
    if (opens_up or closed != book.closed) and seat.member.role != "owner":
        raise Forbidden()
    if not books.save(session, changed, was=version, closed_at=now if closed else None):
        raise StaleSettings()
    salt = books.salt_of(session, seat.book_id)
    log.append(session, seat.book_id, head, log.Act(
        now, seat.actor, seat.actor_kind, deed, "book", (seat.book_id,), digest(salt, changed.content())))
    return replace(changed, version=version + 1)


def add_account(session: Session, seat: Seat, account: Account, now: datetime) -> Account:
    """A new account or category in a book; its code is made unique within the book."""
    head = log.lock(session, seat.book_id)
    known = accounts.load(session, seat.book_id)
    last = max((one.position for one in known.values()), default=0)
    fresh = replace(account, account_id=new_id(), code=_free_code(account.code, known), position=last + 1)
    salt = secrets.token_bytes(16)
    accounts.add(session, seat.book_id, [(fresh, salt)])
    charts.keep(session, seat.book_id, fresh.account_id, None, head.seq + 1)
    log.append(session, seat.book_id, head, log.Act(
        now, seat.actor, seat.actor_kind, "arrange", "account", (fresh.account_id,),
        digest(salt, accounts.content(fresh))))
    return fresh


def amend_account(session: Session, seat: Seat, account: Account, version: int, now: datetime) -> Account:
    """Write an account anew: its name, place, terms, or that it is put away. Raises: Missing, StaleSettings."""
    head = log.lock(session, seat.book_id)
    salt = accounts.salts(session, seat.book_id).get(account.account_id)
    was = accounts.some(session, seat.book_id, [account.account_id]).get(account.account_id)
    if salt is None or was is None:
        raise Missing()
    if not accounts.save(session, seat.book_id, account, was=version):
        raise StaleSettings()
    charts.keep(session, seat.book_id, was.account_id, was, head.seq + 1)
    log.append(session, seat.book_id, head, log.Act(
        now, seat.actor, seat.actor_kind, "arrange", "account", (account.account_id,),
        digest(salt, accounts.content(account))))
    return replace(account, version=version + 1)


def _account(item: SceneAccount | SceneCategory, position: int) -> Account:
    return Account(
        account_id=new_id(), code=item.code, kind=item.kind, purpose=item.purpose, names=dict(item.names),
        icon=item.icon, position=position, is_first=isinstance(item, SceneCategory) and item.first,
        card=item.card if isinstance(item, SceneAccount) else None, words=item.words.both,
        pack_key=item.key, pack_value=came_with(item),
    )


def _free_code(code: str, known: Mapping[int, Account]) -> str:
    taken = {account.code for account in known.values()}
    if code not in taken:
        return code
    return next(f"{code}_{n}" for n in range(2, len(taken) + 3) if f"{code}_{n}" not in taken)
