"""All faults after each other, or those that are named: `python -m tests.faults [NAME …]`."""

import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from tests.faults import (
    a_year,
    clock_jump,
    database_gone,
    disk_full,
    large_body,
    many_connections,
    slow_clients,
    slow_receiver,
)
from tests.faults.telling import tell

FAULTS: Final[Mapping[str, Callable[[], None]]] = MappingProxyType(
    {
        "large_body": large_body.main,
        "slow_receiver": slow_receiver.main,
        "slow_clients": slow_clients.main,
        "many_connections": many_connections.main,
        "disk_full": disk_full.main,
        "database_gone": database_gone.main,
        "clock_jump": clock_jump.main,
        "a_year": a_year.main,
    }
)


def main() -> None:
    """Let each loose, and end with 1 when one found something that is not as Vonk promises."""
    failed = [name for name in sys.argv[1:] or FAULTS if not _is_as_promised(FAULTS[name])]
    tell(f"\nNot as promised: {', '.join(failed)}." if failed else "\nAll as promised.")
    raise SystemExit(1 if failed else 0)


def _is_as_promised(let_loose: Callable[[], None]) -> bool:
    try:
        let_loose()
    except SystemExit as told:
        tell(str(told))
        return False
    return True


if __name__ == "__main__":
    main()
