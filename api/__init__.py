"""The service: features by folder, one direction of imports; see the picture in README.md.

Whatever process imports it, Python is set here to a large program with several threads.
"""

import gc
import sys
from typing import Final

_LOOK_AFTER: Final = 50_000
"""New things before the collector looks for garbage; after 700, as Python has it, loading a node is looked through for
a fifth of the time, and nearly all that is loaded stays. What no longer counts is freed at once either way."""

_TURN_SECONDS: Final = 0.0005
"""How long one thread may go on while another waits; as Python has it, ten times as long. A write comes back from the
database a dozen times, and while the words of offers are read it would wait so long each time."""

gc.set_threshold(_LOOK_AFTER)
sys.setswitchinterval(_TURN_SECONDS)
