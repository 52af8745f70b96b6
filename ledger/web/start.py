"""The start page: where each ledger stands, what falls due soon, and one line to record with."""

from __future__ import annotations

from flask import Response, current_app, make_response, render_template, url_for

from ledger.domain.books.scene import Scene
from ledger.kernel.ids import id_text
from ledger.plumbing.access import PUBLIC, SIGNED_IN, Area, Visit
from ledger.plumbing.face.chart import spark_columns, spark_line
from ledger.services.books import opening
from ledger.services.books.overview import BookCard, overview
from ledger.services.reminders import falling
from ledger.services.reports import saving
from ledger.web.here import seal_letter
from ledger.web.told import take_told

start = Area("start", __name__)


@start.get("/", may=SIGNED_IN)
def index(visit: Visit[int]) -> Response:
    """Every ledger of the person, and what falls due in them."""
    shown = overview(visit.session, visit.seat, visit.principal.home_currency, visit.today)
    return make_response(render_template(
        "start/index.html", shown=shown, told=take_told(), today=visit.today,
        pinned=saving.pinned(visit.session, visit.seat), cards=[_card(card) for card in shown.cards],
        waiting=falling.waiting(visit.session, visit.seat),
        line_book=id_text(shown.cards[0].book.book_id) if shown.cards else None))


@start.get("/welcome", may=PUBLIC)
def welcome(_visit: Visit[None]) -> Response:
    """What this is, for somebody who is not signed in."""
    return make_response(render_template(
        "start/welcome.html", scenes=opening.scenes().values(), loan_cost_href=_loan_cost_href()))


def _loan_cost_href() -> str:
    """Where the cost of a loan is reckoned, in a house that has the credit side."""
    return url_for("cost.loan") if "cost.loan" in current_app.view_functions else ""


def _card(card: BookCard) -> dict[str, object]:
    scene: Scene | None = opening.scenes().get(card.book.scene)
    spark = spark_columns(card.trace[-14:]) if card.measure == "today" else spark_line(card.trace)
    return {"card": card, "id": id_text(card.book.book_id), "letter": seal_letter(card.book),
            "scene": scene.names if scene else {}, "spark": spark}
