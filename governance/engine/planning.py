"""The plan of a governed read: kept by its shape, or authorized and compiled now."""

from anyio import to_thread

from governance.engine.asking import Asking
from governance.engine.authorize import authorize
from governance.engine.compile import compile_plan
from governance.engine.house import House
from governance.engine.plan import Plan


async def plan_of(house: House, asking: Asking) -> Plan:
    """The plan of the shape: kept, or made now, beside the requests that have theirs."""
    key = asking.plan_key
    plan = house.plans.get(key)
    if plan is not None:
        return plan
    async with house.planning:
        plan = house.plans.get(key)  # made while this one waited
        return plan or house.plans.keep(key, await to_thread.run_sync(planned, house, asking))


def planned(house: House, asking: Asking) -> Plan:
    """Authorize a selection and compile what is authorized: good for all of its shape."""
    policy, purpose, role = asking.policy, asking.purpose, asking.moment.actor.role
    decisions, on_denied = house.decisions(policy, role, purpose), asking.request.on_denied
    authorized = authorize(asking.selection, decisions, house.binding, purpose, on_denied)
    dialect, scoped = house.reader.dialect, asking.scoped
    return compile_plan(authorized, house.binding, policy, purpose, dialect, scoped=scoped)
