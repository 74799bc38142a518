"""What reads nothing governed: `viewer`, `access` and `policyRevisions`."""

import base64
from datetime import datetime

import strawberry
from strawberry.types import Info

from governance.authz.decision import Clauses, Decisions, Denied
from governance.errors import Code, GovernanceError, bad_input
from governance.identity import Coordinate
from governance.schema.connections import Connection, Edge, Node, PageInfo
from governance.schema.context import Context
from governance.schema.enums import OrganizationKind

ContextInfo = Info[Context, None]


@strawberry.type
class ViewerOrganization:
    """The organization the caller acts for."""

    id: strawberry.ID
    name: str
    kind: OrganizationKind


@strawberry.type
class ViewerToken:
    """The token the caller came with."""

    id: strawberry.ID
    expires_at: datetime | None


@strawberry.type
class Viewer:
    """The caller, as its token describes it; role `anonymous` without one."""

    role: str
    organization: ViewerOrganization | None
    purposes: list[str]
    sites: list[strawberry.ID] | None = strawberry.field(
        description="the sites the token is held to; null: all that its role may see"
    )
    token: ViewerToken | None


@strawberry.type
class FieldAccess:
    """What the policy says of one coordinate, for a role under a purpose."""

    coordinate: str
    decision: str = strawberry.field(description="ALLOWED, CONDITIONAL or DENIED")
    forms: list[str]
    conditions: list[str]
    clauses: list[str]


@strawberry.type
class PolicyRevision(Node):
    """A policy that was activated, named by the hash of its text."""

    revision: str
    author: str
    active: bool
    activated_at: datetime


def viewer(info: ContextInfo) -> Viewer:
    """Who the caller is."""
    actor = info.context.actor
    if actor is None:
        return Viewer(role="anonymous", organization=None, purposes=[], sites=[], token=None)
    expires_at = None if actor.expires_at is None else datetime.fromisoformat(actor.expires_at)
    return Viewer(
        role=actor.role,
        organization=ViewerOrganization(
            id=strawberry.ID(actor.organization), name=actor.organization_name, kind=actor.kind
        ),
        purposes=list(actor.purposes),
        sites=None if actor.sites is None else [strawberry.ID(site) for site in actor.sites],
        token=ViewerToken(id=strawberry.ID(actor.token), expires_at=expires_at),
    )


def access(
    info: ContextInfo, role: str | None = None, purpose: str | None = None
) -> list[FieldAccess]:
    """For each coordinate, whether the caller's role may read it under a purpose, and how."""
    actor, policy, datamap = info.context.actor, info.context.policy, info.context.datamap
    if actor is None:
        raise GovernanceError(Code.UNAUTHENTICATED, "a token is needed")
    if role is not None and role != actor.role:
        raise bad_input("`role` may only be your own", "role")
    asked = purpose or info.context.purpose
    if asked is None:
        raise GovernanceError(
            Code.PURPOSE_REQUIRED, "a purpose is needed", purposes=list(actor.purposes)
        )
    decisions = Decisions(policy, datamap, actor.role, asked)
    return [
        _of_relation(decisions, coordinate)
        if entry.target is not None
        else _of_value(decisions, coordinate)
        for coordinate, entry in sorted(datamap.fields.items())
    ]


def _of_relation(decisions: Decisions, coordinate: Coordinate) -> FieldAccess:
    decided = decisions.relation(coordinate)
    if isinstance(decided, Denied):
        return _denied(str(coordinate))
    return FieldAccess(
        coordinate=str(coordinate),
        decision="CONDITIONAL" if decided.unless else "ALLOWED",
        forms=[],
        conditions=["not " + text for text in _spelled(decided.unless)],
        clauses=sorted({rule.clause for rule in decided.rules}),
    )


def _of_value(decisions: Decisions, coordinate: Coordinate) -> FieldAccess:
    decided = decisions.value(coordinate)
    if isinstance(decided, Denied):
        return _denied(str(coordinate))
    spelled = [text for option in decided.options for text in _spelled(option.when)]
    return FieldAccess(
        coordinate=str(coordinate),
        decision="CONDITIONAL" if decided.constant_form is None else "ALLOWED",
        forms=[option.form for option in decided.options],
        conditions=spelled + ["not " + text for text in _spelled(decided.unless)],
        clauses=sorted({rule.clause for option in decided.options for rule in option.rules}),
    )


def _denied(coordinate: str) -> FieldAccess:
    return FieldAccess(
        coordinate=coordinate, decision="DENIED", forms=[], conditions=[], clauses=[]
    )


def _spelled(clauses: Clauses) -> list[str]:
    """`consent&notice` for each clause, `always` for the empty one."""
    return sorted("&".join(sorted(clause)) or "always" for clause in clauses)


async def policy_revisions(
    info: ContextInfo, first: int = 20, after: str | None = None
) -> Connection[PolicyRevision]:
    """The revisions that were activated, newest first."""
    if info.context.actor is None:
        raise GovernanceError(Code.UNAUTHENTICATED, "a token is needed")
    if not 0 <= first <= 100:
        raise bad_input("`first` is a whole number from 0 to 100", "first")
    rows = list(await info.context.revisions())
    start = 0
    if after is not None:
        places = [place for place, row in enumerate(rows) if _cursor(row.id) == after]
        if not places:
            raise GovernanceError(Code.CURSOR_INVALID, "that cursor is not of this list")
        start = places[0] + 1
    page = rows[start : start + first]
    edges = [
        Edge(
            cursor=_cursor(row.id),
            node=PolicyRevision(
                id=strawberry.ID(row.id),
                revision=row.revision,
                author=row.author,
                active=row.active,
                activated_at=row.activated_at,
            ),
        )
        for row in page
    ]
    return Connection(
        edges=edges,
        nodes=[edge.node for edge in edges],
        page_info=PageInfo(
            has_next_page=start + first < len(rows),
            has_previous_page=start > 0,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
        total_count=len(rows),
    )


def _cursor(identifier: str) -> str:
    return base64.urlsafe_b64encode(identifier.encode()).decode().rstrip("=")
