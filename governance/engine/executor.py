"""The other door: operations that ask more than governed reads run in Strawberry's executor.

A governed root arrives there as ready JSON from the compiler, so there is no third way to read a
governed table. Introspection is answered from the schema as the caller finds it.
"""

from collections.abc import Mapping
from typing import Any, Final

import orjson
import structlog
from graphql import ExecutionResult, GraphQLError, GraphQLResolveInfo, execute
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from governance.database.engine import is_outage
from governance.engine.document import INTROSPECTION, Document
from governance.engine.house import House
from governance.engine.request import Request
from governance.engine.selection import Selection
from governance.engine.write import Writing
from governance.errors import Code, GovernanceError, traced
from governance.schema.context import Context

_LOG: Final = structlog.get_logger("governance.engine")


Ready = Mapping[tuple[str, ...], orjson.Fragment]
"""JSON of governed reads, by response path."""


class Door(StrawberryGraphQLCoreExecutionContext):
    """An executor that takes ready JSON for roots, and for what payloads show."""

    def execute_field(
        self, parent_type: Any, source: Any, field_details_list: Any, path: Any, position: Any
    ) -> Any:
        """The ready fragment of a field, or what the resolver makes."""
        if path.prev is None or path.prev.prev is None:
            ready = self.context_value.ready.get(tuple(path.as_list()))
            if ready is not None:
                return ready
        return super().execute_field(parent_type, source, field_details_list, path, position)

    def build_resolve_info(
        self, field_def: Any, field_nodes: Any, parent_type: Any, path: Any
    ) -> GraphQLResolveInfo[Any]:
        """What a resolver is told; in introspection the schema is what the caller finds."""
        info = super().build_resolve_info(field_def, field_nodes, parent_type, path)
        if info.field_name.startswith("__") or parent_type.name.startswith("__"):
            return info._replace(schema=self.context_value.opened)
        return info


async def through_executor(
    house: House,
    request: Request,
    document: Document,
    selection: Selection,
    ready: Ready,
    writing: Writing | None = None,
) -> tuple[bytes, list[dict[str, object]]]:
    """(data, errors) of an operation; governed reads are ready, or made by the mutations."""
    introspects = any(root.name in INTROSPECTION for root in selection.skeleton.roots)
    context = Context(
        actor=request.actor,
        settings=house.settings,
        policy=house.policy,
        datamap=house.binding.datamap,
        purpose=request.purpose,
        opened=await house.schema_for(request.actor) if introspects else None,
        revisions=house.revisions,
        ready=ready,
        performing=writing,
    )
    result: Any = execute(
        house.binding.graphql,
        document.ast,
        context_value=context,
        variable_values=dict(request.variables),
        operation_name=request.operation,
        executor_class=Door,
    )
    if not isinstance(result, ExecutionResult):
        result = await result
    return orjson.dumps(result.data), [_formatted(error) for error in result.errors or ()]


def _formatted(error: GraphQLError) -> dict[str, object]:
    """An error as the caller is told it; what was not foreseen is INTERNAL and tells nothing.

    Raises the error of a database that cannot be asked: it is the whole request that fails.
    """
    cause = error.original_error
    if cause is not None and is_outage(cause):
        raise cause
    if not isinstance(cause, GovernanceError):
        _LOG.error("resolver_failed", **traced(cause))
        cause = GovernanceError(Code.INTERNAL, "something went wrong here")
    shape = cause.formatted()
    return {**shape, "path": [part for part in error.path or () if isinstance(part, str)]}
