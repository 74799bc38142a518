"""Mutations of cookies: a site's registry, what it blocks, and what is seen on visitors (C4)."""

import strawberry

from governance.schema.mutations.declare import Write, given_or_none, mutation
from governance.schema.mutations.held import visitor_named
from governance.schema.reference import Cookie, Site
from governance.schema.visitors import Visitor
from governance.services import cookies, sightings
from governance.services.cookies import Described
from governance.services.written import Written


@strawberry.input(description="A cookie that a site may set, as its registry describes it.")
class RegisterCookieInput:
    """One of the same `name`, `isPattern` and `domain` is described anew."""

    site: strawberry.ID
    name: str
    category: str = strawberry.field(
        description="necessary, security, functional, personalization, analytics or marketing"
    )
    is_pattern: bool = strawberry.field(
        default=False, description="whether it is every cookie whose name begins with `name`"
    )
    domain: str | None = None
    provider: str | None = None
    description: str | None = None
    retention: str | None = strawberry.field(
        default=None, description="in words, such as `13 months` or `session`"
    )
    third_party: bool = False
    idempotency_key: str | None = None


@strawberry.input(one_of=True, description="A category of cookies, or one cookie.")
class BlockedInput:
    """Exactly one of them."""

    category: str | None = strawberry.UNSET
    cookie: strawberry.ID | None = strawberry.UNSET


@strawberry.input(description="What a site blocks, or allows again.")
class BlockCookieInput:
    """A cookie is blocked where it is, or its category is."""

    site: strawberry.ID
    what: BlockedInput
    blocked: bool = strawberry.field(default=True, description="false: allow it again")
    idempotency_key: str | None = None


@strawberry.input(description="The names of the cookies that were seen on a visitor.")
class RecordCookiesInput:
    """The visitor is named by `visitor`, or by `site` and `externalId`."""

    names: list[str] = strawberry.field(description="at most 1000; never a value")
    visitor: strawberry.ID | None = None
    site: strawberry.ID | None = None
    external_id: str | None = None
    idempotency_key: str | None = None


@mutation(target="Site", shows={"cookie": Cookie})
async def register_cookie(write: Write, input: RegisterCookieInput) -> Written:
    """Add a cookie to a site's registry, or describe it anew."""
    await write.admit(input.site, input.site)
    described = Described(
        name=input.name,
        category=input.category,
        is_pattern=input.is_pattern,
        domain=input.domain,
        provider=input.provider,
        description=input.description,
        retention=input.retention,
        third_party=input.third_party,
    )
    return await cookies.register(write.work, input.site, described)


@mutation(target="Site", shows={"site": Site})
async def block_cookie(write: Write, input: BlockCookieInput) -> Written:
    """Block a cookie or a category of cookies on a site, or allow it again; the next read obeys."""
    await write.admit(input.site, input.site)
    return await cookies.block(
        write.work,
        input.site,
        category=given_or_none(input.what.category),
        cookie_id=given_or_none(input.what.cookie),
        blocked=input.blocked,
        now=write.now,
    )


@mutation(target="Visitor", shows={"visitor": Visitor}, tells={"recorded": int | None})
async def record_cookies(write: Write, input: RecordCookiesInput) -> Written:
    """Record which cookies were seen on a visitor; those that may not be set are reported."""
    visitor = await visitor_named(write, input.visitor, input.site, input.external_id)
    await write.admit(visitor.id, visitor.site_id)
    return await sightings.observe(
        write.work, visitor.site_id, visitor.id, input.names, write.policy, now=write.now
    )
