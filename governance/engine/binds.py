"""What a statement binds: the actor, the moment, the literals. Nothing of these is in its text."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Boolean, Integer, LargeBinary, bindparam
from sqlalchemy.types import TypeEngine

from governance.authz.actor import Actor
from governance.database.dialect import Expression
from governance.database.types import Instant, Names, PlainText
from governance.vocabulary import OrganizationKind

_BLOCK: Final = 64


class Moment(NamedTuple):
    """One request, as far as its statement binds it."""

    now: datetime
    actor: Actor
    revision: str
    values: tuple[Any, ...]
    """The literals of the selection."""
    pseudonym: Callable[[str, str], bytes]
    """(recipient, data category) to the key of pseudonyms."""


Source = Callable[[Moment], Any]


class Binds:
    """The parameters of one statement, each with where its value comes from."""

    def __init__(self) -> None:
        self.sources: dict[str, Source] = {}
        self.checked: dict[str, Source] = {}
        """Those of literals that may be refused."""
        self._made: dict[str, Expression] = {}

    def bind(self, name: str, kind: TypeEngine[Any], source: Source) -> Expression:
        """The parameter of that name; made once."""
        if name not in self._made:
            self.sources[name] = source
            self._made[name] = bindparam(name, type_=kind, required=True)
        return self._made[name]

    def value(
        self,
        place: int,
        kind: TypeEngine[Any],
        convert: Callable[[Any], Any] | None = None,
        part: str = "",
    ) -> Expression:
        """The literal at a place; `part` tells apart what is made of the same literal."""

        def source(moment: Moment) -> Any:
            value = moment.values[place]
            return value if convert is None else convert(value)

        name = "v" + str(place) + part
        if convert is not None:
            self.checked[name] = source
        return self.bind(name, kind, source)

    @property
    def now(self) -> Expression:
        """The moment of the request."""
        return self.bind("now", Instant(), lambda moment: moment.now)

    @property
    def year(self) -> Expression:
        """The year of the request, in UTC."""
        return self.bind("year", Integer(), lambda moment: moment.now.year)

    @property
    def organization(self) -> Expression:
        """The actor's organization."""
        return self.bind("organization", PlainText, lambda moment: moment.actor.organization)

    @property
    def kind(self) -> Expression:
        """The kind of the actor's organization."""
        return self.bind("kind", PlainText, lambda moment: moment.actor.kind.value)

    @property
    def is_operator(self) -> Expression:
        """Whether the actor is the operator's."""
        return self.bind(
            "is_operator", Boolean(), lambda moment: moment.actor.kind is OrganizationKind.OPERATOR
        )

    @property
    def self_site(self) -> Expression:
        """The site of the visitor whom the actor was verified to be, or null."""
        return self.bind(
            "self_site", PlainText, lambda moment: (moment.actor.visitor or (None, None))[0]
        )

    @property
    def self_visitor(self) -> Expression:
        """The visitor whom the actor was verified to be, or null."""
        return self.bind(
            "self_visitor", PlainText, lambda moment: (moment.actor.visitor or (None, None))[1]
        )

    @property
    def sites(self) -> Expression:
        """The sites the token is held to."""
        return self.bind("sites", Names(), lambda moment: list(moment.actor.sites or ()))

    @property
    def token(self) -> Expression:
        """The access token's id."""
        return self.bind("token", PlainText, lambda moment: moment.actor.token)

    @property
    def revision(self) -> Expression:
        """The policy revision the plan was made for."""
        return self.bind("revision", PlainText, lambda moment: moment.revision)

    def pads(self, category: str) -> tuple[Expression, Expression]:
        """The inner and outer pad of the actor's pseudonym key for a category (RFC 2104)."""
        name = hashlib.sha256(category.encode()).hexdigest()[:12]

        def pad(byte: int) -> Source:
            table = bytes(one ^ byte for one in range(256))

            def source(moment: Moment) -> bytes:
                key = moment.pseudonym(moment.actor.organization, category)
                return key.ljust(_BLOCK, b"\0").translate(table)

            return source

        return (
            self.bind("inner_" + name, LargeBinary(), pad(0x36)),
            self.bind("outer_" + name, LargeBinary(), pad(0x5C)),
        )
