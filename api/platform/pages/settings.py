"""How the pages look, as a municipality sets it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageSettings:
    """A municipality's own colours and letters: a file of design tokens, of the NL Design System or by hand."""

    theme_css: str = ""
