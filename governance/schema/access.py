"""What reads nothing governed: `viewer`, `access` and `policyRevisions`."""

import base64
from datetime import datetime
from operator import itemgetter

import strawberry
from strawberry.types import Info

from governance.authz.actor import Actor
from governance.authz.datamap import DataMap, FieldEntry
from governance.authz.decision import ALWAYS, Clauses, Decisions, Denied, Shown
from governance.authz.rules import Policy
from governance.errors import Code, GovernanceError, bad_input
from governance.schema.connections import Connection, Edge, Node, PageInfo
from governance.schema.context import Context
from governance.schema.enums import OrganizationKind
from governance.vocabulary import ANONYMOUS

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
class Quota:
    """What one request may ask for."""

    max_cost: int = strawberry.field(description="rows it may reach, and what counting them costs")
    max_depth: int
    max_fields: int = strawberry.field(description="after its fragments are expanded")
    max_tokens: int = strawberry.field(description="lexical tokens of the document")


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
    quota: Quota


@strawberry.type
class FieldAccess:
    """What the policy says of one coordinate or mutation, for a role under a purpose."""

    coordinate: str
    decision: str = strawberry.field(description="ALLOWED, CONDITIONAL or DENIED")
    forms: list[str] = strawberry.field(description="what some row may show, clearest first")
    conditions: list[str] = strawberry.field(
        description="what must hold: `row: …` for the row to leave, `<form>: …` for the form"
    )
    clauses: list[str]


@strawberry.type
class PolicyRevision(Node):
    """A policy that was activated, named by the hash of its text."""

    revision: str
    author: str | None = strawberry.field(
        description="who activated it; for those who may ask what it says of other roles"
    )
    active: bool
    activated_at: datetime


def viewer(info: ContextInfo) -> Viewer:
    """Who the caller is."""
    actor, bounds = info.context.actor, info.context.settings
    quota = Quota(
        max_cost=bounds.max_cost,
        max_depth=bounds.max_depth,
        max_fields=bounds.max_fields,
        max_tokens=bounds.max_tokens,
    )
    if actor is None:
        return Viewer(
            role=ANONYMOUS, organization=None, purposes=[], sites=[], token=None, quota=quota
        )
    expires_at = None if actor.expires_at is None else datetime.fromisoformat(actor.expires_at)
    return Viewer(
        role=actor.role,
        organization=ViewerOrganization(
            id=strawberry.ID(actor.organization), name=actor.organization_name, kind=actor.kind
        ),
        purposes=list(actor.purposes),
        sites=None if actor.sites is None else [strawberry.ID(site) for site in actor.sites],
        token=ViewerToken(id=strawberry.ID(actor.token), expires_at=expires_at),
        quota=quota,
    )


def access(
    info: ContextInfo, role: str | None = None, purpose: str | None = None
) -> list[FieldAccess]:
    """For each coordinate and mutation, whether the caller's role may under a purpose, and how."""
    actor, policy, datamap = info.context.actor, info.context.policy, info.context.datamap
    if actor is None:
        raise GovernanceError(Code.UNAUTHENTICATED, "a token is needed")
    asked = _purpose(info.context, actor, purpose)
    about = role or actor.role
    if about != actor.role:
        if not opened_by(policy, datamap, actor, "access"):
            raise bad_input("`role` may only be your own", "role")
        policy.check_role(about)
    decisions = Decisions(policy, datamap, about, asked)
    fields = sorted(datamap.fields.items(), key=itemgetter(0))
    return [
        *(_access(decisions, entry) for _, entry in fields),
        *(_writing(decisions, "Mutation." + name) for name in sorted(datamap.mutations)),
    ]


def opened_by(policy: Policy, datamap: DataMap, actor: Actor, query: str) -> bool:
    """Whether the policy opens a query on behalf of others for a purpose that the token holds."""
    held = (Decisions(policy, datamap, actor.role, purpose) for purpose in actor.purposes)
    return any(decisions.opens(query) for decisions in held)


def _purpose(context: Context, actor: Actor, argument: str | None) -> str:
    """The purpose asked about: of the argument, of the request, or the token's only one."""
    asked = argument or context.purpose
    if asked is not None:
        context.policy.check_purpose(asked)
        return asked
    if len(actor.purposes) != 1:
        raise GovernanceError(
            Code.PURPOSE_REQUIRED, "a purpose is needed", purposes=list(actor.purposes)
        )
    return actor.purposes[0]


def _access(decisions: Decisions, entry: FieldEntry) -> FieldAccess:
    """A value or relation leaves with its row, so the row's conditions are part of the answer."""
    rows = decisions.rows(entry.coordinate.type)
    relation = entry.target is not None
    decided = (
        decisions.relation(entry.coordinate) if relation else decisions.value(entry.coordinate)
    )
    if isinstance(rows, Denied) or isinstance(decided, Denied):
        return _denied(str(entry.coordinate))
    options = decided.options if isinstance(decided, Shown) else ()
    conditions = [
        *("row: " + text for text in _spelled(rows.when, rows.unless)),
        *(
            option.form + ": " + text
            for option in options
            for text in _spelled(option.when, decided.unless)
        ),
        *(_spelled(ALWAYS, decided.unless) if relation else ()),
    ]
    rules = [*rows.rules, *(rule for option in options for rule in option.rules)]
    return FieldAccess(
        coordinate=str(entry.coordinate),
        decision="CONDITIONAL" if conditions else "ALLOWED",
        forms=[option.form for option in options],
        conditions=conditions,
        clauses=sorted({rule.clause for rule in rules}),
    )


def _writing(decisions: Decisions, mutation: str) -> FieldAccess:
    """A mutation is allowed of the rows for which its conditions hold; it has no form."""
    rows = decisions.writes.rows(mutation)
    if isinstance(rows, Denied):
        return _denied(mutation)
    conditions = ["row: " + text for text in _spelled(rows.when, rows.unless)]
    return FieldAccess(
        coordinate=mutation,
        decision="CONDITIONAL" if conditions else "ALLOWED",
        forms=[],
        conditions=conditions,
        clauses=sorted({rule.clause for rule in rows.rules}),
    )


def _denied(coordinate: str) -> FieldAccess:
    return FieldAccess(
        coordinate=coordinate, decision="DENIED", forms=[], conditions=[], clauses=[]
    )


def _spelled(when: Clauses, unless: Clauses) -> list[str]:
    """`consent & notice` for each way to hold, and `not restricted` beside; none for always."""
    ways = [" & ".join(sorted(clause)) for clause in sorted(when, key=sorted) if clause]
    return ways + ["not " + " & ".join(sorted(clause)) for clause in sorted(unless, key=sorted)]


async def policy_revisions(
    info: ContextInfo, first: int = 20, after: str | None = None
) -> Connection[PolicyRevision]:
    """The revisions that were activated, newest first."""
    context = info.context
    if context.actor is None:
        raise GovernanceError(Code.UNAUTHENTICATED, "a token is needed")
    if not 0 <= first <= 100:
        raise bad_input("`first` is a whole number from 0 to 100", "first")
    tells = opened_by(context.policy, context.datamap, context.actor, "access")
    rows = list(await context.revisions())
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
                author=row.author if tells else None,
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
