import json
import re
import tomllib
from dataclasses import fields

import pytest

from api.features import FEATURES
from api.operating.cli import COMMANDS
from api.platform.audit.register import render_register
from api.platform.settings import variable_of
from bench.field_guide import write_guide
from matching.judging.limits import LIMITS
from matching.judging.scoring import WEIGHTS
from tests.house.operations import operations
from tests.house.tree import ROOT, documents, read, shell_lines, table_rows

SENTENCES = tomllib.loads(read("matching/telling/sentences.toml"))["nl"]
CODES = "docs/matching-codes.md"
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)(?:#[^)]*)?\)")
_REQUIREMENT = re.compile(r"[A-Za-z0-9-]+")
_BLANK = re.compile(r"\\\{\w+(:.*?)?\\\}")


def as_written(default: object) -> str:
    if isinstance(default, tuple):
        return f"`{','.join(map(str, default))}`"
    return "" if default == "" else f"`{int(default) if isinstance(default, bool) else default}`"


def fits(example: str, template: str) -> bool:
    """Whether a sentence is the template with words filled in."""
    return re.fullmatch(_BLANK.sub(".+", re.escape(template)), example) is not None


def test_the_register_of_processing_activities_is_what_the_features_declare() -> None:
    assert read("docs/processing-activities.md") == render_register(FEATURES.activities)


def test_every_setting_is_documented_with_its_name_and_default() -> None:
    told = {row[0].strip("`"): row[1] for row in table_rows("docs/settings.md")}
    settings = [setting for group in FEATURES.settings for setting in fields(group)]
    assert told == {variable_of(setting): as_written(setting.default) for setting in settings}


@pytest.mark.parametrize(("heading", "section"), [("Reasons", "reasons"), ("Cautions", "cautions"), ("Paths", "paths")])
def test_every_code_is_documented_with_a_sentence_as_vonk_says_it(heading: str, section: str) -> None:
    told = {row[0].strip("`"): row[-1] for row in table_rows(CODES, heading)}
    assert told.keys() == SENTENCES[section].keys()
    assert {code: example for code, example in told.items() if not fits(example, SENTENCES[section][code])} == {}


def test_every_limit_is_documented_in_order_with_what_would_help() -> None:
    told = {row[0].strip("`"): row[-1] for row in table_rows(CODES, "Limits")}
    assert list(told) == [limit.code for limit in LIMITS]
    assert {code: example for code, example in told.items() if not fits(example, SENTENCES["would-help"][code])} == {}


def test_the_weights_are_told_as_they_are() -> None:
    told = json.loads(read("openapi.json"))["components"]["schemas"]["WeightsWrite"]["description"]
    assert {name: round(weight * 100) for name, weight in WEIGHTS.items()} == {
        name: int(percent) for name, percent in re.findall(r"`(\w+)` (?:counts for )?(\d+)", told)
    }


def test_the_field_guide_says_what_the_document_says() -> None:
    assert read("docs/field-guide.md") == write_guide(), "run `make openapi`"


def test_every_endpoint_is_documented_and_no_other() -> None:
    told = re.findall(r"^\| `([A-Z]+) (/v1/[^`]*)` \|", read("docs/api.md"), re.MULTILINE)
    assert sorted(told) == sorted((operation.method, f"/v1{operation.path}") for operation in operations())


@pytest.mark.parametrize(("heading", "group"), [("To run", "run"), ("To work on Vonk", "dev")])
def test_every_dependency_says_what_it_is_for(heading: str, group: str) -> None:
    project = tomllib.loads(read("pyproject.toml"))
    wanted = project["project"]["dependencies"] if group == "run" else project["dependency-groups"][group]
    names = [found.group() for line in wanted if (found := _REQUIREMENT.match(line))]
    told = table_rows("docs/dependencies.md", heading)
    assert [row[0].strip("`") for row in told] == names
    assert [row for row in told if len(row) != 4 or not all(row)] == []


def test_every_make_command_in_a_document_is_a_target() -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    typed = {
        name for file in documents() for line in shell_lines(file) for name in re.findall(r"^make ([a-z-]+)", line)
    }
    assert {"run", "test"} <= typed
    assert typed - targets == set()


def test_every_vonk_command_in_a_document_exists() -> None:
    lines = [line for file in documents() for line in shell_lines(file)]
    typed = {name for line in lines for name in re.findall(r"^(?:\.venv/bin/)?vonk ([a-z-]+)", line)}
    assert "serve" in typed
    assert typed - COMMANDS.keys() == set()


def test_every_link_between_documents_leads_somewhere() -> None:
    links = [(file, link) for file in documents() for link in _LINK.findall(read(file))]
    assert links
    assert [(file, link) for file, link in links if not (ROOT / file.parent / link).exists()] == []
