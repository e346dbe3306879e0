"""The names by which organizations are known elsewhere."""

from typing import Final

ORGANIZATIONS: Final = "organizations"
"""Under this name other names of organizations are numbered, for whoever remembers what they are called."""
