"""A telephone without a network, in Chromium: recording, sending, disagreeing, signing out, somebody else's hands."""

from __future__ import annotations

import re

import pytest

from ledger.domain.books.entry import Words
from ledger.kernel.ids import id_text
from ledger.services.books import bookkeeping, journal
from ledger.store.books import entries
from tests.cast import NOW, book, join, lunch
from tests.walk.serving import PHONE, browser, live, signed_in_page  # noqa: F401 fixtures

pytestmark = pytest.mark.browser

READY = """async () => (await navigator.serviceWorker.ready).active?.state === 'activated'
    && !!await Pocket.carried('me')"""
SENT = "async () => (await Pocket.queue()).length === 0"
HELD_BY = "async (owner) => (await Pocket.own())?.owner === owner"


RAW = """async () => {
    const answer = (request) => new Promise((ok) => { request.onsuccess = () => ok(request.result); });
    const base = await answer(indexedDB.open('countinghouse'));
    const all = (store) => answer(base.transaction(store).objectStore(store).getAll());
    const plain = (rows) => rows.map(({ box }) => new TextDecoder('latin1').decode(box)).join();
    const [own] = await all('own');
    const said = await crypto.subtle.exportKey('raw', own.key).catch((error) => error.name);
    return [plain(await all('queue')), plain(await all('carried')), said];
}"""


def _until(page, holds: str, argument: object = None) -> None:
    """Wait until an asynchronous question is answered with yes: once a frame, as long as the page lets us."""
    page.evaluate(f"""async (argument) => {{
        for (const end = Date.now() + 10_000; Date.now() < end; await new Promise(requestAnimationFrame)) {{
            if (await ({holds})(argument)) return;
        }}
        throw new Error('it never came to that');
    }}""", argument)


def _away(page, live, seat) -> None:  # noqa: F811
    """Open the journal until the device carries it, then lose the network and open it again."""
    page.goto(f"{live.url}/books/{id_text(seat.book_id)}/journal")
    _until(page, READY)
    page.context.set_offline(True)
    page.reload()
    page.get_by_role("heading", name="No signal. Go on writing.").wait_for()


def _phone(browser, live, person_id):  # noqa: F811
    page = signed_in_page(browser, live, person_id, service_workers="allow", **PHONE)
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda said: page.faults.append(said.text) if "Content Security" in said.text else None)
    return page


def _write(page, note: str, amount: str) -> None:
    page.locator("#form-fields").evaluate("(one) => { one.open = true; }")
    page.locator("#shell-form [name=amount]").fill(amount)
    page.locator("#shell-form [name=category]").select_option(label="Dining")
    page.locator("#shell-form [name=account]").select_option(label="WeChat")
    page.locator("#shell-form [name=note]").fill(note)
    page.locator("#shell-form").get_by_role("button", name="Record").click()
    page.locator("#queue-rows").get_by_text(note).wait_for()


def _noted(live, seat) -> list[str]:  # noqa: F811
    def read(session):
        session.allow_books([seat.book_id])
        page = journal.page(session, seat, journal.JournalQuery(), None)
        return sorted(one.kept.entry.words.note for day in page.days for one in day.shown)

    return live.make(read)


def _recorded(live, seat, note: str = "seen before"):  # noqa: F811
    return live.make(lambda session: (session.allow_books([seat.book_id]), bookkeeping.record(
        session, seat, lunch(session, seat, note=note), NOW).stands)[1])


def test_what_is_recorded_away_is_kept_over_a_reload_and_goes_when_the_signal_is_back(live, browser):  # noqa: F811
    seat = live.make(book)
    _recorded(live, seat)
    page = _phone(browser, live, seat.member.person_id)
    _away(page, live, seat)

    _write(page, "<b>noodles</b>", "18.50")
    page.get_by_text("seen before").click()
    page.get_by_role("button", name="Take back").click()
    page.locator("#queue-rows").get_by_text("taken back").wait_for()
    page.reload()
    page.locator("#queue-rows").get_by_text("<b>noodles</b>").wait_for()
    rows = page.locator("#queue-rows").inner_text()
    page.context.set_offline(False)
    _until(page, SENT)
    page.goto(f"{live.url}/books/{id_text(seat.book_id)}/journal")

    assert "taken back" in rows and rows.count("to send") == 2
    page.get_by_text("<b>noodles</b>").wait_for()
    assert _noted(live, seat) == ["<b>noodles</b>"]
    assert page.faults == []
    page.context.close()


def test_a_form_that_cannot_be_sent_is_kept_where_it_was_typed(live, browser):  # noqa: F811
    seat = live.make(book)
    page = _phone(browser, live, seat.member.person_id)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{live.url}/books/{id_text(seat.book_id)}/journal")
    _until(page, READY)
    page.context.set_offline(True)

    page.locator("#f-amount").fill("21")
    page.locator("#sheet-form .cats label").first.click()
    page.locator("#sheet-form [name=account]").select_option(label="WeChat")
    page.locator("#sheet-go").click()
    page.get_by_text("Kept, to send").wait_for()
    page.locator("#to-send").get_by_text("21").first.wait_for()
    page.context.set_offline(False)
    _until(page, SENT)

    assert _noted(live, seat) == [""] and page.faults == []
    page.context.close()


def test_what_two_devices_changed_is_shown_as_a_card_with_two_ways(live, browser):  # noqa: F811
    seat = live.make(book)
    kept = _recorded(live, seat)
    page = _phone(browser, live, seat.member.person_id)
    _away(page, live, seat)
    page.get_by_text("seen before").click()
    page.get_by_role("button", name="Amend").click()
    page.locator("#shell-form [name=note]").fill("mine")
    page.locator("#shell-form").get_by_role("button", name="Record").click()
    page.locator("#queue-rows").get_by_text("mine").wait_for()
    jun = live.make(lambda session: (session.allow_books([seat.book_id]), join(session, seat, "Jun", "partner"))[1])
    live.make(lambda session: (session.allow_books([seat.book_id]), bookkeeping.amend(
        session, jun, kept.thing_id, 1, lunch(session, jun, note="Jun wrote this"), NOW)))

    page.context.set_offline(False)
    page.get_by_text("You and Jun both changed this").wait_for()
    card = page.locator("#queue-rows").inner_text()
    page.get_by_role("button", name="Keep what stands").click()
    _until(page, SENT)

    assert re.search(r"Note\s+mine\s+Jun wrote this", card)
    assert _noted(live, seat) == ["Jun wrote this"]
    line = live.make(lambda session: (session.allow_books([seat.book_id]),
                                      entries.history(session, seat.book_id, kept.thing_id))[1])
    assert Words("Old Street", "mine") in [one.entry.words for one in line] and page.faults == []
    page.context.close()


def test_signing_out_leaves_nothing_and_says_so_first_where_something_waits(live, browser):  # noqa: F811
    seat = live.make(book)
    page = _phone(browser, live, seat.member.person_id)
    _away(page, live, seat)
    _write(page, "not sent", "5")
    live.app.config["WTF_CSRF_ENABLED"] = False
    page.context.route("**/offline/send", lambda route: route.fulfill(status=503))
    page.context.set_offline(False)
    page.goto(f"{live.url}/me")
    page.get_by_text("To send: 1").wait_for()

    def leave() -> None:
        page.locator("form[action$='/sign-out']").last.evaluate("(form) => form.requestSubmit()")

    leave()
    page.get_by_role("button", name="Stay signed in").click()
    stays = page.url
    leave()
    page.get_by_role("button", name="Sign out and throw it away").click()
    page.wait_for_url(re.compile("/sign-in$"))

    assert stays.endswith("/me")
    kept = page.evaluate("async () => [await caches.keys(), (await navigator.serviceWorker.getRegistrations()).length, "
                         "await Pocket.own() ?? null, (await Pocket.queue()).length, await Pocket.carriedIds()]")
    assert kept == [[], 0, None, 0, []]
    page.context.close()


def test_somebody_else_cannot_read_what_waits_and_the_same_person_can_again(live, browser):  # noqa: F811
    seat, ola = live.make(book), live.make(lambda session: book(session, name="Elsewhere", owner="Ola"))
    page = _phone(browser, live, seat.member.person_id)
    _away(page, live, seat)
    _write(page, "my secret", "5")
    page.context.route("**/offline/send", lambda route: route.abort())
    context = page.context

    def turn_to(whose) -> None:
        context.clear_cookies()
        context.add_cookies([live.cookie(whose.member.person_id)])
        page.goto(f"{live.url}/offline")
        _until(page, HELD_BY, id_text(whose.member.person_id))
        page.reload()

    context.set_offline(False)
    turn_to(ola)
    _until(page, "async () => !!await Pocket.carried('me')")
    page.get_by_text("Of somebody else, to send: 1").wait_for()
    shown = page.locator("main").inner_text()
    raw = page.evaluate(RAW)
    turn_to(seat)
    page.locator("#queue-rows").get_by_text("my secret").wait_for()

    assert "my secret" not in shown
    assert "secret" not in raw[0] and "Our home" not in raw[1] and "Elsewhere" not in raw[1]
    assert raw[2] == "InvalidAccessError"
    context.unroute("**/offline/send")
    page.reload()
    _until(page, SENT)
    assert _noted(live, seat) == ["my secret"] and _noted(live, ola) == []
    context.close()


def test_an_ended_sign_in_takes_what_was_carried_and_leaves_what_waits_locked(live, browser):  # noqa: F811
    seat = live.make(book)
    page = _phone(browser, live, seat.member.person_id)
    _away(page, live, seat)
    _write(page, "still mine", "5")
    page.context.clear_cookies()
    page.context.set_offline(False)
    page.get_by_text("Of somebody else, to send: 1").wait_for()

    kept = page.evaluate("async () => [await Pocket.own() ?? null, await Pocket.carriedIds(), "
                         "(await Pocket.queue()).map(({ deed }) => deed ?? null)]")

    assert kept == [None, [], [None]]
    assert page.get_by_text("Nobody is signed in on this device").is_visible() and "still mine" not in page.content()
    page.context.close()
