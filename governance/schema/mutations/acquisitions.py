"""Mutations of acquisitions (C16): opened over sites, closed by two people, abandoned."""

import strawberry

from governance.schema.enums import AcquisitionKind
from governance.schema.mutations.declare import Write, mutation
from governance.schema.mutations.held import check_held
from governance.schema.reference import Acquisition
from governance.services import acquisitions
from governance.services.written import Written


@strawberry.input(description="A merger, sale, acquisition or financing, and the sites it is over.")
class OpenAcquisitionInput:
    """The acquirer is an organization of kind ACQUIRER."""

    kind: AcquisitionKind
    acquirer: strawberry.ID
    sites: list[strawberry.ID]
    idempotency_key: str | None = None


@strawberry.input(description="An acquisition that is acted on.")
class AcquisitionInput:
    """By its id."""

    id: strawberry.ID
    idempotency_key: str | None = None


@mutation(target="Site", shows={"acquisition": Acquisition})
async def open_acquisition(write: Write, input: OpenAcquisitionInput) -> Written:
    """Open an event over sites; the acquirer sees what the policy opens before a closing."""
    acquisitions.check_sites(input.sites)
    for site in input.sites:
        await write.admit(site)
    return await acquisitions.open_acquisition(
        write.work, input.kind.value, input.acquirer, input.sites, by=write.person, now=write.now
    )


@mutation(target="Acquisition", shows={"acquisition": Acquisition})
async def close_acquisition(write: Write, input: AcquisitionInput) -> Written:
    """Ask to close an event; it is closed when a second person asks, and a financing never."""
    await _admit(write, input.id)
    return await acquisitions.close(write.work, input.id, by=write.person, now=write.now)


@mutation(target="Acquisition", shows={"acquisition": Acquisition})
async def abandon_acquisition(write: Write, input: AcquisitionInput) -> Written:
    """End an event without a closing; the acquirer sees nothing any more."""
    await _admit(write, input.id)
    return await acquisitions.abandon(write.work, input.id, by=write.person, now=write.now)


async def _admit(write: Write, acquisition_id: str) -> None:
    await write.admit(acquisition_id)
    check_held(write, await acquisitions.sites_of(write.work, acquisition_id))
