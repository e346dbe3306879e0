"""What a node keeps of the catalogue for its next start: never older than the database, and never another's."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import delete, update
from sqlmodel import col

from api.catalogue.offers.settings import OfferSettings
from api.catalogue.offers.tables import OfferChange
from api.catalogue.organizations.tables import Organization
from api.matches.live_catalogue import LiveCatalogue
from api.matches.snapshot import SnapshotFile
from api.platform.settings import NodeSettings, Settings
from api.platform.storage.encryption import Secrets
from matching import load_vocabulary
from tests.service import SECRET_KEYS, Service, an_offer

OTHER_KEYS = "another-key-that-is-used-in-tests-and-nowhere-else"


@dataclass
class Start:
    """A start of a node in this folder."""

    service: Service
    folder: Path
    keys: str = SECRET_KEYS
    stale_after_days: int = 180

    def file(self) -> SnapshotFile:
        url = self.service.node.settings[NodeSettings].database_url
        settings = Settings(
            NodeSettings(data_dir=str(self.folder), database_url=url),
            OfferSettings(stale_after_days=self.stale_after_days),
        )
        return SnapshotFile(settings, Secrets([self.keys]), worth_keeping=1)

    def known(self) -> dict[str, str]:
        """What a node that starts now knows: the title of each offer."""
        live = LiveCatalogue.of(self.service.node)
        live.start(self.file())
        assert set(live.catalogue.ids) <= live.documents.keys()
        return {offer_id: live.documents[offer_id].title for offer_id in live.catalogue.ids}

    def is_kept(self) -> bool:
        """Whether the file is taken."""
        return self.file().load(self.service.database) is not None


async def make(service: Service, title: str) -> str:
    made = await service.partner.post("/offers", an_offer(title=title))
    return str(made.json()["id"])


async def test_a_start_knows_what_was_kept_and_all_that_came_after(service: Service, tmp_path: Path) -> None:
    start = Start(service, tmp_path)
    first, second = await make(service, "Koffie"), await make(service, "Thee")
    assert start.known() == {first: "Koffie", second: "Thee"}
    assert start.is_kept()
    third = await make(service, "Soep")
    await service.partner.patch(f"/offers/{first}", {"title": "Koffie met taart"})
    await service.partner.delete(f"/offers/{second}")
    assert start.known() == {first: "Koffie met taart", third: "Soep"}


async def test_answers_are_the_same_from_a_snapshot(service: Service, tmp_path: Path) -> None:
    start = Start(service, tmp_path)
    for title in ("Koffie", "Houtbewerking", "Tuinieren"):
        await make(service, title)
    fresh, kept = LiveCatalogue.of(service.node), LiveCatalogue.of(service.node)
    fresh.start(start.file())
    assert start.is_kept()
    kept.start(start.file())
    assert kept.catalogue.ids == fresh.catalogue.ids
    hits = [live.catalogue.find_wish("tuinieren").strengths.tolist() for live in (fresh, kept)]
    assert hits[0] == hits[1]
    assert kept.number == fresh.number


async def test_a_start_reads_no_vocabulary_beside_the_one_that_was_kept(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = Start(service, tmp_path)
    await make(service, "Koffie")
    start.known()
    monkeypatch.setattr("matching.interests.concepts._Held.vocabulary", None)  # As a process that has just started.
    live = LiveCatalogue.of(service.node)
    live.start(start.file())
    assert load_vocabulary() is live.catalogue.vocabulary


def harm(folder: Path, damage: str) -> None:
    (file,) = folder.glob("*.snapshot")
    content = file.read_bytes()
    changed = content[:100] + bytes([content[100] ^ 1]) + content[101:]
    file.write_bytes({"cut": content[:-1], "changed": changed, "empty": b""}[damage])


@pytest.mark.parametrize("damage", ["cut", "changed", "empty"])
async def test_a_damaged_file_is_thrown_away(service: Service, tmp_path: Path, damage: str) -> None:
    start = Start(service, tmp_path)
    offer_id = await make(service, "Koffie")
    start.known()
    harm(tmp_path, damage)
    assert not start.is_kept()
    assert start.known() == {offer_id: "Koffie"}
    assert start.is_kept()


async def test_what_another_service_or_other_settings_made_is_thrown_away(service: Service, tmp_path: Path) -> None:
    await make(service, "Koffie")
    Start(service, tmp_path).known()
    assert not Start(service, tmp_path, keys=OTHER_KEYS).is_kept()
    assert not Start(service, tmp_path, stale_after_days=90).is_kept()
    assert Start(service, tmp_path).is_kept()


async def test_a_database_that_was_put_back_has_another_history(service: Service, tmp_path: Path) -> None:
    await make(service, "Koffie")
    last = await make(service, "Thee")
    start = Start(service, tmp_path)
    start.known()
    with service.database.write() as session:
        session.execute(update(OfferChange).where(col(OfferChange.offer_id) == last).values(changed_by="somebody"))
    assert start.is_kept()
    with service.database.write() as session:
        session.execute(delete(OfferChange).where(col(OfferChange.offer_id) == last))
    assert not start.is_kept()


async def test_an_organization_is_called_what_the_database_calls_it(service: Service, tmp_path: Path) -> None:
    await make(service, "Koffie")
    start, of = Start(service, tmp_path), str(service.partner.organization_id)
    start.known()
    with service.database.write() as session:
        # As after a restore: no number tells of it.
        session.execute(update(Organization).where(col(Organization.id) == of).values(name="Van vroeger"))
    live = LiveCatalogue.of(service.node)
    live.start(start.file())
    assert live.organization_names[of] == "Van vroeger"


async def test_a_folder_that_cannot_be_written_costs_no_more_than_time(service: Service, tmp_path: Path) -> None:
    start = Start(service, tmp_path / "not" / "there")
    offer_id = await make(service, "Koffie")
    assert start.known() == {offer_id: "Koffie"}
    assert not start.is_kept()
