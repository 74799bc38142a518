"""The root of mutations."""

from typing import Any, Final

from strawberry.tools import create_type

from governance.schema.mutations import (
    acquisitions,
    consents,
    cookies,
    grants,
    legal_requests,
    notices,
    opt_outs,
    organizations,
    people,
    signals,
    visitors,
    visits,
)
from governance.schema.mutations.declare import Mutates

MUTATIONS: Final[tuple[Mutates, ...]] = (
    consents.record_consent,
    consents.record_consents,
    consents.withdraw_consent,
    notices.publish_notice,
    people.create_user,
    people.disable_user,
    people.issue_token,
    people.revoke_token,
    people.rotate_token,
    organizations.create_organization,
    organizations.update_organization,
    organizations.create_site,
    organizations.update_site,
    grants.propose_sharing_grant,
    grants.approve_sharing_grant,
    grants.suspend_sharing_grant,
    grants.revoke_sharing_grant,
    legal_requests.open_legal_request,
    legal_requests.verify_legal_request,
    legal_requests.close_legal_request,
    acquisitions.open_acquisition,
    acquisitions.close_acquisition,
    acquisitions.abandon_acquisition,
    visitors.upsert_visitor,
    visitors.correct_visitor,
    visitors.link_visitor,
    visitors.merge_visitors,
    visitors.restrict_visitor,
    visitors.lift_restriction,
    visits.record_visit,
    visits.record_visits,
    cookies.register_cookie,
    cookies.block_cookie,
    cookies.record_cookies,
    opt_outs.record_opt_out,
    signals.record_signal,
)
"""Every mutation."""

Mutation: Any = create_type(
    "Mutation",
    [one.field for one in MUTATIONS],
    description="Writes. Each obeys the policy, and is recorded in the ledger with what it wrote.",
)
