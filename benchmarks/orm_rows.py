"""The rows that the ORM competitor reads: in scope by SQL, loaded in batches by DataLoaders."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import and_, case, false, literal, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col
from strawberry.dataloader import DataLoader

from benchmarks.limit import fragment
from benchmarks.orm_access import SiteTerms, terms_of
from benchmarks.world import Asker
from governance.database.types import to_rfc3339
from governance.tables import Consent, Notice, NoticeUse, SharingGrant, Site, Visitor

_PURPOSES: Final = ("analytics.reporting", "analytics")
Found = tuple[Visitor, frozenset[str] | None]
"""A visitor, and the names of the labels that are covered for it; None where nothing is asked."""


class Loaders:
    """What one request loads."""

    def __init__(self, session: AsyncSession, dialect: str, asker: Asker) -> None:
        self.session = session
        self.dialect = dialect
        self.asker = asker
        self.now = datetime.now(UTC)
        self.consents: DataLoader[tuple[str, str], Sequence[Consent]]
        self.consents = DataLoader(load_fn=self._consents)
        self.terms: DataLoader[str, SiteTerms] = DataLoader(load_fn=self._terms)

    async def _consents(self, keys: list[tuple[str, str]]) -> list[Sequence[Consent]]:
        visitors: defaultdict[str, list[str]] = defaultdict(list)
        for site, visitor in keys:
            visitors[site].append(visitor)
        wanted = or_(
            *(
                and_(col(Consent.site_id) == site, col(Consent.visitor_id).in_(ids))
                for site, ids in visitors.items()
            )
        )
        rows = await self.session.scalars(select(Consent).where(wanted).order_by(col(Consent.id)))
        of: defaultdict[tuple[str, str], list[Consent]] = defaultdict(list)
        for row in rows:
            of[row.site_id, row.visitor_id].append(row)
        return [of[key] for key in keys]

    async def _terms(self, sites: list[str]) -> list[SiteTerms]:
        return [await self._terms_of(site) for site in sites]

    async def _terms_of(self, site_id: str) -> SiteTerms:
        site = await self.session.get(Site, site_id)
        if site is None:
            return SiteTerms(frozenset(), ())
        of_site = or_(
            col(SharingGrant.site_id) == site_id,
            and_(
                col(SharingGrant.site_id).is_(None),
                col(SharingGrant.grantor_id) == site.organization_id,
            ),
        )
        grants = await self.session.scalars(
            select(SharingGrant).where(
                of_site,
                col(SharingGrant.recipient_id) == self.asker.organization,
                col(SharingGrant.status) == "ACTIVE",
                col(SharingGrant.starts_at) <= self.now,
                or_(
                    col(SharingGrant.expires_at).is_(None),
                    col(SharingGrant.expires_at) > self.now,
                ),
            )
        )
        active = [one for one in grants if set(_PURPOSES) & set(one.purposes)]
        notices = await self.session.scalars(
            select(Notice).where(col(Notice.site_id) == site_id, col(Notice.posted_at) <= self.now)
        )
        uses = await self.session.scalars(
            select(NoticeUse).where(
                col(NoticeUse.site_id) == site_id,
                col(NoticeUse.recipient_kind) == self.asker.kind,
                col(NoticeUse.purpose).in_(_PURPOSES),
            )
        )
        return terms_of(active, notices.all(), uses.all())


def _in_scope(loaders: Loaders, visitor: Any) -> list[Any]:
    """What the row scope asks of the visitor alone."""
    if loaders.asker.role == "site_owner":
        own = select(col(Site.id)).where(col(Site.organization_id) == loaders.asker.organization)
        return [
            visitor.restricted_at.is_(None),
            visitor.permission_basis.is_not(None),
            visitor.site_id.in_(own),
        ]
    now = loaders.now if loaders.dialect == "postgresql" else to_rfc3339(loaders.now)
    return [
        visitor.restricted_at.is_(None),
        text("not " + fragment(loaders.dialect, "opted_out")),
        text(fragment(loaders.dialect, "consented")).bindparams(now=now),
    ]


async def one_visitor(loaders: Loaders, id: str) -> Found | None:
    """The visitor of an id, when it is in scope."""
    visitor: Any = aliased(Visitor, name="v")
    statement = select(visitor).where(visitor.id == id, *_in_scope(loaders, visitor))
    row = (await loaders.session.scalars(statement)).first()
    if row is None or loaders.asker.role == "site_owner":
        return None if row is None else (row, None)
    terms = await loaders.terms.load(row.site_id)
    place = terms.binding(row, loaders.now)
    if not terms.granted or not terms.newest or place is None or not terms.notices[place][1]:
        return None
    return row, terms.covered[place]


async def page_of_visitors(loaders: Loaders, site: str, most: int) -> list[Found]:
    """The first visitors of a site that are in scope, by id."""
    visitor: Any = aliased(Visitor, name="v")
    statement = (
        select(visitor)
        .where(visitor.site_id == site, *_in_scope(loaders, visitor))
        .order_by(visitor.id)
        .limit(most)
    )
    if loaders.asker.role == "site_owner":
        return [(row, None) for row in await loaders.session.scalars(statement)]
    terms = await loaders.terms.load(site)
    if not terms.granted or not terms.newest:
        return []
    bound = [
        (
            or_(visitor.created_at > notice.posted_at, literal(notice.binds_at <= loaders.now)),
            literal(bool(announced)),
        )
        for notice, announced in terms.notices
    ]
    rows = await loaders.session.scalars(statement.where(case(*bound, else_=false())))
    found: list[Found] = []
    for row in rows:
        place = terms.binding(row, loaders.now)
        assert place is not None
        found.append((row, terms.covered[place]))
    return found


async def one_site(loaders: Loaders, id: str) -> Site | None:
    """The site of an id, when it is in scope."""
    row = await loaders.session.get(Site, id)
    if row is None:
        return None
    if loaders.asker.role == "site_owner":
        return row if row.organization_id == loaders.asker.organization else None
    terms = await loaders.terms.load(id)
    return row if terms.granted else None
