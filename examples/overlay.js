// What a page of a customer's site does to record what its visitor consents to.
// The key is publishable; the cookie is the site's own, and says only which visitor this browser is.

const COOKIE = "governance_visitor";
const THIRTEEN_MONTHS = 395 * 24 * 60 * 60;

/** Opens a visitor's session: `api` is where the service is, `key` the site's `gov_pk_…`. */
export function overlay(api, key) {
  let session = null;

  async function post(path, body, headers = {}) {
    const response = await fetch(api + path, {
      method: "POST",
      credentials: "omit",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (answer.errors) throw new Error(answer.errors[0].extensions.code);
    return answer;
  }

  async function current() {
    if (session && Date.parse(session.expiresAt) - Date.now() > 10_000) return session;
    session = await post("/browser/token", { key, recognition: kept() });
    keep(session.recognition);
    return session;
  }

  async function mutate(query, said) {
    const { token, visitor } = await current();
    const headers = { Authorization: "Bearer " + token };
    const variables = { input: { visitor, ...said } };
    return (await post("/graphql", { query, variables }, headers)).data;
  }

  return {
    /** `status` is GIVEN or REFUSED. */
    record: (purpose, status, method = "BANNER") =>
      mutate(
        "mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { id } }",
        { purpose, status, method },
      ),
    withdraw: (purpose) =>
      mutate(
        "mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { id } }",
        { purpose },
      ),
  };
}

function kept() {
  const found = document.cookie.split("; ").find((one) => one.startsWith(COOKIE + "="));
  return found ? found.slice(COOKIE.length + 1) : null;
}

function keep(recognition) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${COOKIE}=${recognition}; Max-Age=${THIRTEEN_MONTHS}; Path=/; SameSite=Lax${secure}`;
}
