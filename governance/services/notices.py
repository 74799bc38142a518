"""Notices: versions of what a site tells its visitors, each binding from a day that it names.

INVARIANT(posted-once): a notice is never changed. It is posted now or later, never in the past;
the day on which it binds earlier visitors is written down with it (C21).
"""

import re
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlmodel import col

from governance.authz.rules import Policy
from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError, bad_input
from governance.identity import new_id
from governance.services.rows import is_among
from governance.services.said import LANGUAGE
from governance.services.visitors import NO_TARGET, insert_rows
from governance.services.written import Written, changes
from governance.tables import Notice, NoticeUse, Site, table_of
from governance.vocabulary import (
    DATA_CATEGORIES,
    SENSITIVE_CATEGORIES,
    OrganizationKind,
    check_name,
)

FURTHEST: Final = timedelta(days=366)
"""How far ahead a notice may be posted."""
MOST_USES: Final = 1000
LONGEST_CONTENT: Final = 1_000_000
"""Characters of a notice's text."""

_VERSION: Final = r"[A-Za-z0-9][A-Za-z0-9 ._+-]{0,63}"
_URL: Final = r"https?://[^\s/@]+(/\S*)?"
_HASH: Final = r"[0-9a-f]{64}"
_FIELDS: Final = {
    "version": "version",
    "language": "language",
    "url": "url",
    "content_hash": "contentHash",
    "material": "material",
    "posted_at": "postedAt",
    "binds_at": "bindsAt",
    "uses": "uses",
}


class Use(NamedTuple):
    """What a notice announces: a data category or class, for a purpose, to a kind of recipient."""

    purpose: str
    category: str
    recipient_kind: str


class Posting(NamedTuple):
    """A version to publish: with its text, which is not kept, or the text's SHA-256."""

    version: str
    language: str
    uses: Collection[Use]
    content: str | None = None
    content_hash: str | None = None
    url: str | None = None
    material: bool = True
    posted_at: datetime | None = None
    """None: now."""


class Posted(NamedTuple):
    """The notices that may have been shown to who says something."""

    named: Collection[str]
    """Those of the ids asked for that the site has posted."""
    newest: str | None


async def publish(
    work: UnitOfWork, site_id: str, posting: Posting, policy: Policy, *, now: datetime
) -> Written:
    """Post a notice on a site. It binds new visitors at once, others after the site's days.

    Raises BAD_USER_INPUT, NOT_FOUND, and CONFLICT for a version that the site has, for what its
    latest notice says already, and for a second notice at one moment.
    """
    digest, uses = _hash_of(posting), frozenset(posting.uses)
    _check(posting, policy)
    posted = _posted_at(posting, now)
    # Not FOR UPDATE: whoever writes a row of the site holds a share of its key.
    site = await work.session.get(Site, site_id, with_for_update={"key_share": True})
    if site is None:
        raise GovernanceError(Code.NOT_FOUND, NO_TARGET)
    row = Notice(
        site_id=site_id,
        id=new_id("Notice"),
        version=posting.version,
        language=posting.language,
        url=posting.url,
        content_hash=digest,
        material=posting.material,
        posted_at=posted,
        binds_at=posted + timedelta(days=site.notice_days),
    )
    await _check_others(work, row, uses)
    work.session.add(row)
    await work.session.flush()
    key = {"site_id": site_id, "notice_id": row.id}
    await insert_rows(work, NoticeUse, [{**key, **use._asdict()} for use in sorted(uses)])
    after = {**row.model_dump(), "uses": [list(use) for use in sorted(uses)]}
    return Written("Notice", row.id, changes("Notice", {}, after, _FIELDS))


async def newest_notice(work: UnitOfWork, site_id: str, now: datetime) -> str | None:
    """The id of the site's newest notice that is posted; None where it has none."""
    row = table_of(Notice).c
    posted = select(row.id).where(row.site_id == site_id, row.posted_at <= now)
    newest: str | None = await work.connection.scalar(
        posted.order_by(row.posted_at.desc(), row.id.desc()).limit(1)
    )
    return newest


async def posted_notices(
    work: UnitOfWork, site_id: str, ids: Collection[str | None], now: datetime
) -> Posted:
    """Those of the notices that a site has posted; the newest where one of the ids is None."""
    wanted = {one for one in ids if one is not None}
    named = frozenset[str]()
    if wanted:
        row = table_of(Notice).c
        found = select(row.id).where(
            row.site_id == site_id, row.posted_at <= now, is_among(work, row.id, wanted)
        )
        named = frozenset(await work.connection.scalars(found))
    return Posted(named, await newest_notice(work, site_id, now) if None in ids else None)


def _hash_of(posting: Posting) -> str:
    """Hexadecimal SHA-256 of the text, as UTF-8."""
    if (posting.content is None) == (posting.content_hash is None):
        raise bad_input("give `content`, or `contentHash`", "content")
    if posting.content is None:
        digest = posting.content_hash or ""
        if not re.fullmatch(_HASH, digest):
            raise bad_input(
                "`contentHash` must be a SHA-256 of 64 lower-case digits", "contentHash"
            )
        return digest
    if not 1 <= len(posting.content) <= LONGEST_CONTENT:
        raise bad_input(f"`content` must be 1 to {LONGEST_CONTENT:,} characters", "content")
    return sha256(posting.content.encode()).hexdigest()


def _check(posting: Posting, policy: Policy) -> None:
    if not re.fullmatch(_VERSION, posting.version):
        raise bad_input("`version` must be 1 to 64 letters, digits and `._+-`", "version")
    if not re.fullmatch(LANGUAGE, posting.language):
        raise bad_input("`language` must be a language such as en-GB", "language")
    if posting.url is not None and not (
        len(posting.url) <= 2000 and re.fullmatch(_URL, posting.url)
    ):
        raise bad_input("`url` must be an address such as https://www.site.example/privacy", "url")
    if len(posting.uses) > MOST_USES:
        raise bad_input(f"`uses` has more than {MOST_USES:,}", "uses")
    for use in posting.uses:
        policy.check_purpose(use.purpose, "uses")
        policy.check_category(use.category, "uses")
        check_name(use.recipient_kind, list(OrganizationKind), "kind of organization", "uses")
        reached = {one for one in DATA_CATEGORIES if use.category in policy.labels_of(one)}
        if reached and reached <= SENSITIVE_CATEGORIES:
            raise bad_input(f"`{use.category}` is sensitive data, which nobody is shown", "uses")


def _posted_at(posting: Posting, now: datetime) -> datetime:
    """To the millisecond, as it is stored."""
    moment = now.replace(microsecond=now.microsecond // 1000 * 1000)
    posted = posting.posted_at or moment
    if posted < moment:
        raise bad_input("`postedAt` lies in the past: a notice counts from its posting", "postedAt")
    if posted > moment + FURTHEST:
        raise bad_input("`postedAt` is more than 366 days ahead", "postedAt")
    return posted


async def _check_others(work: UnitOfWork, row: Notice, uses: frozenset[Use]) -> None:
    """Against the site's other notices; the caller holds the site's row."""
    found = select(Notice).where(col(Notice.site_id) == row.site_id)
    others: Sequence[Notice] = (await work.session.scalars(found)).all()
    for other in others:
        if other.version == row.version:
            raise GovernanceError(Code.CONFLICT, "the site has a notice of that version")
        if other.posted_at == row.posted_at:
            raise GovernanceError(Code.CONFLICT, "the site posts another notice at that moment")
    latest = max(others, key=lambda other: (other.posted_at, other.id), default=None)
    if (
        latest is not None
        and (latest.content_hash, latest.language) == (row.content_hash, row.language)
        and await _uses_of(work, latest) == uses
    ):
        reason = f"the notice `{latest.version}` says and announces the same already"
        raise GovernanceError(Code.CONFLICT, reason)


async def _uses_of(work: UnitOfWork, notice: Notice) -> frozenset[Use]:
    columns = (col(NoticeUse.purpose), col(NoticeUse.category), col(NoticeUse.recipient_kind))
    found = select(*columns).where(
        col(NoticeUse.site_id) == notice.site_id, col(NoticeUse.notice_id) == notice.id
    )
    return frozenset(Use(*one) for one in await work.session.execute(found))
