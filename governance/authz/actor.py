"""Who asks: the rights of an access token, or nobody."""

from dataclasses import dataclass

from governance.vocabulary import OrganizationKind


@dataclass(frozen=True, slots=True)
class Actor:
    """A caller as its token describes it; immutable, because a token's rights never change.

    `sites` None means every site its role may see. Whether the token still holds is not here: the
    guard of each read asks the database.
    """

    token: str
    role: str
    organization: str
    organization_name: str
    kind: OrganizationKind
    purposes: tuple[str, ...]
    sites: tuple[str, ...] | None
    visitor: tuple[str, str] | None = None
    """(site id, visitor id) bound at identity verification, for the role `visitor`."""
    expires_at: str | None = None
    user: str | None = None
    """The id of the person it is for: tokens of one user are one person."""
