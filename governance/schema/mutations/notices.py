"""Mutations of notices: what a site tells its visitors."""

from datetime import datetime

import strawberry

from governance.schema.enums import OrganizationKind
from governance.schema.mutations.declare import Write, mutation
from governance.schema.reference import Notice
from governance.services import notices
from governance.services.asking_again import ask_again
from governance.services.written import Written

_TELLS = {"asked": int | None, "all_asked": bool | None}


@strawberry.input(description="One use that a notice announces.")
class NoticeUseInput:
    """Each name covers what lies below it."""

    purpose: str
    category: str = strawberry.field(description="a data category or a class of the policy")
    recipient_kind: OrganizationKind


@strawberry.input(description="A version of a site's privacy notice.")
class PublishNoticeInput:
    """With its text, or the hash of it."""

    site: strawberry.ID
    version: str = strawberry.field(description="its name, which no other notice of the site has")
    language: str
    uses: list[NoticeUseInput]
    content: str | None = strawberry.field(
        default=None, description="its text, of which the SHA-256 is kept"
    )
    content_hash: str | None = strawberry.field(
        default=None, description="instead of the text: its SHA-256, hexadecimal"
    )
    url: str | None = None
    material: bool = strawberry.field(
        default=True, description="whether it asks those again who consented before"
    )
    posted_at: datetime | None = strawberry.field(
        default=None, description="now if left out; at most 366 days ahead, never in the past"
    )
    idempotency_key: str | None = None


@mutation(target="Site", shows={"notice": Notice}, tells=_TELLS)
async def publish_notice(write: Write, input: PublishNoticeInput) -> Written:
    """Post a notice: it binds new visitors at once, earlier ones after the site's notice days."""
    await write.admit(input.site)
    posting = notices.Posting(
        version=input.version,
        language=input.language,
        uses=[
            notices.Use(use.purpose, use.category, use.recipient_kind.value) for use in input.uses
        ],
        content=input.content,
        content_hash=input.content_hash,
        url=input.url,
        material=input.material,
        posted_at=input.posted_at,
    )
    written = await notices.publish(write.work, input.site, posting, write.policy, now=write.now)
    if not input.material or input.posted_at is not None:
        return written
    asked = await ask_again(write.work, input.site, now=write.now)
    return written._replace(told={"asked": asked.events, "all_asked": asked.then is None})
