"""One query, asked by six recipients: the table of README.md.

python -m examples.six_answers            prints the table
python -m examples.six_answers --write    writes it into README.md
"""

import asyncio
import re
import sys
from pathlib import Path
from typing import Any, Final, NamedTuple

from examples.demo_house import Demo, open_demo

ROOT: Final = Path(__file__).parents[1]
QUERY: Final = Path(__file__).with_suffix(".graphql").read_text(encoding="utf-8")
HERE: Final = ("www.northwind.example", "northwind-www-00001")
THERE: Final = ("shop.northwind.example", "northwind-shop-00001")
MARKS: Final = ("<!-- six answers -->\n", "<!-- end of six answers -->")


class Recipient(NamedTuple):
    """Who asks, and for which purpose."""

    role: str
    organization: str
    purpose: str


RECIPIENTS: Final = (
    Recipient("hosting_provider", "Hearth Hosting", "essential.service.operations"),
    Recipient("subsidiary", "Overlay Insight", "analytics.reporting"),
    Recipient("partner", "Compass Partners", "analytics.reporting"),
    Recipient("data_provider", "Clearlist Data", "marketing.advertising"),
    Recipient(
        "law_enforcement", "State Prosecutor of Avalon", "third_party_sharing.legal_obligation"
    ),
    Recipient("acquirer", "Meridian Capital", "due_diligence"),
)

ROWS: Final = (
    ("visitors in scope", "visitors", "totalCount", "Query.visitors"),
    (f"**{HERE[0]}** email", "here", "email", "Visitor.email"),
    ("first name", "here", "firstName", "Visitor.firstName"),
    ("country", "here", "geoCountry", "Visitor.geoCountry"),
    ("system", "here", "os", "Visitor.os"),
    ("IP address", "here", "ipAddress", "Visitor.ipAddress"),
    ("visits", "here", "visits", "Visitor.visits"),
    (f"**{THERE[0]}** email", "there", "email", "Visitor.email"),
    ("first name", "there", "firstName", "Visitor.firstName"),
    ("country", "there", "geoCountry", "Visitor.geoCountry"),
)
"""Label, response key of the root, field, coordinate."""


async def six_answers(demo: Demo) -> list[dict[str, Any]]:
    """The bodies, in the order of RECIPIENTS."""
    here, there = await demo.visitor(HERE[1]), await demo.visitor(THERE[1])
    bodies = []
    for role, organization, purpose in RECIPIENTS:
        actor = await demo.actor(role, organization)
        bodies.append(await demo.ask(actor, purpose, QUERY, here=here, there=there))
    return bodies


def table(bodies: list[dict[str, Any]]) -> str:
    """The answers side by side, as Markdown."""
    names = [recipient.role.replace("_", " ") for recipient in RECIPIENTS]
    purposes = [f"`{recipient.purpose}`" for recipient in RECIPIENTS]
    lines = [["", *names], ["---"] * (len(names) + 1), ["purpose", *purposes]]
    for label, root, field, coordinate in ROWS:
        clear = _value(bodies[0]["data"][root], field)
        lines.append([label, *(_cell(body, root, field, coordinate, clear) for body in bodies)])
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def _cell(body: dict[str, Any], root: str, field: str, coordinate: str, clear: Any) -> str:
    governance = body["extensions"]["governance"]
    read = "Query." + ("visitors" if root == "visitors" else "visitor")
    if {coordinate, read} & set(governance["denied"]):
        return "*denied*"
    if body["data"][root] is None:
        return "*no such row*"
    value = _value(body["data"][root], field)
    if value is None:
        return "*not stored*" if clear is None else "*withheld*"
    if value == clear or field == "totalCount":
        return f"{value:,}" if isinstance(value, int) else str(value)
    return f"{governance['forms'][coordinate][-1]} {str(value)[:8]}…"


def _value(row: Any, field: str) -> Any:
    value = None if row is None else row[field]
    return value["totalCount"] if isinstance(value, dict) else value


def written(readme: str, made: str) -> str:
    """The README with the table between its marks."""
    start, end = map(re.escape, MARKS)
    return re.sub(f"({start}).*?({end})", lambda m: m[1] + made + m[2], readme, flags=re.DOTALL)


async def main() -> None:
    """Print the table, or write it."""
    async with open_demo() as demo:
        made = table(await six_answers(demo))
    if "--write" in sys.argv[1:]:
        path = ROOT / "README.md"
        path.write_text(written(path.read_text(encoding="utf-8"), made), encoding="utf-8")
    else:
        print(made, end="")


if __name__ == "__main__":
    asyncio.run(main())
