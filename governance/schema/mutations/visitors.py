"""Mutations of visitors: what is kept of them, their names, restriction, and two who are one."""

from collections.abc import Mapping
from typing import Any, Final

import strawberry

from governance.errors import bad_input
from governance.schema.enums import LegalBasis
from governance.schema.governed import camel
from governance.schema.mutations.declare import Write, mutation
from governance.schema.scalars import JSON
from governance.schema.visitors import Visitor
from governance.services.turns import take_turn
from governance.services.visiting import aliases, merge, profile, restriction
from governance.services.visiting.names import (
    EXTERNAL,
    Held,
    Name,
    check_alias,
    check_value,
    held_by_id,
    held_or_made,
    site_of,
)
from governance.services.written import Written

UNSET: Final = strawberry.UNSET


@strawberry.input
class Profile:
    """Fields of `Visitor` that are said: one that is left out stays, and null clears it."""

    external_id: str | None = UNSET
    email: str | None = UNSET
    first_name: str | None = UNSET
    last_name: str | None = UNSET
    phone: str | None = UNSET
    street_address: str | None = UNSET
    city: str | None = UNSET
    region: str | None = UNSET
    postal_code: str | None = UNSET
    country: str | None = UNSET
    social_network: str | None = UNSET
    social_handle: str | None = UNSET
    ip_address: str | None = UNSET
    device_type: str | None = UNSET
    hardware: str | None = UNSET
    os: str | None = UNSET
    browser: str | None = UNSET
    device_id: str | None = UNSET
    mac_address: str | None = UNSET
    geo_country: str | None = UNSET
    geo_region: str | None = UNSET
    geo_city: str | None = UNSET
    latitude: float | None = UNSET
    longitude: float | None = UNSET
    gender: str | None = UNSET
    birth_year: int | None = UNSET
    preferences: JSON | None = UNSET

    def given(self) -> Mapping[str, Any]:
        """What is said, by the name of its field."""
        said = {name: getattr(self, name) for name in Profile.__annotations__}
        return {camel(name): value for name, value in said.items() if value is not UNSET}


@strawberry.input(
    description="A visitor named by `visitor`, or by `site` and `externalId`; who is not known by"
    " an external id is new, and needs a `permissionBasis`. A field that is left out stays."
)
class UpsertVisitorInput(Profile):
    """With `visitor`, an `externalId` is said of them."""

    visitor: strawberry.ID | None = None
    site: strawberry.ID | None = None
    permission_basis: LegalBasis | None = strawberry.field(
        default=None, description="by which legal basis the visitor is held (C6)"
    )
    idempotency_key: str | None = None


@strawberry.input(
    description="What is right of a visitor; a field that is left out stays, and null clears it."
)
class CorrectVisitorInput(Profile):
    """A verified visitor's own token may leave `visitor` out."""

    visitor: strawberry.ID | None = None
    idempotency_key: str | None = None


@strawberry.input(description="Another identifier of a visitor.")
class IdentifierInput:
    """Its kind is one of `ALIAS_KINDS`."""

    kind: str = strawberry.field(
        description="external_id, cookie, device, account, crm or loyalty",
    )
    value: str


@strawberry.input(description="Identifiers that a visitor has besides.")
class LinkVisitorInput:
    """None of them is another visitor's."""

    visitor: strawberry.ID
    identifiers: list[IdentifierInput]
    idempotency_key: str | None = None


@strawberry.input(description="Two visitors of one site who are one person.")
class MergeVisitorsInput:
    """What is known of `visitor` stays; `other` is there no more."""

    visitor: strawberry.ID = strawberry.field(description="who is kept")
    other: strawberry.ID
    idempotency_key: str | None = None


@strawberry.input(description="Whose processing is restricted.")
class RestrictVisitorInput:
    """A visitor (C22)."""

    visitor: strawberry.ID
    idempotency_key: str | None = None


@strawberry.input(description="Whose restriction is lifted.")
class LiftRestrictionInput:
    """A visitor (C22)."""

    visitor: strawberry.ID
    idempotency_key: str | None = None


@mutation(target="Visitor", shows={"visitor": Visitor})
async def upsert_visitor(write: Write, input: UpsertVisitorInput) -> Written:
    """Say what a site knows of a visitor, known or new; sensitive data is refused (C8)."""
    given = dict(input.given())
    if input.permission_basis is not None:
        given["permissionBasis"] = input.permission_basis.value
    if input.visitor is not None:
        visitor = await held_by_id(
            write.work, input.visitor, site_id=input.site, turn="externalId" in given
        )
    else:
        visitor = await _named(write, input.site, given.pop("externalId", None))
    await write.admit(visitor.row["id"], visitor.row["site_id"])
    return await profile.upsert(
        write.work,
        visitor,
        given,
        preferences=write.settings.declared_preferences,
        now=write.now,
    )


@mutation(target="Visitor", shows={"visitor": Visitor})
async def correct_visitor(write: Write, input: CorrectVisitorInput) -> Written:
    """Put right what is wrong of a visitor; the wrong value is not kept readable (C22)."""
    given = input.given()
    if write.actor.visitor is not None and "externalId" in given:
        reason = "`externalId` is how the site knows you: it is the site's to change"
        raise bad_input(reason, "externalId")
    visitor_id = input.visitor or (write.actor.visitor or (None, None))[1]
    if visitor_id is None:
        raise bad_input("name the visitor: `visitor`", "visitor")
    visitor = await held_by_id(write.work, visitor_id, turn="externalId" in given)
    await write.admit(visitor.row["id"], visitor.row["site_id"])
    return await profile.correct(
        write.work,
        visitor,
        given,
        by=write.actor.token,
        preferences=write.settings.declared_preferences,
        now=write.now,
    )


@mutation(target="Visitor", shows={"visitor": Visitor})
async def link_visitor(write: Write, input: LinkVisitorInput) -> Written:
    """Add identifiers of a visitor; one that is another visitor's is a conflict."""
    visitor = await held_by_id(write.work, input.visitor, turn=True)
    await write.admit(visitor.row["id"], visitor.row["site_id"])
    names = [check_alias(one.kind, one.value, "identifiers") for one in input.identifiers]
    return await aliases.link(write.work, visitor, names)


@mutation(target="Visitor", shows={"visitor": Visitor})
async def merge_visitors(write: Write, input: MergeVisitorsInput) -> Written:
    """Make two visitors of a site one: all that `other` owns becomes that of `visitor`."""
    site_id = await site_of(write.work, input.visitor)
    await take_turn(write.work, site_id)
    kept, other = await merge.held_both(write.work, site_id, input.visitor, input.other)
    for one in (other, kept):
        await write.admit(one.row["id"], site_id)
    return await merge.merge(write.work, kept, other, now=write.now)


@mutation(target="Visitor", shows={"visitor": Visitor})
async def restrict_visitor(write: Write, input: RestrictVisitorInput) -> Written:
    """Restrict processing of a visitor's data, from the next read on (C22)."""
    visitor = await held_by_id(write.work, input.visitor)
    await write.admit(visitor.row["id"], visitor.row["site_id"])
    return await restriction.restrict(write.work, visitor, now=write.now)


@mutation(target="Visitor", shows={"visitor": Visitor})
async def lift_restriction(write: Write, input: LiftRestrictionInput) -> Written:
    """Lift the restriction of a visitor's data (C22)."""
    visitor = await held_by_id(write.work, input.visitor)
    await write.admit(visitor.row["id"], visitor.row["site_id"])
    return await restriction.lift(write.work, visitor, now=write.now)


async def _named(write: Write, site_id: str | None, external_id: str | None) -> Held:
    """The visitor of an external id, who may be new."""
    if site_id is None or external_id is None:
        raise bad_input("name the visitor: `visitor`, or `site` and `externalId`", "visitor")
    name = Name(EXTERNAL, check_value(external_id, "externalId"))
    return await held_or_made(write.work, site_id, name, now=write.now)
