"""Import a web log: visits, and a visitor for each distinct (IP address, user agent).

A line is known by the keyed hash of (site, line, n-th occurrence in the file). A visitor's counts
are moved by the visits that are new. A restricted visitor (C22) gets none.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from governance.database.unit_of_work import UnitOfWork
from governance.identity import new_id
from governance.services.imports.known import RESTRICTED, restricted_of
from governance.services.imports.log_lines import LogLine, parse_line, system_and_browser
from governance.services.imports.run import Intake, LineRejected, Plan, Reject
from governance.services.keys import keyed_hash
from governance.services.rows import ids_of
from governance.services.visitors import Row, visit_row, visitor_row
from governance.services.visits import MOVE, moves_of
from governance.tables import Visit, Visitor

TEMPLATE: Final = (
    '203.0.113.9 - - [31/Jan/2026:12:00:00 +0000] "GET /catalogue HTTP/1.1" 200 512'
    ' "https://www.search.example/" "Mozilla/5.0 (X11; Linux x86_64; rv:143.0)"\n'
)
"""A line of the combined format."""

AHEAD: Final = timedelta(hours=1)
"""How far the clock of the server that wrote the log may be ahead."""


class Keyed(NamedTuple):
    """A line with its number, and the keys of its visitor and of itself."""

    number: int
    line: LogLine
    source_key: str
    line_key: str


class Weblog:
    """The kind of file that holds visits; `basis` is why their visitors are held (C6)."""

    def __init__(self, intake: Intake, basis: str) -> None:
        self.intake = intake
        self._basis = basis

    def read(self, lines: Iterable[bytes]) -> Iterator[Keyed | Reject]:
        """What each line says, or why it is rejected."""
        for number, line in enumerate(lines, 1):
            try:
                yield self._keyed(number, line.rstrip(b"\r\n"))
            except LineRejected as rejected:
                yield Reject(number, rejected.column, rejected.reason)

    def _keyed(self, number: int, raw: bytes) -> Keyed:
        line = parse_line(raw, self.intake.now + AHEAD)
        key, site_id = self.intake.key, self.intake.site_id
        source_key = keyed_hash(key, "visitor", site_id, line.ip_address, line.user_agent or "")
        nth = str(self.intake.seen.nth(raw))
        line_key = keyed_hash(key, "line", site_id, raw, nth)
        # The second in front lays the keys of a batch side by side in the index.
        return Keyed(number, line, source_key, f"{int(line.at.timestamp()):010x}-{line_key}")

    async def plan(self, work: UnitOfWork, items: Sequence[Keyed]) -> Plan:
        """New visits, the visitors who are new with them, and how far known ones move."""
        site_id = self.intake.site_id
        keys = [one.line_key for one in items]
        known = dict(await ids_of(work, Visit, site_id, "line_key", keys))
        fresh = [one for one in items if one.line_key not in known]
        firsts = {one.source_key: one.line for one in reversed(fresh)}
        ids = dict(await ids_of(work, Visitor, site_id, "source_key", firsts))
        restricted = await restricted_of(work, site_id, ids.values())
        held = [one for one in fresh if ids.get(one.source_key) in restricted]
        visitors = [self._visitor(key, line) for key, line in firsts.items() if key not in ids]
        ids |= {row["source_key"]: row["id"] for row in visitors}
        visits = [
            self._visit(one, ids[one.source_key])
            for one in fresh
            if ids[one.source_key] not in restricted
        ]
        return Plan(
            written=len(visits),
            skipped=len(items) - len(fresh),
            rejects=[Reject(one.number, "", RESTRICTED) for one in held],
            also={"visitors": sum(self._is_first(row) for row in visitors)},
            inserts=[(Visitor, visitors), (Visit, visits)],
            updates=[(MOVE, moves_of(site_id, visits, self.intake.now))],
        )

    def _is_first(self, visitor: Row) -> bool:
        """Whether no batch before had this visitor, who stays unknown throughout a dry run."""
        return self.intake.seen.nth(b"visitor\0" + visitor["source_key"].encode()) == 1

    def _visitor(self, source_key: str, line: LogLine) -> Row:
        """Known since its first visit: a notice posted later binds it as one who was there."""
        system, browser = system_and_browser(line.user_agent or "")
        return visitor_row(
            site_id=self.intake.site_id,
            id=new_id("Visitor"),
            now=self.intake.now,
            source_key=source_key,
            ip_address=line.ip_address,
            os=system,
            browser=browser,
            permission_basis=self._basis,
            created_at=line.at,
        )

    def _visit(self, keyed: Keyed, visitor_id: str) -> Row:
        line = keyed.line
        system, browser = system_and_browser(line.user_agent or "")
        return visit_row(
            site_id=self.intake.site_id,
            id=new_id("Visit"),
            visitor_id=visitor_id,
            at=line.at,
            path=line.path,
            referrer=line.referrer,
            ip_address=line.ip_address,
            user_agent=line.user_agent,
            os=system,
            browser=browser,
            pages_viewed=1,
            line_key=keyed.line_key,
        )
