"""GraphiQL in a browser: from the demo's link to the answer, and nothing of it is left behind."""

from typing import Any
from urllib.parse import urlencode

import httpx2
from playwright.sync_api import Page, expect

Demo = dict[str, Any]
COUNT = "{ visitors { totalCount } }"


def a_link(demo: Demo, **given: str) -> str:
    return f"{demo['url']}/graphql#{urlencode(given)}"


def run(page: Page) -> None:
    """Execute what the editor holds, once there are editors."""
    for editor in ("Operation Editor", "Result Window"):
        expect(page.get_by_label(editor).locator(".monaco-editor").first).to_be_visible()
    page.get_by_role("button", name="Execute query").click()


def expect_answer(page: Page, text: str) -> None:
    expect(page.get_by_label("Result Window")).to_contain_text(text)


def visitors_of(demo: Demo, role: str) -> int:
    """How many visitors a role is told of by the API itself."""
    headers = {"authorization": "Bearer " + demo["tokens"][role]}
    answer = httpx2.post(demo["url"] + "/graphql", json={"query": COUNT}, headers=headers)
    return int(answer.json()["data"]["visitors"]["totalCount"])


def test_a_link_of_the_demo_is_answered_at_a_click(page: Page, demo: Demo) -> None:
    page.goto(demo["links"]["hosting_provider"])
    run(page)
    expect_answer(page, f'"totalCount": {visitors_of(demo, "hosting_provider")}')
    expect_answer(page, '"domain":')
    expect(page.get_by_role("status")).to_have_text("hosting_provider Hearth Hosting")


def test_a_link_leaves_nothing_behind(page: Page, demo: Demo) -> None:
    page.goto(demo["links"]["support"])
    run(page)
    expect_answer(page, '"data"')
    assert page.url == demo["url"] + "/graphql"
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.context.cookies() == []
    page.reload()
    expect(page.get_by_label("Token")).to_have_value("")
    expect(page.get_by_role("status")).to_have_text("anonymous")


def test_another_link_in_the_same_tab_is_followed(page: Page, demo: Demo) -> None:
    page.goto(demo["links"]["hosting_provider"])
    expect(page.get_by_role("status")).to_contain_text("hosting_provider")
    link = a_link(
        demo,
        token=demo["tokens"]["law_enforcement"],
        purpose="third_party_sharing.legal_obligation",
        query="query Of($most: Int!) { legalRequests(first: $most) { nodes { reference } } }",
        variables='{"most": 1}',
    )
    page.evaluate("there => { location.href = there }", link)
    expect(page.get_by_role("status")).to_contain_text("law_enforcement")
    run(page)
    expect_answer(page, '"reference":')
    assert page.url == demo["url"] + "/graphql"


def test_the_purposes_of_the_token_are_offered(page: Page, demo: Demo) -> None:
    page.goto(a_link(demo, token=demo["tokens"]["subsidiary"], query=COUNT))
    offered = page.locator("#purposes option")
    expect(offered).to_have_count(3)
    values = [one.get_attribute("value") for one in offered.all()]
    actor = next(one for one in demo["actors"] if one["role"] == "subsidiary")
    assert values == actor["purposes"]
    run(page)
    expect_answer(page, "PURPOSE_REQUIRED")
    page.get_by_label("Purpose").fill("analytics.reporting")
    run(page)
    expect_answer(page, '"totalCount":')


def test_a_token_typed_in_is_taken_on_enter(page: Page, demo: Demo) -> None:
    page.goto(demo["url"] + "/graphql")
    page.get_by_label("Token").fill(demo["tokens"]["auditor"])
    page.get_by_label("Token").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("auditor Overlay Works")


def test_a_token_that_is_refused_is_said_to_be(page: Page, demo: Demo) -> None:
    page.goto(a_link(demo, token="gov_forged"))
    expect(page.get_by_role("status")).to_have_text("that access token is not known")
    run(page)
    expect_answer(page, "UNAUTHENTICATED")


def test_the_schema_is_there_to_read(page: Page, demo: Demo) -> None:
    page.goto(demo["links"]["visitor"])
    page.get_by_role("button", name="Show Documentation Explorer").click()
    page.get_by_role("link", name="Query").click()
    expect(page.get_by_role("region", name="Documentation Explorer")).to_contain_text(
        "policyRevisions"
    )
