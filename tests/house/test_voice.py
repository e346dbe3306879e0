import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import python_files, read

# A docstring of a function that begins like this names a thing; it is to say what one gets done.
NAMES_A_THING = re.compile(
    r"a|all|an|another|any|as|at|both|by|each|every|everything|for|from|how|in|it|more|no|nobody|nothing|on|one|only|same"
    r"|so|some|someone|something|that|the|there|these|this|those|two|up|what|when|where|whether|which|who|whom|whose|why"
    r"|with|without",
    re.IGNORECASE,
)
ALIAS_OF_ARRAY = re.compile(r"^(\w+) = NDArray\[", re.MULTILINE)
# What a docstring says of an array that one gets: what kind of numbers, and one for each of what.
TYPE_OF_ARRAY = re.compile(r"\b(?:u?int(?:8|16|32|64)|intp|float(?:32|64)|bool)\b")
SHAPE_OF_ARRAY = re.compile(r"\b(?:one|two) (?:row |column |array |directions |numbers )?per\b")


def without_a_verb(file: Path) -> Iterator[str]:
    """Yield the functions of a file whose docstring begins with no verb; a property is a thing and may name it."""
    for node in ast.walk(ast.parse(read(file))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not is_property(node):
            first = (ast.get_docstring(node) or "Say").split(maxsplit=1)[0]
            if NAMES_A_THING.fullmatch(first.strip(",.:;")):
                yield f"{file}:{node.lineno} {first} …"


def is_property(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Tell whether a function is read like a value."""
    return any(ast.unparse(each).endswith("property") for each in node.decorator_list)


def test_a_docstring_says_with_a_verb_what_one_gets() -> None:
    files = python_files("api", "matching", "bench")
    assert files
    assert [found for file in files for found in without_a_verb(file)] == []


def names_of_arrays() -> set[str]:
    """Return the names that `matching` has for arrays, NDArray itself among them."""
    texts = [read(file) for file in python_files("matching")]
    return {"NDArray"}.union(*(ALIAS_OF_ARRAY.findall(text) for text in texts))


def public_functions(module: ast.Module) -> Iterator[ast.FunctionDef]:
    """Yield the functions and methods that others may call, properties too."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def test_a_docstring_says_of_an_array_what_type_and_shape_it_has() -> None:
    arrays = names_of_arrays()
    told = {
        f"{file}:{function.lineno} {function.name}": ast.get_docstring(function) or ""
        for file in python_files("matching")
        for function in public_functions(ast.parse(read(file)))
        if function.returns and arrays & set(re.findall(r"\w+", ast.unparse(function.returns)))
    }
    assert told
    assert [name for name, text in told.items() if not TYPE_OF_ARRAY.search(text)] == []
    assert [name for name, text in told.items() if not SHAPE_OF_ARRAY.search(text)] == []
