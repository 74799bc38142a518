"""What a token that is held to sites may touch: what concerns these sites, and nothing else."""

from collections.abc import Collection

from governance.errors import Code, GovernanceError
from governance.schema.mutations.declare import Write


def check_held(write: Write, sites: Collection[str | None] | None) -> None:
    """INVARIANT(held-to-sites): what concerns other sites too is not written.

    `sites` are all that the write concerns; None, alone or among them, is every site. Raises
    NOT_FOUND, as for what is not there.
    """
    held = write.actor.sites
    if held is not None and (sites is None or not set(sites) <= set(held)):
        raise GovernanceError(
            Code.NOT_FOUND, "it concerns sites to which your access token is not held"
        )
