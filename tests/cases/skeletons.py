"""The document that every role asks of each main type, and the folders of those cases.

python -m tests.cases.skeletons      makes the folders that are missing; update.py fills them
"""

import json
from typing import Final

from governance.vocabulary import ROLES
from tests.cases.actors import PURPOSES
from tests.cases.case import HERE

_PAGE: Final = "totalCount pageInfo { hasNextPage endCursor }"

DOCUMENTS: Final = {
    "visitor": """query Visitors {
  visitors(first: 5) {
    totalCount
    nodes {
      id externalId identifiers { kind value } createdAt updatedAt
      email firstName lastName phone streetAddress city region postalCode country
      socialNetwork socialHandle
      ipAddress deviceType hardware os browser deviceId macAddress
      geoCountry geoRegion geoCity latitude longitude gender birthYear ageBand
      preferences firstSeenAt lastSeenAt visitCount withheld
      site { id domain }
      visits(last: 2) { totalCount nodes { id at path } }
      consents(first: 2) { nodes { id purpose status } }
      cookies(first: 2) { nodes { id name } }
    }
  }
}
""",
    "visit": """query Visits {
  visits(first: 3, orderBy: [{field: ID, direction: DESC}]) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage }
    nodes {
      id at path referrer ipAddress userAgent os browser pagesViewed secondsSpent
      visitor { id email os }
    }
  }
}
""",
    "consent": """query Consents {
  consents(first: 4) {
    totalCount
    nodes {
      id purpose regime status legalBasis recipients method jurisdiction language
      givenAt withdrawnAt expiresAt source
      visitor { id externalId }
      notice { id version }
      history(first: 1) { nodes { id status method source recordedAt } }
    }
  }
}
""",
    "cookie-observation": """query Observations {
  visitors(first: 8) {
    nodes {
      id
      cookies { totalCount nodes { id name firstSeenAt lastSeenAt cookie { id category } } }
    }
  }
}
""",
    "cookie": """query Cookies {
  cookies {
    totalCount
    nodes {
      id name isPattern domain category provider description retention retentionSeconds
      thirdParty site { id name }
    }
  }
}
""",
    "notice": """query Notices {
  notices {
    totalCount
    nodes { id version language url contentHash material postedAt bindsAt site { id name } }
  }
}
""",
    "organization": """query Organizations {
  organizations {
    totalCount
    nodes { id name kind country contact createdAt }
  }
}
""",
    "site": """query Sites {
  sites {
    totalCount
    nodes {
      id domain name jurisdiction noticeDays createdAt organization { id name }
    }
  }
}
""",
    "sharing-grant": """query Grants {
  sharingGrants {
    totalCount
    nodes {
      id purposes categories legalBasis agreement status startsAt expiresAt createdAt
      grantor { id name } recipient { id name } site { id domain }
    }
  }
}
""",
    "legal-request": """query Requests {
  legalRequests {
    totalCount
    nodes {
      id reference instrument matter jurisdiction status startsAt expiresAt sealedUntil createdAt
      authority { id name }
    }
  }
}
""",
    "acquisition": """query Acquisitions {
  acquisitions {
    totalCount
    nodes { id kind status openedAt closedAt acquirer { id name } }
  }
}
""",
    "user": """query Users {
  users {
    totalCount
    nodes { id name email role disabledAt createdAt organization { id name } }
  }
}
""",
    "disclosure": """query Disclosures {
  disclosures {
    totalCount
    nodes {
      id at actor role purpose policyRevision operation documentHash coordinates visitorCount
      recipient { id name }
    }
  }
}
""",
}
"""Name of the case to its document."""


def make_missing() -> None:
    """Make the folders that are not there yet."""
    for role in ROLES:
        for name, document in DOCUMENTS.items():
            folder = HERE / role / name
            folder.mkdir(parents=True, exist_ok=True)
            purpose = PURPOSES.get(role, "analytics").split()[0]
            if role == "analyst":
                purpose = "analytics.reporting"
            said = {"law": f"what {role} is shown of {name}", "actor": role, "purpose": purpose}
            (folder / "case.json").write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
            (folder / "request.graphql").write_text(document, encoding="utf-8")


if __name__ == "__main__":
    make_missing()
