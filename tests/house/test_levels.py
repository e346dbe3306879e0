"""Levels by role: inside every folder of api/ what is named after its role imports downwards only.

Files that are named after what they are about may stand at any height; that no two folders and no two files of one
folder import each other in a circle is held by the import contracts.
"""

import ast
from collections import defaultdict
from pathlib import PurePath

import pytest

from tests.house.tree import python_files, read

LEVELS = (
    ("feature",),
    ("routes", "pages"),
    ("dependencies",),
    ("actions", "jobs"),
    ("view", "facts", "queries", "mapping"),
    ("schemas", "tables", "settings"),
    ("vocabulary",),
)
LEVEL_OF = {role: height for height, roles in enumerate(reversed(LEVELS)) for role in roles}


def modules_of(folder: str) -> list[PurePath]:
    return [file for file in python_files("api") if str(file.parent) == folder]


def imported_siblings(file: PurePath) -> set[str]:
    """The files of the same folder that this file imports, now or while it runs."""
    package = ".".join(file.parent.parts)
    found = set()
    for node in ast.walk(ast.parse(read(str(file)))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(f"{package}."):
            found.add(node.module.removeprefix(f"{package}.").split(".")[0])
    return found


FOLDERS = sorted({str(file.parent) for file in python_files("api") if file.stem in LEVEL_OF})


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_is_named_after_its_role_imports_lower_roles_only(folder: str) -> None:
    reached: dict[str, set[str]] = defaultdict(set)
    direct = {file.stem: imported_siblings(file) for file in modules_of(folder)}
    for name in direct:
        left = [name]
        while left:
            for lower in direct.get(left.pop(), set()) - reached[name]:
                reached[name].add(lower)
                left.append(lower)
    upward = [
        (name, other)
        for name, others in reached.items()
        for other in others
        if name in LEVEL_OF and other in LEVEL_OF and LEVEL_OF[other] > LEVEL_OF[name]
    ]
    assert upward == []


def test_no_folder_has_a_second_file_for_one_role() -> None:
    doubled = [str(file) for file in python_files("api") for role in LEVEL_OF if file.stem.endswith(f"_{role}")]
    assert doubled == []
