"""Importing visitors: known again, changed by what a file says, never freed of a restriction."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from governance.database.engine import Database
from governance.errors import Code, GovernanceError
from governance.identity import new_id
from governance.services.imports.consents import Consents
from governance.services.imports.run import Intake, Reject
from governance.services.imports.visitors import COLUMNS, Visitors
from governance.services.matching import address_sha256
from governance.services.visitors import insert_rows, whole_row
from governance.tables import OptOut, Visitor, VisitorAlias, table_of
from tests.services.imports.runs import NOW, a_site, imported, rows, told

EVERYTHING = {
    "externalId": ("crm-1", "crm-1"),
    "email": ("Ada@Bücher.example", "Ada@Bücher.example"),
    "firstName": ("Ada", "Ada"),
    "lastName": ("Winther, née Möller", "Winther, née Möller"),
    "phone": ("+1 555 0100", "+1 555 0100"),
    "streetAddress": ("1 High St", "1 High St"),
    "city": ("Berlin", "Berlin"),
    "region": ("Berlin", "Berlin"),
    "postalCode": ("10115", "10115"),
    "country": ("DE", "DE"),
    "socialNetwork": ("Mastodon", "Mastodon"),
    "socialHandle": ("@ada", "@ada"),
    "ipAddress": ("::ffff:198.18.0.7", "198.18.0.7"),
    "deviceType": ("mobile", "mobile"),
    "hardware": ("Pixel 9", "Pixel 9"),
    "os": ("Android", "Android"),
    "browser": ("Firefox", "Firefox"),
    "deviceId": ("d-1", "d-1"),
    "macAddress": ("02-00-5E-10-00-01", "02:00:5e:10:00:01"),
    "geoCountry": ("DE", "DE"),
    "geoRegion": ("DE-BE", "DE-BE"),
    "geoCity": ("Berlin", "Berlin"),
    "latitude": ("52.520007", 52_520_007),
    "longitude": ("-13.404954", -13_404_954),
    "gender": ("FEMALE", "FEMALE"),
    "birthYear": ("1985", 1985),
    "preferences": ('{"weekly": 1, "topics": []}', '{"topics":[],"weekly":1}'),
    "createdAt": ("2026-01-01T00:00:00Z", datetime(2026, 1, 1, tzinfo=UTC)),
    "firstSeenAt": ("2026-01-02T00:00:00Z", datetime(2026, 1, 2, tzinfo=UTC)),
    "lastSeenAt": ("2026-01-03T01:00:00+01:00", datetime(2026, 1, 3, tzinfo=UTC)),
    "permissionBasis": ("contract", "CONTRACT"),
}
"""Header to (cell, stored value)."""


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


async def opt_out(database: Database, site_id: str | None, kind: str, key: str) -> None:
    row = whole_row(
        OptOut, id=new_id("OptOut"), site_id=site_id, kind=kind, key=key, recorded_at=NOW
    )
    async with database.unit_of_work() as work:
        await insert_rows(work, OptOut, [row])


def a_file(*lines: str, header: str = "externalId,email,permissionBasis") -> str:
    return "\n".join((header, *lines)) + "\n"


async def test_every_field_is_stored_with_what_is_derived_from_it(database: Database) -> None:
    site_id = await a_site(database)
    text = a_file(
        ",".join(quoted(cell) for cell, _ in EVERYTHING.values()), header=",".join(EVERYTHING)
    )
    assert await told(database, Visitors, site_id, text) == ({"read": 1, "written": 1}, [])
    (row,) = await rows(database, Visitor)
    assert {name: row[COLUMNS[name].field] for name in EVERYTHING} == {
        name: value for name, (_, value) in EVERYTHING.items()
    }
    assert set(EVERYTHING) == set(COLUMNS)
    assert row["email_match"] == "ada@xn--bcher-kva.example"
    assert len(row["email_sha256"]) == 64
    assert (row["ip_network"], row["visit_count"]) == ("198.18.0.0/24", 0)
    assert await told(database, Visitors, site_id, text) == ({"read": 1, "skipped": 1}, [])


async def test_a_changed_line_changes_the_columns_that_the_file_has(database: Database) -> None:
    site_id = await a_site(database)
    whole = "externalId,email,firstName,ipAddress,permissionBasis"
    await told(
        database,
        Visitors,
        site_id,
        a_file(
            "a,a@example.com,Ada,10.0.0.1,CONSENT",
            "b,b@example.com,Bob,10.0.0.2,CONSENT",
            header=whole,
        ),
    )
    again = a_file("a,new@example.com,CONSENT", "b,,CONSENT", "c,,CONTRACT")
    counts, _ = await told(database, Visitors, site_id, again)
    assert counts == {"read": 3, "written": 3, "changed": 2}
    ada, bob, _ = await rows(database, Visitor, "external_id")
    assert (ada["email"], ada["email_match"]) == ("new@example.com", "new@example.com")
    assert (ada["first_name"], ada["ip_address"]) == ("Ada", "10.0.0.1")
    assert (bob["email"], bob["email_match"], bob["email_sha256"]) == (None, None, None)
    assert await told(database, Visitors, site_id, again) == ({"read": 3, "skipped": 3}, [])


async def test_a_dry_run_counts_alike(database: Database) -> None:
    site_id = await a_site(database)
    await told(database, Visitors, site_id, a_file("a,,CONSENT", "b,,CONSENT"))
    text = a_file("a,a@example.com,CONSENT", "b,,CONSENT", "c,,CONSENT", "c,,CONSENT", "d,,HOPE")
    before = await rows(database, Visitor, "id")
    dry = await told(database, Visitors, site_id, text, dry_run=True)
    assert await rows(database, Visitor, "id") == before
    assert dry == await told(database, Visitors, site_id, text)
    assert dry[0] == {"read": 5, "written": 2, "skipped": 1, "rejected": 2, "changed": 1}


async def test_preferences_that_are_nested_too_deeply_cost_their_line_alone(
    database: Database,
) -> None:
    site_id = await a_site(database)
    deep = quoted('{"a":' + "[" * 300 + "]" * 300 + "}")
    text = a_file(
        f"a,{deep},CONSENT", "b,{},CONSENT", header="externalId,preferences,permissionBasis"
    )
    assert await told(database, Visitors, site_id, text) == (
        {"read": 2, "written": 1, "rejected": 1},
        [Reject(2, "preferences", "nested too deeply")],
    )


async def test_sensitive_preferences_cost_their_line_alone_and_are_not_repeated(
    database: Database,
) -> None:
    site_id = await a_site(database)
    given = ('{"religion": "x"}', '{"topics": ["islam"]}', '{"shoes": 43}', '{"topics": ["oak"]}')
    lines = [f"{place},{quoted(cell)},CONSENT" for place, cell in enumerate(given)]
    header = "externalId,preferences,permissionBasis"
    counts, rejects = await told(database, Visitors, site_id, a_file(*lines, header=header))
    assert counts == {"read": 4, "written": 1, "rejected": 3}
    sensitive = "tells of health, origin, politics, religion or orientation (C8)"
    assert rejects == [
        Reject(2, "preferences", f"key 1 {sensitive}"),
        Reject(3, "preferences", f"a text {sensitive}"),
        Reject(4, "preferences", "key 1 is none that this deployment declares"),
    ]
    assert [row["preferences"] for row in await rows(database, Visitor)] == ['{"topics":["oak"]}']


async def test_a_sensitive_column_is_refused_by_its_place(database: Database) -> None:
    site_id = await a_site(database)
    text = a_file("a,x,CONSENT", header="externalId,religion,permissionBasis")
    with pytest.raises(GovernanceError, match="`column 2`: tells of") as caught:
        await told(database, Visitors, site_id, text)
    assert caught.value.code == Code.SENSITIVE_DATA_REFUSED
    assert await rows(database, Visitor) == []


async def test_a_restricted_visitor_is_not_changed(database: Database) -> None:
    site_id = await a_site(database)
    await told(database, Visitors, site_id, a_file("a,a@example.com,CONSENT"))
    await opt_out(database, site_id, "address", address_sha256("a@example.com"))
    async with database.unit_of_work() as work:
        await work.connection.execute(update(table_of(Visitor)).values(restricted_at=NOW))
    before = await rows(database, Visitor)
    changed, same = a_file("a,b@example.com,CONSENT"), a_file("a,a@example.com,CONSENT")
    rejects = [Reject(2, "", "the visitor is restricted (C22)")]
    assert await told(database, Visitors, site_id, changed) == ({"read": 1, "rejected": 1}, rejects)
    assert (await told(database, Visitors, site_id, same))[0] == {"read": 1, "skipped": 1}
    assert await rows(database, Visitor) == before
    assert len(await rows(database, OptOut)) == 1


async def test_a_visitor_without_a_permission_basis_is_refused(database: Database) -> None:
    site_id = await a_site(database)
    text = a_file("a,,CONSENT", "b,,")
    counts, rejects = await told(database, Visitors, site_id, text)
    assert counts == {"read": 2, "written": 1, "rejected": 1}
    assert rejects == [Reject(3, "permissionBasis", "no value")]
    with pytest.raises(GovernanceError, match="`permissionBasis` is missing"):
        await told(database, Visitors, site_id, a_file("a", header="externalId"))


async def test_the_basis_of_the_import_is_for_lines_that_state_none(database: Database) -> None:
    site_id = await a_site(database)

    def held_by_contract(intake: Intake) -> Visitors:
        return Visitors(intake, "CONTRACT")

    await imported(database, held_by_contract, site_id, [b"externalId\n", b"a\n"])
    await told(database, held_by_contract, site_id, a_file("b,,CONSENT", "c,,"))
    found = [row["permission_basis"] for row in await rows(database, Visitor, "external_id")]
    assert found == ["CONTRACT", "CONSENT", "CONTRACT"]


async def test_times_move_as_visits_move_them(database: Database) -> None:
    site_id = await a_site(database)
    header = "externalId,createdAt,firstSeenAt,lastSeenAt,permissionBasis"
    days = [f"2026-01-{day:02}T00:00:00Z" for day in range(10)]
    for line in (
        f"a,{days[5]},{days[6]},{days[7]},CONSENT",
        f"a,{days[4]},{days[7]},{days[6]},CONSENT".replace(days[7], days[5]),
        f"a,{days[9]},,,CONSENT",
    ):
        await told(database, Visitors, site_id, a_file(line, header=header))
    (row,) = await rows(database, Visitor)
    moments = [row[name] for name in ("created_at", "first_seen_at", "last_seen_at")]
    assert moments == [datetime(2026, 1, day, tzinfo=UTC) for day in (4, 5, 7)]


@pytest.mark.parametrize("order", [1, -1])
async def test_an_earlier_first_sight_moves_since_when_a_visitor_is_known(
    database: Database, order: int
) -> None:
    site_id = await a_site(database)
    files = [
        a_file("a,CONSENT", header="externalId,permissionBasis"),
        a_file("a,2026-01-05T00:00:00Z,CONSENT", header="externalId,createdAt,permissionBasis"),
        a_file(
            "b,,CONSENT",
            "a,2026-01-02T00:00:00Z,CONSENT",
            header="externalId,firstSeenAt,permissionBasis",
        ),
    ]
    for text in files[::order] * 2:
        await told(database, Visitors, site_id, text)
    first, second = await rows(database, Visitor, "external_id")
    assert (first["created_at"], second["created_at"]) == (datetime(2026, 1, 2, tzinfo=UTC), NOW)
    assert first["first_seen_at"] == first["created_at"]


@pytest.mark.parametrize("now_has", ["new@example.com", ""])
@pytest.mark.parametrize("everywhere", [True, False])
async def test_an_opt_out_by_address_stays_with_a_visitor_whose_address_changes(
    database: Database, now_has: str, everywhere: bool
) -> None:
    site_id = await a_site(database)
    await told(
        database, Visitors, site_id, a_file("a,a@example.com,CONSENT", "b,b@example.com,CONSENT")
    )
    where = None if everywhere else site_id
    await opt_out(database, where, "address", address_sha256("A@example.com"))
    text = a_file(f"a,{now_has},CONSENT", f"b,{now_has},CONSENT")
    for dry_run, more in ((True, []), (False, ["a"]), (False, ["a"])):
        await told(database, Visitors, site_id, text, dry_run=dry_run)
        ids = {row["id"]: row["external_id"] for row in await rows(database, Visitor)}
        by_visitor = [one for one in await rows(database, OptOut) if one["kind"] == "visitor"]
        assert [ids[one["key"]] for one in by_visitor] == more
        assert all(one["site_id"] == where for one in by_visitor)


async def test_an_opt_out_on_another_site_stays_there(database: Database) -> None:
    site_id, other = await a_site(database), await a_site(database, "other")
    await told(database, Visitors, site_id, a_file("a,a@example.com,CONSENT"))
    await opt_out(database, other, "address", address_sha256("a@example.com"))
    await told(database, Visitors, site_id, a_file("a,,CONSENT"))
    assert [one["kind"] for one in await rows(database, OptOut)] == ["address"]


async def test_a_visitor_who_is_opted_out_is_so_once(database: Database) -> None:
    site_id = await a_site(database)
    await told(database, Visitors, site_id, a_file("a,a@example.com,CONSENT"))
    for address in ("a@example.com", "b@example.com"):
        await opt_out(database, site_id, "address", address_sha256(address))
    for now_has in ("A@example.com", "b@example.com", "c@example.com"):
        await told(database, Visitors, site_id, a_file(f"a,{now_has},CONSENT"))
    kinds = [one["kind"] for one in await rows(database, OptOut, "kind")]
    assert kinds == ["address", "address", "visitor"]


async def test_a_visitor_is_known_since_it_was_first_seen(database: Database) -> None:
    site_id = await a_site(database)
    header = "externalId,firstSeenAt,permissionBasis"
    text = a_file("a,2026-01-02T00:00:00Z,CONSENT", "b,,CONSENT", header=header)
    await told(database, Visitors, site_id, text)
    first, second = await rows(database, Visitor, "external_id")
    assert (first["created_at"], second["created_at"]) == (datetime(2026, 1, 2, tzinfo=UTC), NOW)


@pytest.mark.parametrize(
    ("created", "first", "last", "reject"),
    [
        (1, None, None, Reject(2, "createdAt", "in the future")),
        (None, 1, None, Reject(2, "firstSeenAt", "in the future")),
        (None, None, 1, Reject(2, "lastSeenAt", "in the future")),
        (None, -1, -2, Reject(2, "lastSeenAt", "before `firstSeenAt`")),
    ],
)
async def test_times_that_cannot_be_are_rejected(
    database: Database, created: int | None, first: int | None, last: int | None, reject: Reject
) -> None:
    site_id = await a_site(database)
    days = ("" if n is None else str(NOW + timedelta(days=n)) for n in (created, first, last))
    line = ",".join(("a", "CONSENT", *days)).replace(" ", "T")
    header = "externalId,permissionBasis,createdAt,firstSeenAt,lastSeenAt"
    assert (await told(database, Visitors, site_id, a_file(line, header=header)))[1] == [reject]


async def test_a_second_line_about_a_visitor_is_rejected(database: Database) -> None:
    site_id = await a_site(database)
    text = a_file("a,wrong,CONSENT", "a,,CONSENT", "a,a@example.com,CONSENT")
    assert (await told(database, Visitors, site_id, text))[1] == [
        Reject(2, "email", "not an e-mail address"),
        Reject(4, "externalId", "an earlier line is about the same visitor"),
    ]


async def test_sites_keep_visitors_of_their_own(database: Database) -> None:
    for name in ("acme", "other"):
        site_id = await a_site(database, name)
        counts, _ = await told(database, Visitors, site_id, a_file("a,,CONSENT"))
        assert counts == {"read": 1, "written": 1}


async def test_a_visitor_is_known_by_a_former_external_id_too(database: Database) -> None:
    site_id = await a_site(database)
    await told(database, Visitors, site_id, a_file("new,a@example.com,CONSENT"))
    (ada,) = await rows(database, Visitor)
    former = {"kind": "external_id", "value": "old", "visitor_id": ada["id"], "site_id": site_id}
    async with database.unit_of_work() as work:
        await insert_rows(work, VisitorAlias, [former])
    again = a_file("old,b@example.com,CONSENT")
    assert (await told(database, Visitors, site_id, again))[0]["changed"] == 1
    (ada,) = await rows(database, Visitor)
    assert (ada["external_id"], ada["email"]) == ("new", "b@example.com")
    header = "externalId,purpose,status,legalBasis,method\n"
    text = f"{header}old,analytics,REFUSED,CONSENT,FORM\n"
    assert (await told(database, Consents, site_id, text))[0] == {"read": 1, "written": 1}
