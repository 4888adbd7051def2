"""The rules about the code itself. Each failure names the file to open."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE, TESTS = ROOT / "src" / "varde", ROOT / "tests"
STORY = ("In:", "Out:", "Runs at:", "Never:")
ROOMS = sorted(
    room for band in ("stages", "keeps", "links") for room in (SOURCE / band).iterdir() if (room / "__init__.py").exists()
)
KINDS = SOURCE / "keeps" / "ledger" / "kinds.py"


def told(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def python_files() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


@pytest.mark.parametrize("room", ROOMS, ids=told)
def test_every_room_has_its_face(room: Path) -> None:
    assert (room / "face.py").exists(), f"write {told(room / 'face.py')}: what others may call"
    listed = [node for node in tree(room / "face.py").body if isinstance(node, ast.Assign)]
    names = [target.id for node in listed for target in node.targets if isinstance(target, ast.Name)]
    assert "__all__" in names, f"open {told(room / 'face.py')}: list its names in __all__"


@pytest.mark.parametrize("room", ROOMS, ids=told)
def test_a_face_holds_no_logic(room: Path) -> None:
    held = [node for node in tree(room / "face.py").body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    assert not held, f"open {told(room / 'face.py')}: move {held[0].name} to an act, a query or a type"


@pytest.mark.parametrize("room", ROOMS, ids=told)
def test_every_room_tells_its_story(room: Path) -> None:
    story = ast.get_docstring(tree(room / "__init__.py")) or ""
    wanted = STORY if room.parent.name == "stages" else ("Never:",)
    missing = [word for word in wanted if word not in story]
    assert not missing, f"open {told(room / '__init__.py')}: the docstring lacks {missing}"


def acts() -> list[Path]:
    """Files of acts that a face offers; what only serves other acts is tested through them."""
    return sorted(act for room in ROOMS for act in room.glob("acts/[!_]*.py") if offered(act))


def offered(act: Path) -> set[str]:
    """What the room's face takes from this file."""
    face = [node for node in tree(act.parents[1] / "face.py").body if isinstance(node, ast.ImportFrom)]
    return {name.name for node in face if (node.module or "").endswith(f".acts.{act.stem}") for name in node.names}


def words_of_tests(room: Path) -> set[str]:
    """Every word in the tests of a room, of the doors and journeys that lead to it, and of what they share."""
    places = [TESTS / "db" / room.parent.name / room.name, TESTS / "unit" / room.parent.name / room.name]
    files = [file for place in places if place.exists() for file in place.rglob("*.py")]
    files += [file for place in ("doors", "journeys", "faults") for file in (TESTS / place).rglob("*.py")]
    named = {file.stem.removeprefix("test_") for file in files}
    return named | {word for file in (*files, *TESTS.glob("*.py")) for word in re.findall(r"\w+", file.read_text())}


@pytest.mark.parametrize("act", acts(), ids=told)
def test_every_act_is_tested(act: Path) -> None:
    """What the act offers is called in a test of its room or of a door."""
    wanted = TESTS / "db" / act.parents[2].name / act.parents[1].name / f"test_{act.stem}.py"
    assert offered(act) & words_of_tests(act.parents[1]), f"{told(act)} has no test: write {told(wanted)}"


def kinds() -> list[tuple[str, str]]:
    [kind] = [node for node in tree(KINDS).body if isinstance(node, ast.ClassDef)]
    rows = [node for node in kind.body if isinstance(node, ast.Assign)]
    return [(ast.unparse(row.targets[0]), ast.literal_eval(row.value)) for row in rows]


@pytest.mark.parametrize(("name", "value"), kinds(), ids=str)
def test_every_kind_of_entry_is_recorded_somewhere(name: str, value: str) -> None:
    assert value == name.lower(), f"open {told(KINDS)}: {name} is spelled {value}"
    used = [path for path in python_files() if path != KINDS and re.search(rf"\bKind\.{name}\b", path.read_text())]
    assert used, f"open {told(KINDS)}: nothing records {name}; take it out, or write the act"


MAY_RECORD = {"flow/runner.py"}  # a step that failed five times is nobody's act


@pytest.mark.parametrize("path", python_files(), ids=told)
def test_only_acts_record(path: Path) -> None:
    if path.parent.name == "acts" or "acts" in path.parts or str(path.relative_to(SOURCE)) in MAY_RECORD:
        return
    found = [call.lineno for call in calls(path) if ast.unparse(call.func) in {"ledger.record", "record.record"}]
    assert not found, f"open {told(path)}:{found[0]}: an entry belongs to an act; move it to acts/"


@pytest.mark.parametrize("path", python_files(), ids=told)
def test_nothing_prints_but_commands(path: Path) -> None:
    if "cli" in path.parts or path.is_relative_to(SOURCE / "station"):
        return
    found = [call.lineno for call in calls(path) if ast.unparse(call.func) == "print"]
    assert not found, f"open {told(path)}:{found[0]}: log it, or show it at a door"


def errors() -> Iterator[tuple[Path, ast.ClassDef]]:
    """Every class that descends from VardeError by name, file by file."""
    known, grown = {"VardeError"}, True
    classes = [(path, node) for path in python_files() for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)]
    while grown:
        found = {node.name for _, node in classes if {ast.unparse(base).split(".")[-1] for base in node.bases} & known}
        grown, known = not found <= known, known | found
    return ((path, node) for path, node in classes if node.name in known - {"VardeError"})


@pytest.mark.parametrize(("path", "error"), list(errors()), ids=lambda each: each.name if isinstance(each, ast.ClassDef) else "")
def test_an_error_states_the_fact_and_says_what_to_do(path: Path, error: ast.ClassDef) -> None:
    first = (ast.get_docstring(error) or "").splitlines()[:1]
    where = f"open {told(path)}:{error.lineno}: {error.name}"
    assert first, f"{where} needs a docstring; it is the message that people read"
    assert first[0].endswith("."), f"{where}: the message is one sentence in one line and ends with a full stop"
    assert re.search(r"[;:,]", first[0]), f"{where} says what is wrong; say behind a semicolon what to do"
