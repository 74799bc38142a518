"""Keep a copy of the visitors that are shared with you, and let go of those that no longer are.

GOVERNANCE_URL=… GOVERNANCE_TOKEN=… GOVERNANCE_PURPOSE=… python nightly_pull.py copy.db

Killed midway and run again, it goes on where it was. Exit 1 with one line when it cannot.
"""

import http.client
import json
import os
import sqlite3
import sys
import time
import urllib.error
import urllib.request
from typing import Any

ATTEMPTS = 5
QUERY = """
query NightlyPull($after: String) {
  visitors(first: 100, after: $after) {
    nodes { id externalId email geoCountry os }
    pageInfo { hasNextPage endCursor }
  }
}
"""
TABLES = """
create table if not exists visitor (id text primary key, value text, pull integer);
create table if not exists pull (number integer primary key, cursor text, done integer);
"""


class Refused(Exception):
    """The answer is an error that asking again does not mend."""


def ask(variables: dict[str, Any]) -> Any:
    """One page; asked again while the service says that it is worth it."""
    request = urllib.request.Request(
        os.environ["GOVERNANCE_URL"] + "/graphql",
        json.dumps({"query": QUERY, "variables": variables}).encode(),
        {
            "Content-Type": "application/json",
            "Authorization": "Bearer " + os.environ["GOVERNANCE_TOKEN"],
            "Governance-Purpose": os.environ["GOVERNANCE_PURPOSE"],
            "Governance-On-Denied": "null",  # what is not for us is null, as if it were not there
        },
    )
    for attempt in range(ATTEMPTS):
        wait = 2.0**attempt
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                answer = json.load(response)
            break
        except urllib.error.HTTPError as error:
            if error.code not in (429, 502, 503, 504):
                raise Refused(reason(error)) from None
            wait = float(error.headers.get("Retry-After", wait))
        except (OSError, http.client.HTTPException, json.JSONDecodeError):
            pass  # not reached, or cut off: a read may always be repeated
        if attempt + 1 == ATTEMPTS:
            raise Refused(f"no answer after {ATTEMPTS} attempts")
        time.sleep(wait)
    if "errors" in answer:
        raise Refused(answer["errors"][0]["extensions"]["code"])
    if answer["data"]["visitors"] is None:
        raise Refused("the policy shows no visitor for this purpose")
    return answer["data"]["visitors"]


def reason(error: urllib.error.HTTPError) -> str:
    """The code of an error, or its status where something before the service answers."""
    try:
        return str(json.load(error)["errors"][0]["extensions"]["code"])
    except (OSError, http.client.HTTPException, ValueError, LookupError, TypeError):
        return f"status {error.code}, and no reason"


def pull(copy: sqlite3.Connection) -> tuple[int, int]:
    """Bring the copy up to date: how many visitors it has, and how many it let go."""
    copy.executescript(TABLES)
    number, after = _begun(copy)
    more = True
    while more:
        try:
            page = ask({"after": after})
        except Refused as refused:
            if after is None or str(refused) != "CURSOR_INVALID":
                raise
            after = None  # the list is another one by now: from the start
            continue
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        rows = [(row["id"], json.dumps(row), number) for row in page["nodes"]]
        with copy:  # rows and place together, so that neither is lost without the other
            copy.executemany("insert or replace into visitor values (?, ?, ?)", rows)
            copy.execute("update pull set cursor = ? where number = ?", (after, number))
    with copy:
        gone = copy.execute("delete from visitor where pull <> ?", (number,)).rowcount
        copy.execute("update pull set done = 1 where number = ?", (number,))
    return copy.execute("select count(*) from visitor").fetchone()[0], gone


def _begun(copy: sqlite3.Connection) -> tuple[int, str | None]:
    """The pull that was not finished, or a new one; and the place that it has reached."""
    with copy:
        last = copy.execute("select number, cursor, done from pull order by number desc").fetchone()
        if last is not None and not last[2]:
            return last[0], last[1]
        number = 1 if last is None else last[0] + 1
        copy.execute("insert into pull values (?, null, 0)", (number,))
        return number, None


if __name__ == "__main__":
    try:
        kept, gone = pull(sqlite3.connect(sys.argv[1]))
    except Refused as refused:
        sys.exit(f"error: {refused}")
    print(f"{kept} visitors, {gone} let go")
