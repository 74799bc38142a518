"""`governance why`: the rules, clauses, consents and grants that decide what a recipient sees.

Who asks needs the right to ask about others (`Query.access`) and must see the visitor. What is held
of the visitor is read by the asker's own policy, and that read is in the ledger.
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any, Final

import typer

from governance.authz.actor import Actor
from governance.authz.rules import Policy
from governance.cli.asker import TokenFile, the_asker, token_text
from governance.cli.run import (
    USAGE,
    AsJson,
    CommandError,
    finish,
    now,
    settings,
    show_json,
    show_rows,
    the_database,
    the_keys,
)
from governance.database.unit_of_work import UnitOfWork
from governance.engine.evidence import Evidence, evidence_of
from governance.engine.house import House
from governance.engine.request import Request, purpose_of
from governance.engine.why import Inquiry, Judged, Why, why
from governance.errors import GovernanceError
from governance.identity import Coordinate
from governance.services.organizations import (
    check_kind,
    find_operator,
    find_organization,
    find_site,
)
from governance.settings import Settings
from governance.tables import Organization
from governance.vocabulary import KINDS_OF_ROLE, NO_FORM, OrganizationKind

VISITOR: Final = "visitor"
"""The role of the visitors themselves, each within the site's organization."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: whether the role may see the visitor's value for the purpose."""

    visitor: str
    coordinate: Coordinate
    role: str
    purpose: str
    organization: str | None


def explain_why(
    visitor: Annotated[str, typer.Argument(help="The visitor's id.")],
    coordinate: Annotated[str, typer.Argument(help="A value, such as Visitor.email.")],
    role: Annotated[str, typer.Option(help="Who would see it.", show_default=False)],
    purpose: Annotated[str, typer.Option(help="What for.", show_default=False)],
    organization: Annotated[
        str | None,
        typer.Option(help="Of which organization: id or name; not needed for the site's own."),
    ] = None,
    own_purpose: Annotated[
        str | None, typer.Option(help="What you ask for, where your token has several purposes.")
    ] = None,
    token_file: TokenFile = None,
    as_json: AsJson = False,
) -> None:
    """Say why a recipient sees a visitor's value or not.

    Each rule, and what holds of it.
    """
    type_name, dot, field = coordinate.partition(".")
    if not dot:
        raise CommandError(f"say of which type: `Visitor.{coordinate}`", USAGE)
    asked = Asked(visitor, Coordinate(type_name, field), role, purpose, organization)
    told = finish(_told(settings(), asked, own_purpose, token_text(token_file)))
    if as_json:
        show_json(told)
    else:
        _show(told)


async def _told(
    chosen: Settings, asked: Asked, own_purpose: str | None, token: str
) -> dict[str, Any]:
    async with the_database(chosen.database_url) as database:
        async with database.reading() as work:
            keys = await the_keys(work, chosen)
        async with await House.open(chosen, keys, database) as house:
            asker = await the_asker(house, token)
            own = _own_purpose(house, asker, own_purpose)
            house.policy.check_role(asked.role)
            house.policy.check_purpose(asked.purpose)
            seen = await evidence_of(house, asker, own, asked.visitor, now())
            async with database.reading() as work:
                owner = await _recipient(work, house.policy, asked, seen.site)
            recipient = replace(
                asker,
                role=asked.role,
                organization=owner.id,
                kind=OrganizationKind(owner.kind),
                visitor=(seen.site, asked.visitor) if asked.role == VISITOR else None,
            )
            found = await why(
                house, Inquiry(seen, recipient, asked.purpose, asked.coordinate), now()
            )
            return _spelled(asked, owner, found, seen, house.policy)


def _own_purpose(house: House, asker: Actor, named: str | None) -> str:
    """The asker's own purpose. Raises CommandError with those to choose from."""
    if named is None and len(asker.purposes) > 1:
        raise CommandError("name your --own-purpose: " + ", ".join(asker.purposes), USAGE)
    try:
        _, own = purpose_of(Request("", asker, now(), purpose=named), house.policy)
    except GovernanceError as error:
        raise CommandError(f"{error.message}; yours: {', '.join(asker.purposes)}", USAGE) from None
    return own


async def _recipient(work: UnitOfWork, policy: Policy, asked: Asked, site_id: str) -> Organization:
    """The organization named, or the only one that the role's people belong to."""
    if asked.organization is not None:
        named = await find_organization(work, asked.organization)
        check_kind(asked.role, named)
        return named
    kinds = {kind for role in policy.roles_of(asked.role) for kind in KINDS_OF_ROLE.get(role, ())}
    if OrganizationKind.CUSTOMER in kinds or asked.role == VISITOR:
        return await find_organization(work, (await find_site(work, site_id)).organization_id)
    operator = await find_operator(work) if OrganizationKind.OPERATOR in kinds else None
    if operator is None:
        raise CommandError(f"whose `{asked.role}`? name the --organization", USAGE)
    return operator


def _spelled(
    asked: Asked, owner: Organization, found: Why, seen: Evidence, policy: Policy
) -> dict[str, Any]:
    if seen.consents_in_all > len(seen.consents):
        more = seen.consents_in_all - len(seen.consents)
        print(f"warning: {more} more consents are not looked at", file=sys.stderr)
    near = {*policy.purpose_chain(asked.purpose), *policy.purposes_below(asked.purpose)}
    grants = [
        {
            key: value["id"] if key == "site" and value else value
            for key, value in grant.items()
            if key != "recipient"
        }
        for grant in seen.grants
        if grant["recipient"] == {"id": owner.id} and grant["site"] in (None, {"id": seen.site})
    ]
    return {
        "visitor": asked.visitor,
        "coordinate": str(asked.coordinate),
        "role": asked.role,
        "purpose": asked.purpose,
        "organization": owner.id,
        "organizationName": owner.name,
        "decision": _decision(found),
        "form": found.form,
        "policyRevision": policy.revision,
        "rules": [
            *(rule for name, on in found.rows.items() for rule in _rules(f"rows of {name}", on)),
            *_rules(str(asked.coordinate), found.value),
        ],
        "consents": [one for one in seen.consents if one["purpose"] in near],
        "grants": grants,
    }


def _decision(found: Why) -> str:
    """`SHOWN`, `DENIED` by document and policy alone, `WITHHELD` by a condition, or no `ROW`."""
    if found.form is not None:
        return "SHOWN"
    if found.denied:
        return "DENIED"
    return "WITHHELD" if found.leaves else "OUT_OF_SCOPE"


def _rules(about: str, judged: Iterable[Judged]) -> list[dict[str, Any]]:
    return [
        {
            "decides": about,
            "line": rule.line,
            "effect": rule.effect,
            "form": None if rule.form == NO_FORM else rule.form,
            "conditions": sorted(rule.conditions),
            "clause": rule.clause,
            "holds": not fails,
            "fails": list(fails),
        }
        for rule, fails in judged
    ]


_WORDS: Final = {
    "SHOWN": "shown",
    "DENIED": "denied: no rule allows it to this role for this purpose, or one denies it always",
    "WITHHELD": "withheld: the row leaves, and no allow of this value holds, or a deny does",
    "OUT_OF_SCOPE": "out of scope: the visitor's row does not leave",
}


def _show(told: dict[str, Any]) -> None:
    form = f" as {told['form']}" if told["form"] else ""
    print(f"{told['coordinate']} of {told['visitor']}")
    print(f"to {told['role']} of {told['organizationName']}, for {told['purpose']}:")
    print(f"{_WORDS[told['decision']]}{form}\n")
    print(f"rules of policy {told['policyRevision'][:12]} that match")
    show_rows([_line(rule) for rule in told["rules"]], False)
    for name in ("consents", "grants"):
        print(f"\n{name} that bear on it, as you may see them")
        show_rows([{key: _short(value) for key, value in one.items()} for one in told[name]], False)


def _line(rule: Mapping[str, Any]) -> dict[str, object]:
    return {
        "decides": rule["decides"],
        "line": rule["line"],
        "rule": " ".join(filter(None, (rule["effect"], rule["form"]))),
        "when": "&".join(rule["conditions"]) or "always",
        "clause": rule["clause"],
        "holds": "yes" if rule["holds"] else "no: " + ", ".join(rule["fails"]),
    }


def _short(value: object) -> object:
    """A moment by its day."""
    if isinstance(value, str) and value.endswith("Z"):
        return datetime.fromisoformat(value).date().isoformat()
    return value
