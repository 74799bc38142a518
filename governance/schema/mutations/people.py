"""Mutations of people and their programs: users, and access tokens."""

from datetime import datetime, timedelta

import strawberry

from governance.errors import Code, GovernanceError, bad_input
from governance.schema.mutations.declare import Write, mutation
from governance.schema.mutations.held import check_held
from governance.schema.reference import User
from governance.services import giving, tokens
from governance.services.tokens import Rights
from governance.services.visitors import NO_TARGET
from governance.services.written import Written
from governance.tables import AccessToken
from governance.tables import User as UserRow

_TELLS = {"token": str | None, "expires_at": datetime | None}


@strawberry.input(description="A person who is to work for an organization.")
class CreateUserInput:
    """They sign in once they have a password."""

    organization: strawberry.ID
    name: str
    email: str
    role: str
    idempotency_key: str | None = None


@strawberry.input(description="A person who no longer works for an organization.")
class DisableUserInput:
    """By their id."""

    user: strawberry.ID
    idempotency_key: str | None = None


@strawberry.input(description="What a new token is to allow. Name `sites`, or say `allSites`.")
class IssueTokenInput:
    """No more than the issuer's own."""

    organization: strawberry.ID
    role: str
    purposes: list[str]
    life_seconds: int = strawberry.field(description="how long it holds, at most 366 days")
    sites: list[strawberry.ID] | None = strawberry.field(
        default=None, description="the sites it is held to"
    )
    all_sites: bool = strawberry.field(
        default=False, description="hold it to no site: all that its role may see"
    )
    label: str | None = strawberry.field(default=None, description="a note for the list")
    idempotency_key: str | None = None


@strawberry.input(description="A token that is to end.")
class RevokeTokenInput:
    """By its id, not its text."""

    token: strawberry.ID = strawberry.field(description="its id, `tok_…`; never its text")
    idempotency_key: str | None = None


@strawberry.input(description="A token that is to be replaced.")
class RotateTokenInput:
    """By its id, not its text."""

    token: strawberry.ID = strawberry.field(description="its id, `tok_…`; never its text")
    overlap_seconds: int = strawberry.field(
        default=86_400, description="how long the old one lives on, at most 7 days; 0 ends it now"
    )
    idempotency_key: str | None = None


@mutation(target="Organization", shows={"user": User})
async def create_user(write: Write, input: CreateUserInput) -> Written:
    """Add a person to an organization; they have no password yet."""
    await write.admit(input.organization)
    check_held(write, None)
    return await giving.create_user(
        write.work,
        write.actor,
        write.policy,
        input.organization,
        input.name,
        input.email,
        input.role,
        now=write.now,
    )


@mutation(target="User", shows={"user": User})
async def disable_user(write: Write, input: DisableUserInput) -> Written:
    """Disable a person: their tokens and sign-ins are refused from the next read on."""
    await write.admit(input.user)
    check_held(write, None)
    user = await write.work.session.get_one(
        UserRow, input.user, with_for_update={"key_share": True}
    )
    return await giving.disable_user(write.work, write.actor, write.policy, user, now=write.now)


@mutation(target="Organization", tells=_TELLS)
async def issue_token(write: Write, input: IssueTokenInput) -> Written:
    """Issue an access token that allows no more than the issuer's own; it is told once."""
    await write.admit(input.organization)
    if (input.sites is not None) == input.all_sites:
        raise bad_input("name `sites`, or say `allSites`", "sites")
    rights = Rights(
        role=input.role,
        organization_id=input.organization,
        purposes=input.purposes,
        sites=input.sites,
        user_id=giving.own_user(write.actor, input.role, input.organization),
    )
    return await giving.issue(
        write.work,
        write.keys,
        write.actor,
        write.policy,
        rights,
        life=timedelta(seconds=input.life_seconds),
        label=input.label,
        now=write.now,
    )


@mutation(target="Organization")
async def revoke_token(write: Write, input: RevokeTokenInput) -> Written:
    """End an access token; the next read by it is refused."""
    token = await _the_token(write, input.token)
    return await giving.revoke(write.work, write.actor, write.policy, token, now=write.now)


@mutation(target="Organization", tells=_TELLS)
async def rotate_token(write: Write, input: RotateTokenInput) -> Written:
    """Issue a token with the rights of another, which ends after a while; it is told once."""
    token = await _the_token(write, input.token)
    return await giving.rotate(
        write.work,
        write.keys,
        write.actor,
        write.policy,
        token,
        overlap=timedelta(seconds=input.overlap_seconds),
        now=write.now,
    )


async def _the_token(write: Write, token_id: str) -> AccessToken:
    """A token of an organization that the policy admits; locked, for it is about to change."""
    try:
        token = await tokens.find(write.work, token_id, lock=True)
    except GovernanceError:
        raise GovernanceError(Code.NOT_FOUND, NO_TARGET) from None
    await write.admit(token.organization_id)
    return token
