"""The service: features by folder, one direction of imports; see the picture in README.md."""

import gc
from typing import Final

_LOOK_AFTER: Final = 50_000
"""New things before the collector looks for garbage; after 700, as Python has it, loading a node is looked through for
a fifth of the time, and nearly all that is loaded stays. What no longer counts is freed at once either way."""

gc.set_threshold(_LOOK_AFTER)
