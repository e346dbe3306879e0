"""What the house promises: a new feature is a folder, and one line outside of it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT

FILES = {
    "__init__.py": '"""Greetings."""\n',
    "tables.py": '''"""Who was greeted."""

from sqlmodel import Field, SQLModel


class Greeting(SQLModel, table=True):
    """One greeting."""

    __tablename__ = "greetings"

    id: str = Field(primary_key=True, max_length=36)
''',
    "settings.py": '''"""How people are greeted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GreetingSettings:
    """The word."""

    greeting_word: str = "Dag"
''',
    "routes.py": '''"""/greetings."""

from fastapi import APIRouter, Response

from api.greetings.settings import GreetingSettings
from api.platform.requests.dependencies import ReadingDeskDep
from api.platform.security.dependencies import AnyCallerDep

router = APIRouter(tags=["greetings"])


@router.get("/greetings", operation_id="listGreetings", summary="List greetings")
def list_all(_caller: AnyCallerDep, desk: ReadingDeskDep) -> Response:
    """The word in which people are greeted."""
    return desk.answer(desk.settings[GreetingSettings].greeting_word.encode())
''',
    "feature.py": '''"""Greetings: people hear that they are welcome."""

from api.greetings.routes import router
from api.greetings.settings import GreetingSettings
from api.greetings.tables import Greeting
from api.platform.feature import EventFamily, Feature
from api.platform.jobs.work import Recurring

FEATURE = Feature(
    tags={"greetings": "People hear that they are welcome."},
    routers=(router,),
    tables=(Greeting,),
    remembers=("greetings",),
    recurring={"greetings.greet": Recurring(lambda node: None, 60.0)},
    events=(EventFamily("greeting", "Someone was greeted", ("greeting.said",), ("greetingId",)),),
    settings=(GreetingSettings,),
)
''',
}
ASK = """
import json
from api.features import FEATURES
from api.main import create_v1
from api.platform.settings import read_settings
from api.greetings.settings import GreetingSettings

document = create_v1(read_settings(FEATURES.settings)).openapi()
print(json.dumps({
    "path": "/greetings" in document["paths"],
    "tag": "greetings" in {tag["name"] for tag in document["tags"]},
    "event": "greeting" in document["webhooks"],
    "table": "greetings" in FEATURES.metadata.tables,
    "work": "greetings.greet" in FEATURES.recurring,
    "memory": "greetings" in FEATURES.remembers,
    "setting": read_settings(FEATURES.settings, {"VONK_GREETING_WORD": "Hoi"})[GreetingSettings].greeting_word,
}))
"""


def test_a_new_feature_is_a_folder_and_one_line_outside_of_it(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "api", tmp_path / "api", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "matching").symlink_to(ROOT / "matching")
    folder = tmp_path / "api" / "greetings"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    outside = tmp_path / "api" / "features.py"
    lines = outside.read_text(encoding="utf-8").splitlines()
    lines.insert(lines.index('    "rights",'), '    "greetings",')
    outside.write_text("\n".join(lines), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONSAFEPATH": "1"}
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", ASK], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told.pop("setting") == "Hoi"
    assert all(told.values()), told
