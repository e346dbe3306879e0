"""What the document shows beside what the routes say: of each operation an example answer, and a summary in Dutch.

`make examples` writes the answers anew, by asking the demo.
"""

import json
import tomllib
from pathlib import Path
from typing import Any, Final

_HERE: Final = Path(__file__).parent
EXAMPLES: Final = _HERE / "examples.json"


def dutch_summaries() -> dict[str, str]:
    """Return what each operation does, in Dutch."""
    return tomllib.loads((_HERE / "dutch.toml").read_text(encoding="utf-8"))


def example_answers() -> dict[str, Any]:
    """Return what each operation answered to the demo's tour."""
    answers: dict[str, Any] = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return answers
