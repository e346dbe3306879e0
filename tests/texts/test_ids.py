"""What programs call a client: a number by chance, in any usual form, is nobody's number."""

import uuid

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from api.platform.web.personal_data import Personal, find_personal_data

IDS = st.uuids(version=4)


@given(IDS)
@example(uuid.UUID("8cda80a3-4b45-4123-917f-6494e8c2d219"))
@example(uuid.UUID("109ada70-932d-4488-a059-9249586ac6e6"))
@example(uuid.UUID("2be893f4-56b3-4574-9617-2adf654d479a"))
@example(uuid.UUID("0701dee2-0659-44c7-8077-7f994a15b078"))
def test_an_id_by_chance_passes_in_every_form(number: uuid.UUID) -> None:
    for text in (str(number), number.hex, number.hex.upper(), f"K-{number.hex}", f"client_{number}"):
        assert find_personal_data(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("DE89370400440532013000", Personal.IBAN),
        ("abcdef0612345678", Personal.PHONE),  # pragma: allowlist secret
        ("0612345678abcdefabcdef", Personal.PHONE),  # pragma: allowlist secret
        ("dossier 8cda80a34b454123917f6494e8c2d219, 0612345678", Personal.PHONE),
        ("8cda80a34b454123917f6494e8c2d219 NL91ABNA0417164300", Personal.IBAN),
    ],
)
def test_what_only_looks_a_little_like_one_does_not(text: str, kind: Personal) -> None:
    assert find_personal_data(text) == kind
