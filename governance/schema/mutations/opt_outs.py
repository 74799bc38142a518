"""The mutation of opt-outs: by visitor, address or cookie, on one site or on all (C5)."""

import strawberry

from governance.errors import Code, GovernanceError, bad_input
from governance.schema.mutations.declare import Write, given_or_none, mutation
from governance.services import opt_outs
from governance.services.opt_outs import Whose
from governance.services.organizations import all_sites
from governance.services.visitors import NO_TARGET
from governance.services.written import Written


@strawberry.input(one_of=True, description="Who opts out, told in one way.")
class WhoseInput:
    """Exactly one of them."""

    visitor: strawberry.ID | None = strawberry.UNSET
    address: str | None = strawberry.field(
        default=strawberry.UNSET, description="an e-mail address; only its SHA-256 is kept"
    )
    address_sha256: str | None = strawberry.field(
        name="addressSha256",
        default=strawberry.UNSET,
        description="hexadecimal SHA-256 of the address, trimmed and in lower case",
    )
    cookie: str | None = strawberry.field(
        default=strawberry.UNSET, description="the value of a cookie that tells the visitor"
    )


@strawberry.input(description="That somebody opts out.")
class RecordOptOutInput:
    """On a site, or on all of them, those to come included."""

    whose: WhoseInput
    site: strawberry.ID | None = strawberry.field(
        default=None, description="left out, on all sites: for those who may write on each"
    )
    idempotency_key: str | None = None


@mutation(target="Site")
async def record_opt_out(write: Write, input: RecordOptOutInput) -> Written:
    """Record that somebody opts out; said again it is the same, and the next read obeys."""
    whose = _whose(input.whose)
    if input.site is None and whose.kind == "visitor":
        raise bad_input("a visitor is of one site: name it by `site`", "site")
    if input.site is None and write.actor.sites is not None:
        raise bad_input("without `site` it is on all sites: name one of your token's", "site")
    every = [] if input.site is not None else await all_sites(write.work)
    sites = [site.id for site in every] if input.site is None else [str(input.site)]
    for site in sites:
        await write.admit(site, site)
    own = write.actor.visitor
    if not sites or (own and not await opt_outs.is_of(write.work, whose, own)):
        raise GovernanceError(Code.NOT_FOUND, NO_TARGET)
    return await opt_outs.record(write.work, whose, input.site, now=write.now)


def _whose(given: WhoseInput) -> Whose:
    for value, told in (
        (given.visitor, opt_outs.by_visitor),
        (given.address, opt_outs.by_address),
        (given.address_sha256, opt_outs.by_address_sha256),
        (given.cookie, opt_outs.by_cookie),
    ):
        text = given_or_none(value)
        if text is not None:
            return told(text)
    raise bad_input("say in `whose` who opts out", "whose")
