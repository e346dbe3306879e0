"""Print a document with what is made from the numbers made anew: `python -m matching.parameters DOCUMENT`."""

import sys
from pathlib import Path

from matching.parameters.documents import filled_in

sys.stdout.write(filled_in(Path(sys.argv[1]).read_text(encoding="utf-8")))
