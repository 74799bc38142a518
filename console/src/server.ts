// The API that this page was served by. A refusal is an answer too: it is shown as it came.

export interface Viewer {
  role: string;
  purposes: string[];
  organization: { name: string } | null;
}

/** POST a request; headers without a value are left out. */
export async function post(request: object, headers: Record<string, string>): Promise<any> {
  const sent = new Headers({ accept: "application/json", "content-type": "application/json" });
  for (const [name, value] of Object.entries(headers)) if (value) sent.set(name, value);
  const answer = await fetch(location.pathname, {
    method: "POST",
    headers: sent,
    body: JSON.stringify(request),
    credentials: "omit",
    redirect: "error",
  });
  return answer.json();
}

/** The header that says who asks. */
export function bearer(token: string): Record<string, string> {
  return { authorization: token && `Bearer ${token}` };
}

/** Whose token that is; without one, anonymous. */
export async function askViewer(token: string): Promise<Viewer> {
  const query = "{ viewer { role purposes organization { name } } }";
  const answer = await post({ query }, bearer(token));
  if (answer.data) return answer.data.viewer;
  throw new Error(answer.errors[0].message);
}
