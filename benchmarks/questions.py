"""What is asked, of every competitor alike."""

from typing import Final

NAMES: Final = ("Q1", "Q2", "Q3")

DOCUMENTS: Final = {
    "Q1": """
        query One($id: ID!) {
          visitor(id: $id) {
            id externalId email firstName lastName phone country ipAddress deviceType os browser
            geoCountry
            consents(first: 10) { nodes { purpose status givenAt } }
          }
        }
    """,
    "Q2": """
        query Page($site: ID!, $first: Int!) {
          visitors(site: $site, first: $first) {
            edges {
              cursor
              node {
                id externalId email firstName lastName country ipAddress os browser geoCountry
                consents(first: 3) { edges { node { purpose status givenAt } } }
              }
            }
            pageInfo { hasNextPage endCursor }
          }
        }
    """,
    "Q3": "query Site($id: ID!) { site(id: $id) { id domain name } }",
}
"""Q1: a visitor with 12 fields and its consents. Q2: a page of 100 visitors with 10 fields and 3
consents each. Q3: a site with 3 fields."""

PAGE: Final = 100


PREFIXES: Final = {
    "Q1": b'{"data":{"visitor":',
    "Q2": b'{"data":{"visitors":',
    "Q3": b'{"data":{"site":',
}
"""How the bytes of an answer begin."""
