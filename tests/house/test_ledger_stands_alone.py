"""The ledger is whole without the credit side: with `credit` absent the app starts and an entry is recorded."""

from __future__ import annotations

import re
import subprocess
import sys

from tests.house.source import ROOT

ALONE = """
import sys
from dataclasses import replace

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name == "credit" or name.startswith("credit."):
            raise ModuleNotFoundError(name)
        return None

sys.meta_path.insert(0, Absent())
import importlib.util
real = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name == "credit" else real(name, package)

import app
from ledger.plumbing.migrating import upgrade
from ledger.plumbing.settings import read_settings
from ledger.services.books import bookkeeping
from tests.browsing import signed_in
from tests.cast import NOW, book, lunch

settings = replace(read_settings(), testing=True)
upgrade(settings.database_url)
made = app.create_app(settings)
with made.extensions["house_database"].transaction() as session:
    seat = book(session)
    bookkeeping.record(session, seat, lunch(session, seat), NOW)
assert signed_in(made, seat.member.person_id).get("/").status_code == 200
assert not any(name.split(".")[0] == "credit" for name in sys.modules)
print("alone")
"""


def test_the_ledger_works_with_credit_absent(tmp_path) -> None:
    run = subprocess.run([sys.executable, "-c", ALONE], cwd=ROOT, capture_output=True, text=True, check=False,
                         env={"INSTANCE_DIR": str(tmp_path), "PATH": "", "PYTHONPATH": str(ROOT)})

    assert run.stdout.strip().endswith("alone"), run.stderr[-2000:]


def test_the_ledgers_pages_do_not_speak_of_offers() -> None:
    folders = ("journal", "accounts", "members", "imports", "reports", "books", "planning", "budgets")
    pages = [page for folder in folders for page in (ROOT / "templates" / folder).glob("*.html")]

    assert [str(page) for page in pages if re.search(r"\b(offer|lender)\b", page.read_text())] == []
