import ast
from collections import defaultdict
from collections.abc import Iterator

from tests.house.tree import python_files, read


def names_of_types(module: ast.Module) -> Iterator[str]:
    """Yield the classes, the aliases of types and the type variables of a module that others may import."""
    for node in module.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (each.id for each in node.targets if isinstance(each, ast.Name) and _names_a_type(each.id))


def _names_a_type(name: str) -> bool:
    return name[0].isupper() and not name.isupper()


def test_the_same_word_never_names_two_things() -> None:
    homes = defaultdict(list)
    for file in python_files("api", "matching"):
        for name in names_of_types(ast.parse(read(file))):
            if not name.startswith("_"):
                homes[name].append(str(file))
    assert homes
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}
