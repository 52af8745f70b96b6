"""Names said with a word that introduces them: a project (`@出差`), tags (`#报销`), for whom (给妈妈, for mum), a payee
(at Nobu)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ledger.domain.quick.people_words import (
    KIN_HAN,
    KIN_LATIN,
    NOT_A_PERSON,
    NOT_A_SHOP,
    SURNAMES,
    TITLES,
)
from ledger.domain.quick.typed import Typed, fold

_HAN = r"\u3400-\u9fff"
_TO_HAN = r"(?<![转轉付借还還交发發寄送拿])(?:给|給|帮|幫|替|为|為)(?:我的?|咱们?|咱們?|我们的?|我們的?)?"
_SHORT_HAN = rf"(?:[小老阿][{SURNAMES}])(?![{_HAN}](?:费|費|贷))"
_BY_WORD = (
    re.compile(rf"{_TO_HAN}(?P<who>{'|'.join(KIN_HAN)}|{_SHORT_HAN})[们們]?"),
    re.compile(rf"(?<![a-z])for (?:(?:my|our|the|his|her|their) )?(?P<who>{'|'.join(KIN_LATIN)})(?![a-z'])"),
)
_BY_CAPITAL = re.compile(
    r"(?:(?<![A-Za-z])[Ff]or |(?<![转轉付借还還交发發寄送])[给給帮幫替] ?)(?P<who>[A-Z][a-z]+)(?![A-Za-z'’])(?! [A-Z])")
_AT = re.compile(
    r"(?<![A-Za-z])(?:at|At|AT) (?:the )?(?P<who>[A-Z][\w'’&.-]*(?: (?:[A-Z&][\w'’&.-]*|of(?= [A-Z])))*)")
_PAID = re.compile(r"(?<![A-Za-z])[Pp](?:aid|ay) (?P<who>[A-Z][a-z]+(?: [A-Z][a-z]+)*)(?![A-Za-z'’])")
_ZAI = re.compile(
    rf"(?<![现現正存还還])在(?P<who>[{_HAN}a-z]{{2,8}}?)(?=吃|买|買|喝|逛|住|加油|理发|剪|订|訂|点|點|花了?[0-9])")
_PAY_TO = re.compile(rf"(?:付给|付給|交给|交給)(?P<who>[{_HAN}]{{1,2}}(?:{'|'.join(TITLES)})|{_SHORT_HAN})")
_PROJECT = re.compile(
    rf"(?<![a-z._-])@(?P<who>[a-z][\w-]*|[{_HAN}·-]+?(?:[0-9]+(?= |$)|(?=[给給帮幫替0-9]|[^{_HAN}·-]|$)))")

_TAG = re.compile(rf"(?<![a-z#])#(?P<who>(?=[\w-]*[a-z{_HAN}])[\w-]+)")


@dataclass(frozen=True, slots=True)
class Named:
    """A name from `start` to `end`, the word that introduces it included; not `sure` where it may be none."""

    start: int
    end: int
    name: str
    sure: bool = True


def find_project(line: Typed, known: Iterable[str]) -> list[Named]:
    """Every `@name`; of what is written together with more, as much as a known project's name."""
    names = sorted(known, key=len, reverse=True)
    found = []
    for match in _PROJECT.finditer(line.folded):
        start, end = match.span("who")
        name = next((one for one in names if line.folded.startswith(fold(one), start)), None)
        if name is not None and (len(name) >= end - start or not name[-1:].isascii()):
            end = start + len(name)
        else:
            name = next((one for one in names if fold(one) == line.folded[start:end]), line.text[start:end])
        found.append(Named(match.start(), end, name))
    return found


def find_tags(line: Typed, known: Iterable[str]) -> list[Named]:
    """Every `#word` that is more than a number; of Han written together with more, as much as a known tag."""
    names = {fold(one): one for one in sorted(known, key=len)}
    found = []
    for match in _TAG.finditer(line.folded):
        start, end = match.span("who")
        said = line.folded[start:end]
        if said not in names:
            end = start + max((len(one) for one in names if said.startswith(one) and not one[-1:].isascii()),
                              default=len(said))
        found.append(Named(match.start(), end, names.get(line.folded[start:end], line.text[start:end])))
    return found


def find_beneficiary(line: Typed, people: Mapping[str, str], words: Mapping[str, object]) -> list[Named]:
    """Everybody something was for: people of the book by folded name, kin, and capital names as a guess."""
    found = [_named(line, match, people) for pattern in _BY_WORD for match in pattern.finditer(line.folded)]
    found += [Named(match.start(), match.end(), people[match["who"]]) for match in _of_the_book(line, people)]
    for match in _BY_CAPITAL.finditer(line.text):
        who = fold(match["who"])
        if who not in NOT_A_PERSON and who not in words and who not in people:
            found.append(Named(match.start(), match.end(), match["who"], sure=False))
    return _apart(found)


def find_payee(line: Typed, payees: Mapping[str, str], is_place: Callable[[str], bool]) -> Named | None:
    """Whom money was paid to, where a word says so: at Nobu, 在海底捞吃, paid Mike, 付给张师傅."""
    for pattern, claims_all in ((_AT, True), (_PAID, False), (_ZAI, True), (_PAY_TO, True)):
        for match in pattern.finditer(line.folded if pattern in (_ZAI, _PAY_TO) else line.text):
            start, end = match.span("who")
            said = _until_account(line.folded[start:end], is_place)
            if not said or said.startswith(NOT_A_SHOP) or said in NOT_A_PERSON:
                continue
            name = payees.get(said, line.text[start:start + len(said)])
            return Named(match.start() if claims_all else start, start + len(said), name)
    return None


def _until_account(said: str, is_place: Callable[[str], bool]) -> str:
    """The words of a name up to one that is an account's: AT NOBU WECHAT names a restaurant and a wallet."""
    kept: list[str] = []
    for word in said.split(" "):
        if is_place(word):
            break
        kept.append(word)
    return " ".join(kept)


def _of_the_book(line: Typed, people: Mapping[str, str]) -> list[re.Match[str]]:
    if not people:
        return []
    names = "|".join(re.escape(name) for name in sorted(people, key=len, reverse=True))
    pattern = rf"(?:{_TO_HAN} ?|(?<![a-z])for )(?P<who>{names})(?![a-z'])"
    return list(re.finditer(pattern, line.folded))


def _named(line: Typed, match: re.Match[str], people: Mapping[str, str]) -> Named:
    start, end = match.span("who")
    return Named(match.start(), match.end(), people.get(match["who"], line.text[start:end]))


def _apart(found: list[Named]) -> list[Named]:
    """In the order typed, of those that overlap the longest."""
    kept: list[Named] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
