"""A letter becomes a message: as text and as plain HTML, the same at every attempt, and with safe headers."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from pathlib import Path
from typing import Final

from api.platform.mail.tables import Mail
from api.platform.pages.rendering import open_templates
from matching import read_words
from matching.vocabulary import Language

WIDTH: Final = 72
"""Signs on a line of the text part: what fits everywhere, also when it is quoted (RFC 3676)."""
OFF_HEADER: Final = "List-Unsubscribe"
WORDS: Final = read_words(Path(__file__).with_name("letter_words.toml"))
_TEMPLATES = open_templates("api.platform.mail")


class _Policy(EmailPolicy):
    """Headers on short lines, but for an address that a mail program has to read whole."""

    def fold_binary(self, name: str, value: str) -> bytes:
        """Write one header."""
        if name == OFF_HEADER:
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


# Seven bits pass every server; it refuses a line break in a header by itself.
_POLICY = _Policy(linesep="\r\n", cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written to one organization: a few sentences and a link, and no word about a client."""

    to: str
    language: Language
    subject: str
    sentences: tuple[str, ...]
    link: str
    link_text: str
    off_link: str
    """Where mail to this organization is turned off, without a key."""


def to_message(letter: Letter, mail: Mail, sender: Address) -> bytes:
    """Give the message as it is handed in; its id and date are those of the mail, so every attempt is the same."""
    message = EmailMessage(_POLICY)
    for name, value in _headers(letter, mail, sender).items():
        message[name] = value
    words = WORDS[letter.language]
    message.set_content(_write_text(letter, words))
    page = _TEMPLATES.get_template("letter.html").render(letter=letter, t=words, language=letter.language)
    message.add_alternative(page, subtype="html")
    message["Content-Language"] = letter.language  # Any sooner, and it would have gone to the first part.
    message.set_boundary(f"vonk-{mail.id}")
    return message.as_bytes()


def _headers(letter: Letter, mail: Mail, sender: Address) -> Mapping[str, object]:
    return {
        "From": sender,
        "To": Address(addr_spec=letter.to),
        "Subject": letter.subject,
        "Date": mail.created_at,
        "Message-ID": f"<{mail.id}@{sender.domain}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        OFF_HEADER: f"<{letter.off_link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _write_text(letter: Letter, words: Mapping[str, str]) -> str:
    why = f"{words['why']}\n{words['off']}: {letter.off_link}"
    link = f"{letter.link_text}:\n{letter.link}"
    parts = [words["hello"], *letter.sentences, link, words["safe"], words["bye"], f"--\n{why}"]
    return "\n\n".join(_fold(part) for part in parts) + "\n"


def _fold(part: str) -> str:
    lines = (
        textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) if "://" not in line else line
        for line in part.splitlines()
    )
    return "\n".join(lines)
