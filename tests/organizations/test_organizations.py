from tests.service import Service


async def test_an_admin_adds_an_organization_and_reads_it_back(service: Service) -> None:
    made = await service.admin.post("/organizations", {"name": "Welzijn op Zuid", "website": "https://zuid.example"})
    assert made.status_code == 201
    assert made.json()["name"] == "Welzijn op Zuid"
    read = await service.coach.get(made.headers["Location"].removeprefix("/v1"))
    assert read.json() == made.json()
    assert read.headers["ETag"] == made.headers["ETag"]


async def test_a_patch_changes_only_what_it_names(service: Service) -> None:
    made = (await service.admin.post("/organizations", {"name": "Oud", "description": "Blijft"})).json()
    changed = await service.admin.patch(f"/organizations/{made['id']}", {"name": "Nieuw"})
    assert changed.status_code == 200
    assert (changed.json()["name"], changed.json()["description"]) == ("Nieuw", "Blijft")


async def test_a_patch_on_a_version_that_is_gone_is_refused(service: Service) -> None:
    made = await service.admin.post("/organizations", {"name": "Een"})
    path = f"/organizations/{made.json()['id']}"
    assert (await service.admin.patch(path, {"name": "Twee"}, If_Match=made.headers["ETag"])).status_code == 200
    stale = await service.admin.patch(path, {"name": "Drie"}, If_Match=made.headers["ETag"])
    assert stale.status_code == 412
    assert (await service.admin.get(path)).json()["name"] == "Twee"


async def test_a_patch_that_changes_nothing_leaves_the_moment_of_change(service: Service) -> None:
    made = await service.admin.post("/organizations", {"name": "Zelfde"})
    again = await service.admin.patch(f"/organizations/{made.json()['id']}", {"name": "Zelfde"})
    assert again.json() == made.json()


async def test_pages_follow_each_other_without_a_gap_while_others_write(service: Service) -> None:
    for number in range(7):
        await service.admin.post("/organizations", {"name": f"Organisatie {number}"})
    names: list[str] = []
    path: str | None = "/organizations?limit=3"
    while path:
        answer = await service.coach.get(path)
        names += [item["name"] for item in answer.json()["items"]]
        await service.admin.post("/organizations", {"name": f"Tussendoor {len(names)}"}) if len(names) < 9 else None
        link = answer.headers.get("Link")
        path = link.partition(">")[0].removeprefix("</v1") if link else None
        assert (path is None) == (answer.json()["nextCursor"] is None)
    assert len(names) == len(set(names))
    assert [name for name in names if name.startswith("Organisatie")] == [f"Organisatie {n}" for n in range(7)]


async def test_an_unknown_organization_is_not_found(service: Service) -> None:
    assert (await service.coach.get("/organizations/0193")).status_code == 404
