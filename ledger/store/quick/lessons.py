"""Lessons as rows: what a member put right about words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from ledger.domain.quick.lexicon import Lesson
from ledger.plumbing.db import Session
from ledger.plumbing.prepared import Prepared
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert
from ledger.store.tables.quick import LessonRow

_lesson = table(LessonRow)
_ABOUT = Prepared(sa.select(_lesson.c.word, _lesson.c.category_id, _lesson.c.account_id).where(
    _lesson.c.book_id == sa.bindparam("book"), _lesson.c.member_id == sa.bindparam("member"),
    _lesson.c.word.in_(sa.bindparam("words", expanding=True))))


def about(session: Session, book_id: int, member_id: int, words: Collection[str]) -> dict[str, Lesson]:
    """What a member put right about any of some folded words."""
    if not words:
        return {}
    rows = session.rows(_ABOUT, {"book": book_id, "member": member_id, "words": words})
    return {row.word: Lesson(row.category_id, row.account_id) for row in rows}


def keep(session: Session, book_id: int, member_id: int, word: str, lesson: Lesson, at: datetime) -> None:
    """Keep what a member put right about a folded word; what it does not say stays as it was put right before."""
    said = {name: value for name, value in (("category_id", lesson.category), ("account_id", lesson.account))
            if value is not None}
    fresh = insert(session, _lesson).values(book_id=book_id, member_id=member_id, word=word, taught_at=at, **said)
    key = [_lesson.c.book_id, _lesson.c.member_id, _lesson.c.word]
    session.run(fresh.on_conflict_do_update(index_elements=key, set_={**said, "taught_at": at}))
