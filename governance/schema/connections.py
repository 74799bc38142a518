"""Relay connections, edges and page information (GraphQL Cursor Connections Specification)."""

from typing import Generic, TypeVar

import strawberry

T = TypeVar("T")


@strawberry.interface(description="A row with an id.")
class Node:
    """Anything `node(id:)` can find."""

    id: strawberry.ID


@strawberry.type
class PageInfo:
    """Where a page lies among its rows."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type
class Edge(Generic[T]):
    """A row and its cursor."""

    cursor: str
    node: T


@strawberry.type
class Connection(Generic[T]):
    """A page of rows that the caller may see."""

    edges: list[Edge[T]]
    nodes: list[T]
    page_info: PageInfo
    total_count: int = strawberry.field(
        description="How many rows the caller may see that the filter admits; exact."
    )
