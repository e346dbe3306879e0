"""What a process of its own does in tests: it becomes the command `vonk`."""

import os
import sys
from pathlib import Path

import api.main  # noqa: F401 - read before the fork, by all who come out of it
from api.operating.cli import main
from matching.interests.concepts import load_vocabulary

load_vocabulary()  # Likewise.


def become_vonk(arguments: list[str], environment: dict[str, str], output: Path | None) -> None:
    """Run the command line as a shell would; what it says goes into files of this folder, if there is one."""
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdin = os.fdopen(0)
    if output is not None:
        for descriptor, name in ((1, "out"), (2, "err")):
            with (output / name).open("wb") as file:
                os.dup2(file.fileno(), descriptor)
    sys.argv = ["vonk", *arguments]
    main()
