import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import python_files, read

# A docstring of a function that begins like this names a thing; it is to say what one gets done.
NAMES_A_THING = {
    *("a", "all", "an", "any", "at", "both", "by", "each", "every", "everything", "for", "from", "how", "in", "more"),
    *("no", "on", "one", "only", "same", "so", "some", "that", "the", "there", "these", "this", "those", "two", "up"),
    *("what", "when", "where", "whether", "which", "who", "why", "with", "without"),
}
# Where older docstrings still name a thing; what speaks with this voice leaves the list.
NOT_YET = (
    "api",
    "bench/allocation.py",
    "matching/allocation/reasons.py",
    "matching/allocation/seating.py",
    "matching/catalogue",
    "matching/facts.py",
    "matching/interests",
    "matching/judging",
    "matching/ranking.py",
    "matching/telling",
)


def without_a_verb(file: Path) -> Iterator[str]:
    """Yield the functions of a file whose docstring begins with no verb; a property is a thing and may name it."""
    for node in ast.walk(ast.parse(read(file))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not is_property(node):
            first = (ast.get_docstring(node) or "Say").split(maxsplit=1)[0]
            if first.strip(",.:;").lower() in NAMES_A_THING:
                yield f"{file}:{node.lineno} {first} …"


def is_property(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Tell whether a function is read like a value."""
    return any(ast.unparse(each).endswith("property") for each in node.decorator_list)


def test_a_docstring_says_with_a_verb_what_one_gets() -> None:
    files = [file for file in python_files("api", "matching", "bench") if not str(file).startswith(NOT_YET)]
    assert files
    assert [found for file in files for found in without_a_verb(file)] == []
