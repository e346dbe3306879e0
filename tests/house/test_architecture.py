import subprocess
import sys

from tests.house.tree import ROOT, functions, python_files, read

# In a process of its own: it silences every logger of the process that it runs in.
LINT_IMPORTS = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True, no_logo=True))"

HOUSE = ("api", "matching", "tests", "bench")
MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 40


def test_the_import_contracts_hold() -> None:
    done = subprocess.run([sys.executable, "-c", LINT_IMPORTS], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    assert done.returncode == 0, done.stdout


def test_no_file_is_too_long_to_read_in_one_go() -> None:
    lengths = {str(file): len(read(file).splitlines()) for file in python_files(*HOUSE)}
    assert {file: lines for file, lines in lengths.items() if lines > MOST_LINES_OF_A_FILE} == {}


def test_no_function_is_too_long_to_hold_in_mind() -> None:
    found = [function for file in python_files(*HOUSE) for function in functions(file)]
    assert found
    assert [function for function in found if function.lines > MOST_LINES_OF_A_FUNCTION] == []


def test_no_drawer_is_named_after_nothing() -> None:
    nothing = {"utils", "helpers", "common", "core", "base", "constants", "service", "models"}
    assert [file for file in python_files("api", "matching", "bench") if nothing & {*file.parts[:-1], file.stem}] == []
