"""Changes to organizations and sites: their names, where they are, who is admitted no more."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy.exc import IntegrityError

from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError, bad_input
from governance.services.organizations import (
    check_country,
    check_jurisdiction,
    check_notice_days,
    printable,
)
from governance.services.written import Written, changes
from governance.tables import Organization, Site
from governance.vocabulary import OrganizationKind

OF_ORGANIZATION: Final = {
    "name": "name",
    "kind": "kind",
    "country": "country",
    "contact": "contact",
    "disabled_at": "disabledAt",
}
OF_SITE: Final = {
    "organization_id": "organization",
    "domain": "domain",
    "name": "name",
    "jurisdiction": "jurisdiction",
    "notice_days": "noticeDays",
}


async def update_organization(
    work: UnitOfWork, organization_id: str, values: Mapping[str, Any], *, now: datetime
) -> Written:
    """Change `name`, `country` or `contact`, or whether it is `disabled`: what is given alone.

    The tokens of a disabled organization are refused at the next read; the first time stays.
    Raises NOT_FOUND, BAD_USER_INPUT, and CONFLICT for a name that is taken or for the operator.
    """
    row = await work.session.get(Organization, organization_id, with_for_update=True)
    if row is None:
        raise GovernanceError(Code.NOT_FOUND, "no organization of that id")
    before, after = row.model_dump(), dict[str, Any]()
    if "disabled" in values:
        disabled = _given(values, "disabled", "disabled")
        if disabled and row.kind == OrganizationKind.OPERATOR:
            raise GovernanceError(Code.CONFLICT, "the operator cannot be disabled")
        after["disabled_at"] = (row.disabled_at or now) if disabled else None
    if "name" in values:
        after["name"] = printable(_given(values, "name", "name"), "name")
    if "country" in values:
        check_country(values["country"])
        after["country"] = values["country"]
    if "contact" in values:
        contact = values["contact"]
        after["contact"] = None if contact is None else printable(contact, "contact")
    try:
        async with work.session.begin_nested():
            row.sqlmodel_update(after)
    except IntegrityError as error:
        raise GovernanceError(Code.CONFLICT, "an organization of that name exists") from error
    return organization_written(row, before)


async def update_site(work: UnitOfWork, site_id: str, values: Mapping[str, Any]) -> Written:
    """Change `name`, `jurisdiction` or `notice_days`: what is given alone.

    Notices that are posted already bind when they said. Raises NOT_FOUND and BAD_USER_INPUT.
    """
    row = await work.session.get(Site, site_id, with_for_update=True)
    if row is None:
        raise GovernanceError(Code.NOT_FOUND, "no site of that id")
    before = row.model_dump()
    if "name" in values:
        row.name = printable(_given(values, "name", "name"), "name")
    if "jurisdiction" in values:
        check_jurisdiction(values["jurisdiction"])
        row.jurisdiction = values["jurisdiction"]
    if "notice_days" in values:
        check_notice_days(_given(values, "notice_days", "noticeDays"))
        row.notice_days = values["notice_days"]
    await work.session.flush()
    return site_written(row, before)


def organization_written(row: Organization, before: Mapping[str, Any] | None = None) -> Written:
    """What was written of an organization; without `before`, all of it."""
    made = changes("Organization", before or {}, row.model_dump(), OF_ORGANIZATION)
    return Written("Organization", row.id, made)


def site_written(row: Site, before: Mapping[str, Any] | None = None) -> Written:
    """What was written of a site; without `before`, all of it."""
    return Written("Site", row.id, changes("Site", before or {}, row.model_dump(), OF_SITE))


def _given(values: Mapping[str, Any], name: str, argument: str) -> Any:
    """A value that may be left out, and never be null."""
    if values[name] is None:
        raise bad_input(f"`{argument}` must not be null", argument)
    return values[name]
