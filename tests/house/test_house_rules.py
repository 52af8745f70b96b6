"""The house's own style, tested: sizes, names, one clock, one commit, no floats, no dead modules."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house.source import OURS, ROOT, Module, modules

FLOATLESS = ("ledger.kernel", "ledger.domain", "ledger.store", "credit.domain")
NUMPY_ALLOWED = {"credit.domain.rules.judging", "ledger.kernel.ahead.forecast", "credit.domain.lenders.snapshots"}
BANNED_WORDS = {
    "user": "person or member", "transaction_id": "entry_id", "amount_cents": "minor", "edit_entry": "amend",
    "utils": "a name for the idea", "helpers": "a name for the idea",
}
BANNED_FILES = {"utils", "helpers", "misc", "common"}
FUNCTION_LINES = 48
TEMPLATES = ROOT / "templates"


@pytest.mark.parametrize("module", OURS, ids=lambda m: str(m.path))
def test_a_module_has_a_docstring_and_at_most_300_lines(module: Module) -> None:
    assert ast.get_docstring(module.tree), "say what idea lives here"
    assert module.lines <= 300, "split it by idea"


@pytest.mark.parametrize("module", OURS, ids=lambda m: str(m.path))
def test_a_function_fits_a_screen(module: Module) -> None:
    long = {f.name: f.end_lineno - f.lineno + 1 for f in module.functions() if f.end_lineno}
    assert {name: lines for name, lines in long.items() if lines > FUNCTION_LINES} == {}


@pytest.mark.parametrize("module", [m for m in OURS if m.within(*FLOATLESS)], ids=lambda m: str(m.path))
def test_no_float_where_money_is(module: Module) -> None:
    floats = [
        node.lineno for node in ast.walk(module.tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
    ]
    assert floats == []


def test_numpy_stands_in_three_modules() -> None:
    named = {m.name for m in OURS if re.search(r"^\s*(from|import) numpy\b", m.text, re.MULTILINE)}
    assert named <= NUMPY_ALLOWED


@pytest.mark.parametrize("module", OURS, ids=lambda m: str(m.path))
def test_one_commit_one_clock_and_no_catch_all(module: Module) -> None:
    if module.name != "ledger.plumbing.db":
        assert ".commit(" not in module.text
    if module.name != "ledger.plumbing.clock":
        assert not re.search(r"datetime\.now\(|date\.today\(|time\.time\(|utcnow\(", module.text)
    if module.name not in ("ledger.plumbing.http", "ledger.plumbing.work"):
        caught = [node for node in ast.walk(module.tree) if isinstance(node, ast.ExceptHandler)
                  and (node.type is None or ast.unparse(node.type) in ("Exception", "BaseException"))]
        assert caught == []


@pytest.mark.parametrize("module", OURS, ids=lambda m: str(m.path))
def test_nothing_evaluates_text_or_sniffs_files(module: Module) -> None:
    called = {ast.unparse(node.func) for node in ast.walk(module.tree) if isinstance(node, ast.Call)}

    assert called.isdisjoint({"eval", "exec", "csv.Sniffer", "pickle.loads", "yaml.load"})


@pytest.mark.parametrize("module", OURS, ids=lambda m: str(m.path))
def test_names_are_the_glossarys(module: Module) -> None:
    names = {f.name for f in module.functions()} | {
        node.name for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)} | {
        argument.arg for f in module.functions() for argument in f.args.args}
    found = {name: better for name in names for word, better in BANNED_WORDS.items()
             if word in name.lower().split("_")}
    assert found == {}
    assert module.path.stem not in BANNED_FILES


def test_a_folder_of_modules_holds_at_most_20() -> None:
    counts: dict[Path, int] = {}
    for module in OURS:
        if module.path.name != "__init__.py":
            counts[module.path.parent] = counts.get(module.path.parent, 0) + 1
    assert {str(folder): count for folder, count in counts.items() if count > 20} == {}


def test_every_module_is_imported_somewhere() -> None:
    imported: set[str] = set()
    for module in OURS + modules("migrations"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                imported.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module)
                imported.update(f"{node.module}.{alias.name}" for alias in node.names)
    dead = [m.name for m in OURS if m.name not in imported and m.path.name not in ("__init__.py", "app.py")]
    assert dead == []


def test_the_top_level_is_what_the_client_fixed() -> None:
    import subprocess

    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    top = {name.split("/")[0] for name in listed}
    required = {"app.py", "pyproject.toml", "ledger", "credit", "templates", "migrations", "tests"}
    beside = {"README.md", "CHANGELOG.md", "DECISIONS.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", "NOTICE",
              "Makefile", "requirements.lock", ".ci", ".gitignore"}
    assert required <= top <= required | beside


@pytest.mark.parametrize(("package", "used_by"), [
    ("flask", "ledger.plumbing.http"), ("sqlmodel", "ledger.store.tables.books"),
    ("alembic", "ledger.plumbing.migrating"),
    ("flask_htmx", "ledger.plumbing.http"), ("babel", "ledger.plumbing.language"),
])
def test_the_clients_packages_are_really_used(package: str, used_by: str) -> None:
    module = next(m for m in OURS if m.name == used_by)

    assert re.search(rf"^ *(from|import) {package}\b", module.text, re.MULTILINE)


def test_nothing_is_left_unfinished() -> None:
    marks = re.compile(r"\b(TO" r"DO|FIX" r"ME|NotImplemented" r"Error)\b")
    files = [*OURS, *modules("tests", "migrations")]
    assert [str(m.path) for m in files if marks.search(m.text)] == []
    assert [str(p) for p in TEMPLATES.rglob("*.html") if marks.search(p.read_text())] == []


def test_no_test_is_skipped_outside_conftest() -> None:
    marked = re.compile(r"pytest\.(skip|xfail)|mark\.(skip|xfail)")
    looked_at = [m for m in modules("tests") if m.path.name not in ("conftest.py", "test_house_rules.py")]
    assert [str(m.path) for m in looked_at if marked.search(m.text)] == []
