"""The house rules, read off the source: floors, circles, SQL, commits, size, names, docstrings.

Each rule is a generator of breaches over parsed modules; a test holds the package to all of them,
and a second one proves that every rule catches the breach that it is there for.
"""

import ast
import re
from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]

# Imports point strictly down this list; names on one line share a floor and do not see each other.
FLOORS = (
    {"errors"},
    {"vocabulary"},
    {"identity"},
    {"settings"},
    {"database"},
    {"tables"},
    {"authz"},
    {"services"},
    {"schema"},
    {"engine"},
    {"web"},
    {"cli"},
    {"__main__"},
)

# Who may commit, and why.
MAY_COMMIT = {
    "governance.database.unit_of_work": "one request, one transaction: it owns the commit",
}

MAX_LINES, MAX_FUNCTION = 300, 60
# Module -> why it is one file although it is longer than MAX_LINES.
LONG = {
    "governance.database.dialect": "all that the two databases say differently is in one file",
}

# Module -> why it puts a statement together from strings.
SPLICES_SQL = {
    "governance.database.engine": "a PRAGMA takes no parameters",
}

SQL = re.compile(
    r"\b(select\b.*\bfrom|insert\s+into|update\b.*\bset|delete\s+from|pragma\s+\w+"
    r"|(create|alter|drop)\s+(unique\s+|temp\w*\s+)?(table|index|view|trigger|schema|role))\b",
    re.IGNORECASE | re.DOTALL,
)
SQL_TEXT = {"sa.text", "sqlalchemy.text", "sqlalchemy.sql.text", "sqlmodel.text"}
BAD_NAME = re.compile(r"manager|helper|(^|_)(utils?|common)(_|$)|^_*handle_|Utils?$", re.IGNORECASE)


class Module(NamedTuple):
    """A source file: its dotted name, its text, its tree."""

    name: str
    source: str
    tree: ast.Module


Package = dict[str, Module]
Rule = Callable[[Package], Iterator[str]]


def a_package(**sources: str) -> Package:
    """Parse sources by name; `__` in a keyword stands for the dot between a folder and its file."""
    named = {f"governance.{name.replace('__', '.')}": text for name, text in sources.items()}
    return {name: Module(name, text, ast.parse(text)) for name, text in named.items()}


def the_package() -> Package:
    found = {}
    for path in sorted((ROOT / "governance").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        text = path.read_text(encoding="utf-8")
        found[name] = Module(name, text, ast.parse(text, str(path)))
    return found


def imports(module: Module, package: Package) -> Iterator[tuple[int, str]]:
    """Yield (line, module of ours) per import; `from a import b` is a.b where that is a file."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            full = [f"{node.module}.{alias.name}" for alias in node.names]
            targets = [name if name in package else node.module for name in full]
        else:
            continue
        yield from ((node.lineno, t) for t in targets if t.split(".")[0] == "governance")


def part(name: str) -> str:
    """The folder or file right under the package: what a floor is made of."""
    return [*name.split("."), ""][1]


def floor(name: str) -> int:
    return next((n for n, names in enumerate(FLOORS) if part(name) in names), -1)


def imports_go_down(package: Package) -> Iterator[str]:
    for module in package.values():
        if part(module.name) and floor(module.name) < 0:
            yield f"{module.name}: stands on no floor"
        for line, target in imports(module, package):
            own_folder = part(target) == part(module.name)
            if part(target) and not own_folder and floor(target) >= floor(module.name):
                yield f"{module.name}:{line}: imports {target}, which is not below it"


def no_circles(package: Package) -> Iterator[str]:
    graph = {m.name: {t for _, t in imports(m, package)} - {m.name} for m in package.values()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield "circle: " + " -> ".join(error.args[1])


def imports_stand_on_top(package: Package) -> Iterator[str]:
    for module in package.values():
        top = set(module.tree.body)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                if node not in top:
                    yield f"{module.name}:{node.lineno}: import that is not at the top level"
                if isinstance(node, ast.ImportFrom) and node.level:
                    yield f"{module.name}:{node.lineno}: relative import"
            if "TYPE_CHECKING" in (getattr(node, "id", ""), getattr(node, "attr", "")):
                yield f"{module.name}: TYPE_CHECKING"


def no_sql_in_text(package: Package) -> Iterator[str]:
    for module in package.values():
        for node in ast.walk(module.tree):
            where = f"{module.name}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sql"):
                if any(alias.name == "text" for alias in node.names):
                    yield f"{where}: imports text() of SQLAlchemy"
            elif isinstance(node, ast.Call) and ast.unparse(node.func) in SQL_TEXT:
                yield f"{where}: calls text() of SQLAlchemy"
            elif SQL.search(spliced(node)) and module.name not in SPLICES_SQL:
                yield f"{where}: SQL put together from strings"


def spliced(node: ast.AST) -> str:
    """The fixed words of an f-string, of `+` and `%` on a string and of `.format`; else nothing."""
    match node:
        case ast.JoinedStr(values):
            fixed = [str(v.value) if isinstance(v, ast.Constant) else "x" for v in values]
            return "".join(fixed) if len(fixed) > 1 else ""
        case ast.BinOp(ast.Constant(str(left)), ast.Add() | ast.Mod()):
            return left + "x"
        case ast.Call(ast.Attribute(ast.Constant(str(template)), "format")):
            return template
    return ""


def only_the_unit_of_work_commits(package: Package) -> Iterator[str]:
    for module in package.values():
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call) or module.name in MAY_COMMIT:
                continue
            if getattr(node.func, "attr", "") == "commit":
                yield f"{module.name}:{node.lineno}: commit()"


def files_open_with_a_docstring(package: Package) -> Iterator[str]:
    for module in package.values():
        if not (ast.get_docstring(module.tree, clean=False) or "").split("\n")[0].strip():
            yield f"{module.name}: no docstring whose first line says what the file is"


def files_and_functions_are_short(package: Package) -> Iterator[str]:
    for module in package.values():
        lines = module.source.count("\n")
        if lines > MAX_LINES and module.name not in LONG:
            yield f"{module.name}: {lines} lines and no reason in LONG"
        if lines <= MAX_LINES and module.name in LONG:
            yield f"{module.name}: short enough, take it out of LONG"
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or 0) - node.lineno + 1
                if size > MAX_FUNCTION:
                    yield f"{module.name}:{node.lineno}: {node.name} has {size} lines"


def names_say_what_a_thing_is(package: Package) -> Iterator[str]:
    kinds = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    for module in package.values():
        defined = [(n.lineno, n.name) for n in ast.walk(module.tree) if isinstance(n, kinds)]
        for line, name in [(1, module.name.rpartition(".")[2]), *defined]:
            if BAD_NAME.search(name):
                yield f"{module.name}:{line}: `{name}` says nothing"


LONG_FUNCTION = '"""A."""\ndef f():\n' + "    pass\n" * MAX_FUNCTION
BREACHES: list[tuple[Rule, Package]] = [
    (imports_go_down, a_package(authz__policy="import governance.engine.compile")),
    (imports_go_down, a_package(web__app="from governance.cli import main", cli__main="")),
    (imports_go_down, a_package(errors="from governance import settings", settings="")),
    (imports_go_down, a_package(toolbox="")),
    (
        no_circles,
        a_package(authz__a="import governance.authz.b", authz__b="from governance.authz import a"),
    ),
    (imports_stand_on_top, a_package(errors="def f():\n    import os")),
    (imports_stand_on_top, a_package(errors="from . import settings")),
    (imports_stand_on_top, a_package(errors="if typing.TYPE_CHECKING:\n    pass")),
    (no_sql_in_text, a_package(tables__x="from sqlalchemy import text")),
    (no_sql_in_text, a_package(tables__x="import sqlalchemy as sa\nsa.text('1')")),
    (no_sql_in_text, a_package(tables__x="f'select {a} from visitor'")),
    (no_sql_in_text, a_package(tables__x="f'PRAGMA {name}'")),
    (no_sql_in_text, a_package(tables__x="f'PRAGMA busy_timeout={number}'")),
    (no_sql_in_text, a_package(tables__x="'delete from ' + name")),
    (no_sql_in_text, a_package(tables__x="'update %s set a = 1' % name")),
    (no_sql_in_text, a_package(tables__x="'drop table {}'.format(name)")),
    (only_the_unit_of_work_commits, a_package(services__consents="session.commit()")),
    (files_open_with_a_docstring, a_package(errors="import os")),
    (files_and_functions_are_short, a_package(errors="\n" * (MAX_LINES + 1))),
    (files_and_functions_are_short, a_package(errors=LONG_FUNCTION)),
    (names_say_what_a_thing_is, a_package(services__utils="")),
    (names_say_what_a_thing_is, a_package(errors="class PolicyManager: ...")),
    (names_say_what_a_thing_is, a_package(errors="def handle_error(): ...")),
]
RULES = list(dict.fromkeys(rule for rule, _ in BREACHES))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_package_keeps_the_rule(rule: Rule) -> None:
    breaches = list(rule(the_package()))
    assert not breaches, "\n" + "\n".join(breaches)


@pytest.mark.parametrize(("rule", "package"), BREACHES, ids=[r.__name__ for r, _ in BREACHES])
def test_a_breach_of_the_rule_is_found(rule: Rule, package: Package) -> None:
    assert list(rule(package))


def test_an_empty_package_breaks_no_rule() -> None:
    assert [breach for rule in RULES for breach in rule({})] == []


def test_harmless_text_is_not_taken_for_sql() -> None:
    package = a_package(
        errors="'select a from b'\nf'cannot update {name}'\nf'select one of {names}'"
    )
    assert list(no_sql_in_text(package)) == []
