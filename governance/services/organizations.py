"""Organizations, their sites and the people who work for them."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final, TypeVar

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel, col

from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError, bad_input
from governance.identity import new_id
from governance.services.matching import match_address
from governance.tables import Organization, Site, User
from governance.vocabulary import JURISDICTION, KINDS_OF_ROLE, ROLES, OrganizationKind, check_name

Row = TypeVar("Row", bound=SQLModel)

_LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN: Final = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_LOCAL: Final = re.compile(r"[^\s@\"(),:;<>\[\\\]]{1,64}")


async def create_organization(
    work: UnitOfWork,
    name: str,
    kind: str,
    *,
    now: datetime,
    country: str | None = None,
    contact: str | None = None,
) -> Organization:
    """A company or authority. Raises CONFLICT when the name is taken; there is one operator."""
    check_name(kind, list(OrganizationKind), "kind of organization", "kind")
    check_country(country)
    if kind == OrganizationKind.OPERATOR and await find_operator(work) is not None:
        raise GovernanceError(Code.CONFLICT, "there is an operator already")
    row = Organization(
        id=new_id("Organization"),
        name=printable(name, "name"),
        kind=kind,
        country=country,
        contact=None if contact is None else printable(contact, "contact"),
        created_at=now,
    )
    return await _add(work, row, "an organization of that name exists")


async def create_site(
    work: UnitOfWork,
    organization_id: str,
    domain: str,
    *,
    now: datetime,
    name: str | None = None,
    jurisdiction: str | None = None,
    notice_days: int = 30,
) -> Site:
    """A website; its owner is the controller. Raises CONFLICT when the domain is taken."""
    ascii_domain = canonical_domain(domain)
    check_notice_days(notice_days)
    check_jurisdiction(jurisdiction)
    row = Site(
        id=new_id("Site"),
        organization_id=organization_id,
        domain=ascii_domain,
        name=printable(name, "name") if name is not None else ascii_domain,
        jurisdiction=jurisdiction,
        notice_days=notice_days,
        created_at=now,
    )
    return await _add(work, row, "a site of that domain exists")


async def create_user(
    work: UnitOfWork,
    organization: Organization,
    name: str,
    email: str,
    role: str,
    *,
    now: datetime,
    known_roles: Collection[str] = ROLES,
) -> User:
    """A person of an organization. Raises CONFLICT when the address is taken."""
    check_name(role, known_roles, "role", "role")
    if role in ("visitor", "anonymous"):
        raise bad_input(f"the role `{role}` is nobody's who works for an organization", "role")
    check_kind(role, organization)
    row = User(
        id=new_id("User"),
        organization_id=organization.id,
        name=printable(name, "name"),
        email=canonical_address(email),
        role=role,
        created_at=now,
    )
    return await _add(work, row, "a user of that address exists")


async def disable_user(work: UnitOfWork, user_id: str, *, now: datetime) -> User:
    """End a person's tokens: each read checks it, so the next one is refused. The first time stays.

    Raises NOT_FOUND.
    """
    row = await work.session.get(User, user_id)
    if row is None:
        raise GovernanceError(Code.NOT_FOUND, "no user of that id")
    if row.disabled_at is None:
        row.disabled_at = now
        await work.session.flush()
    return row


def check_kind(role: str, organization: Organization) -> None:
    """Refuse a built-in role that is not of an organization of this kind."""
    kinds = KINDS_OF_ROLE.get(role)
    if kinds is not None and organization.kind not in kinds:
        of = " or ".join(sorted(kinds))
        raise bad_input(f"the role `{role}` is of {of}, not of {organization.kind}", "role")


async def check_is(
    work: UnitOfWork, organization_id: str, kind: OrganizationKind, argument: str
) -> None:
    """Lock an organization. Raises NOT_FOUND, and BAD_USER_INPUT for another kind's, or disabled.

    Whoever checks the same one waits: two that check and then write find one another.
    """
    row = await work.session.get(Organization, organization_id, with_for_update=True)
    if row is None:
        raise GovernanceError(Code.NOT_FOUND, "no organization of that id", argument=argument)
    if row.kind != kind or row.disabled_at is not None:
        what = "disabled" if row.kind == kind else f"of {row.kind}, not of {kind}"
        raise bad_input(f"`{argument}` is {what}", argument)


async def find_operator(work: UnitOfWork) -> Organization | None:
    """The organization that runs this deployment."""
    operators = select(Organization).where(col(Organization.kind) == OrganizationKind.OPERATOR)
    return (await work.session.scalars(operators.order_by(col(Organization.id)))).first()


async def find_organization(work: UnitOfWork, id_or_name: str) -> Organization:
    """By id or by name. Raises NOT_FOUND."""
    named = or_(col(Organization.id) == id_or_name, col(Organization.name) == id_or_name)
    row = (await work.session.scalars(select(Organization).where(named))).first()
    if row is None:
        raise GovernanceError(Code.NOT_FOUND, f"no organization `{id_or_name}`")
    return row


async def find_site(work: UnitOfWork, id_or_domain: str) -> Site:
    """By id or by domain. Raises NOT_FOUND."""
    named = or_(col(Site.id) == id_or_domain, col(Site.domain) == id_or_domain.lower())
    row = (await work.session.scalars(select(Site).where(named))).first()
    if row is None:
        raise GovernanceError(Code.NOT_FOUND, f"no site `{id_or_domain}`")
    return row


async def all_organizations(work: UnitOfWork) -> Sequence[Organization]:
    """Every organization by name."""
    return (await work.session.scalars(select(Organization).order_by(col(Organization.name)))).all()


async def all_sites(work: UnitOfWork) -> Sequence[Site]:
    """Every site by domain."""
    return (await work.session.scalars(select(Site).order_by(col(Site.domain)))).all()


async def all_users(work: UnitOfWork) -> Sequence[User]:
    """Every person, oldest first."""
    order = (col(User.created_at), col(User.id))
    return (await work.session.scalars(select(User).order_by(*order))).all()


def canonical_domain(domain: str) -> str:
    """A domain in lower-case IDNA ASCII. Raises BAD_USER_INPUT for anything else."""
    try:
        text = domain.strip().rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        text = ""
    if not _DOMAIN.fullmatch(text):
        raise bad_input("`domain` must be a host name such as `www.example.com`", "domain")
    return text


def canonical_address(email: str) -> str:
    """An e-mail address as it is kept and compared.

    Raises BAD_USER_INPUT for anything else, in words that do not repeat it.
    """
    local, _, domain = match_address(printable(email, "email")).rpartition("@")
    try:
        canonical = canonical_domain(domain)
    except GovernanceError:
        canonical = ""
    if not _LOCAL.fullmatch(local) or "." not in canonical:
        raise bad_input("`email` must be an address such as `ada@example.com`", "email")
    return f"{local}@{canonical}"


def check_country(country: str | None) -> None:
    """Refuse what is no code of a country."""
    if country is not None and not _COUNTRY.fullmatch(country):
        raise bad_input("`country` must be two capital letters of ISO 3166-1", "country")


def check_jurisdiction(jurisdiction: str | None) -> None:
    """Refuse what is no code of a country or of a part of one."""
    if jurisdiction is not None and not re.fullmatch(JURISDICTION, jurisdiction):
        reason = "`jurisdiction` must be of ISO 3166, such as `US` or `US-CA`"
        raise bad_input(reason, "jurisdiction")


def check_notice_days(days: int) -> None:
    """Refuse days that are no wait, or one of more than ten years."""
    if not 0 <= days <= 3650:
        raise bad_input("`noticeDays` must be from 0 to 3650", "noticeDays")


def printable(value: str, argument: str) -> str:
    """A line of text without blanks around it. Raises BAD_USER_INPUT, which does not repeat it."""
    text = value.strip()
    if not text or len(text) > 200 or not text.isprintable():
        raise bad_input(f"`{argument}` must be 1 to 200 printable characters", argument)
    return text


async def _add(work: UnitOfWork, row: Row, taken: str) -> Row:
    """Insert behind a savepoint, so that a name that is taken leaves the rest as it is."""
    try:
        async with work.session.begin_nested():
            work.session.add(row)
    except IntegrityError as error:
        raise GovernanceError(Code.CONFLICT, taken) from error
    return row
