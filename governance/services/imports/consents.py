"""Import what visitors said: each line is an event, and the standing is that of the latest event.

Events come in the order of the file. A line that an earlier import recorded is skipped, so an older
file that comes again moves nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import select

from governance.database.unit_of_work import UnitOfWork
from governance.services.imports.columns import Column, Line, csv_lines, read_lines
from governance.services.imports.known import RESTRICTED, restricted_of
from governance.services.imports.run import Intake, LineRejected, Plan, Reject
from governance.services.imports.standings import standings_of
from governance.services.imports.values import moment, shaped, text, word, words
from governance.services.keys import keyed_hash
from governance.services.matching import canonical_json
from governance.services.rows import changes_of, ids_of, update_of
from governance.services.said import LANGUAGE, METHOD, REGIME, SIGNALLED
from governance.services.sensitive import SAYS_SENSITIVE, is_sensitive
from governance.services.standings import ENDED, MOVING
from governance.services.visiting.names import EXTERNAL, Name, aliased
from governance.tables import Consent, ConsentEvent, Notice, Visitor, table_of
from governance.vocabulary import (
    DATA_USES,
    GIVING,
    JURISDICTION,
    ConsentStatus,
    LegalBasis,
    OrganizationKind,
)

_VISITOR: Final = "visitor"
_BY: Final = {"externalId": "external_id", "visitor": "id"}
"""Header to the visitor's column that it names."""


def _visitor(column: str) -> Column:
    read = text(200)
    return Column(_VISITOR, lambda given: (column, read(given)))


COLUMNS: Final = {
    **{header: _visitor(column) for header, column in _BY.items()},
    "purpose": Column("purpose", word(DATA_USES, "a purpose")),
    "status": Column("status", word(ConsentStatus, "a status of consents")),
    "legalBasis": Column("legal_basis", word(LegalBasis, "a legal basis")),
    "method": Column("method", shaped(METHOD, "not one word such as FORM")),
    "recipients": Column("recipients", words(OrganizationKind, "a kind of organization")),
    "regime": Column("regime", shaped(REGIME, "not one word such as tcf")),
    "jurisdiction": Column(
        "jurisdiction", shaped(JURISDICTION, "not a jurisdiction such as US-CA")
    ),
    "language": Column("language", shaped(LANGUAGE, "not a language such as en")),
    "givenAt": Column("given_at", moment),
    "withdrawnAt": Column("withdrawn_at", moment),
    "expiresAt": Column("expires_at", moment),
    "source": Column("source", text(200)),
    "notice": Column("notice", text(200)),
}
"""The fields of `Consent`; `visitor` is an id, `notice` an id or a version."""

_SHOWN: Final = (
    "externalId purpose status legalBasis method recipients givenAt withdrawnAt expiresAt source"
).split()

TEMPLATE: Final = csv_lines(
    {name: COLUMNS[name] for name in _SHOWN},
    (
        "crm-1001,analytics,GIVEN,CONSENT,FORM,SUBSIDIARY BUSINESS_PARTNER,"
        "2026-01-31T12:00:00Z,,2028-01-31T12:00:00Z,banner",
        "crm-1002,marketing.communications,WITHDRAWN,CONSENT,FORM,,,2026-02-01T09:00:00Z,,banner",
    ),
)

_NEEDED: Final = (_VISITOR, "purpose", "status", "legal_basis", "method")


class Said(NamedTuple):
    """What a line says, and the key it is known by."""

    line: int
    line_key: str
    values: dict[str, Any]


class Consents:
    """The kind of file that holds consents."""

    def __init__(self, intake: Intake) -> None:
        self.intake = intake

    def read(self, lines: Iterable[bytes]) -> Iterator[Said | Reject]:
        """What each line says. Raises BAD_USER_INPUT for a wrong header."""
        return read_lines(lines, COLUMNS, _NEEDED, self._said)

    def _said(self, line: Line) -> Said:
        values = line.values
        if values.get("regime") in SIGNALLED and values["status"] in GIVING:
            raise LineRejected("regime", "the regime of a signal, which refuses and never gives")
        _check_times(values, self.intake)
        if values.get("source") is not None and is_sensitive(values["source"]):
            raise LineRejected("source", SAYS_SENSITIVE)
        what = canonical_json({name: said for name, said in values.items() if said is not None})
        nth = str(self.intake.seen.nth(what.encode()))
        key = keyed_hash(self.intake.key, "consent", self.intake.site_id, what, nth)
        return Said(line.number, key, values)

    async def plan(self, work: UnitOfWork, items: Sequence[Said]) -> Plan:
        """New events, and the standings that they move."""
        site_id = self.intake.site_id
        keys = {said.line_key for said in items}
        known = dict(await ids_of(work, ConsentEvent, site_id, "line_key", keys))
        fresh = [said for said in items if said.line_key not in known]
        visitors = await self._visitors(work, fresh)
        notices = await self._notices(work)
        restricted = await restricted_of(work, site_id, visitors.values())
        standings = await standings_of(work, site_id, visitors.values(), self.intake.now)
        plan = Plan(skipped=len(items) - len(fresh))
        for said in fresh:
            try:
                visitor_id = _the_visitor(said.values, visitors)
                if said.values["status"] in GIVING and visitor_id in restricted:
                    raise LineRejected("", RESTRICTED)
                notice_id = _the_notice(said.values, notices)
                standings.add(visitor_id, notice_id, said.values, said.line_key)
            except LineRejected as rejected:
                plan.rejects.append(Reject(said.line, rejected.column, rejected.reason))
        plan.written = len(standings.events)
        plan.inserts = [(Consent, standings.new()), (ConsentEvent, standings.events)]
        changes = [
            changes_of(row["id"], {name: row[name] for name in MOVING})
            for row in standings.changed()
        ]
        plan.updates = [(update_of(Consent, site_id, MOVING), changes)]
        return plan

    async def _visitors(
        self, work: UnitOfWork, lines: Sequence[Said]
    ) -> dict[tuple[str, str], str]:
        """Ids by the column and the value that lines name visitors by, without ambiguous ones."""
        found: dict[tuple[str, str], set[str]] = {}
        wanted = {said.values[_VISITOR] for said in lines}
        for column in _BY.values():
            names = {name for by, name in wanted if by == column}
            for name, row_id in await ids_of(work, Visitor, self.intake.site_id, column, names):
                found.setdefault((column, name), set()).add(row_id)
        former = [Name(*one) for one in wanted if one[0] == EXTERNAL]
        for one, visitor_id in (await aliased(work, self.intake.site_id, former)).items():
            found.setdefault((one.kind, one.value), set()).add(visitor_id)
        return {name: ids.pop() for name, ids in found.items() if len(ids) == 1}

    async def _notices(self, work: UnitOfWork) -> Mapping[str, set[str]]:
        """The ids of the site's notices, by id and by version."""
        table = table_of(Notice)
        of_site = select(table.c.id, table.c.version).where(table.c.site_id == self.intake.site_id)
        found: dict[str, set[str]] = {}
        for row in await work.connection.execute(of_site):
            found.setdefault(row.id, set()).add(row.id)
            found.setdefault(row.version, set()).add(row.id)
        return found


def _the_visitor(values: Mapping[str, Any], visitors: Mapping[tuple[str, str], str]) -> str:
    by = values[_VISITOR]
    if by not in visitors:
        header = next(header for header, column in _BY.items() if column == by[0])
        raise LineRejected(header, "not a visitor of this site")
    return visitors[by]


def _the_notice(values: Mapping[str, Any], notices: Mapping[str, set[str]]) -> str | None:
    if values.get("notice") is None:
        return None
    named = notices.get(values["notice"], set())
    if len(named) != 1:
        raise LineRejected("notice", "not one notice of this site; give its id")
    return next(iter(named))


def _check_times(values: Mapping[str, Any], intake: Intake) -> None:
    given, withdrawn = values.get("given_at"), values.get("withdrawn_at")
    expires = values.get("expires_at")
    for name, at in (("givenAt", given), ("withdrawnAt", withdrawn)):
        if at is not None and at > intake.now:
            raise LineRejected(name, "in the future")
    if withdrawn is not None and values["status"] not in ENDED:
        raise LineRejected("withdrawnAt", "the status says that it was not withdrawn")
    if given is not None and withdrawn is not None and withdrawn < given:
        raise LineRejected("withdrawnAt", "before `givenAt`")
    if given is not None and expires is not None and expires <= given:
        raise LineRejected("expiresAt", "not after `givenAt`")
