"""The table of mechanisms: what it switches off is there, else a figure would tell of nothing."""

from pkgutil import resolve_name

import pytest

from bench.mechanisms import MECHANISMS


@pytest.mark.parametrize("named", sorted({name for switched_off in MECHANISMS.values() for name in switched_off}))
def test_what_is_switched_off_is_there(named: str) -> None:
    module, _, name = named.rpartition(".")
    assert hasattr(resolve_name(module), name)
