"""What a condition is asked of, and by whom: the same for all of a statement, or one row."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from sqlalchemy import FromClause, SelectBase, column, false, null, table

from governance.authz.rules import Policy
from governance.database.dialect import Dialect, Expression

Row = Callable[[str], Expression]
"""A column of a visitor, by name."""


class Caller(Protocol):
    """What the statement binds about the actor and the moment; never written into its text."""

    @property
    def now(self) -> Expression:
        """The moment of the request."""

    @property
    def organization(self) -> Expression:
        """The actor's organization."""

    @property
    def kind(self) -> Expression:
        """The kind of the actor's organization."""

    @property
    def is_operator(self) -> Expression:
        """Whether the actor is the operator's."""

    @property
    def self_site(self) -> Expression:
        """The site of the visitor whom the actor was verified to be, or null."""

    @property
    def self_visitor(self) -> Expression:
        """The visitor whom the actor was verified to be, or null."""


@dataclass(frozen=True, slots=True)
class Nobody:
    """The caller of what is the same whoever asks: there is a moment, and nothing else."""

    now: Expression
    organization: Expression = field(default_factory=null)
    kind: Expression = field(default_factory=null)
    is_operator: Expression = field(default_factory=false)
    self_site: Expression = field(default_factory=null)
    self_visitor: Expression = field(default_factory=null)


@dataclass(frozen=True, slots=True)
class Question:
    """What is the same for all rows of a statement."""

    dialect: Dialect
    caller: Caller
    chain: tuple[str, ...]
    """The request's purpose and what covers it, nearest first."""
    below: tuple[str, ...]
    """The purposes that the request's purpose covers, itself left out."""
    labels_of: Callable[[str], frozenset[str]]
    """A data category to itself, what covers it, and the classes of those."""
    common: dict[str, SelectBase] = field(default_factory=dict)
    """What rows of the whole statement share, computed once: name to statement."""

    def once(self, name: str, make: Callable[[], SelectBase]) -> FromClause:
        """A common part by its name, as a source of rows; made when it is first asked for."""
        if name not in self.common:
            self.common[name] = make()
        columns = self.common[name].selected_columns
        return table(name, *(column(one.name, one.type) for one in columns))


def question_of(policy: Policy, purpose: str, dialect: Dialect, caller: Caller) -> Question:
    """The question whether something may be for a purpose."""
    chain, below = policy.purpose_chain(purpose), policy.purposes_below(purpose)
    return Question(dialect, caller, chain, below, policy.labels_of)


class OneSite(NamedTuple):
    """The site of all rows of a level, where the request says it: it is asked about once."""

    id: Expression
    level: str


@dataclass(frozen=True, slots=True)
class Subject:
    """The row a condition is asked of: how to name its columns, wherever it is asked."""

    site: Callable[[], Expression] | None
    visitor: Row | None
    organizations: tuple[Callable[[], Expression], ...]
    one_site: Callable[[], OneSite | None] = lambda: None


def visitor_of(row: Subject) -> Row:
    """How to name the columns of the row's visitor, where it has one."""
    assert row.visitor is not None
    return row.visitor
