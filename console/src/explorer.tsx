// GraphiQL, asking as the token of the bar for its purpose. Nothing outlives the page.
import "graphiql/setup-workers/vite";
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "graphiql/graphiql.css";
import "./explorer.css";

import { pick, useGraphiQL } from "@graphiql/react";
import { GraphiQL, type GraphiQLProps } from "graphiql";
import { parse, print } from "graphql";
import { useEffect, useMemo, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { Bar } from "./bar";
import { takeLink, type Link } from "./link";
import { memory } from "./memory";
import { bearer, post } from "./server";

const STORAGE = memory();
const FIRST_QUERY = "{ viewer { role purposes organization { name kind } } }";

/** Show the page in an element, as a link says. */
export function show(root: HTMLElement, link: Link) {
  createRoot(root).render(<Explorer first={link} />);
}

function Explorer({ first }: { first: Link }) {
  const [link, setLink] = useState(first);
  const [token, setToken] = useState(first.token ?? "");
  const [purpose, setPurpose] = useState(first.purpose ?? "");

  useEffect(() => {
    const follow = () => {
      const next = takeLink();
      if (next.token !== undefined) setToken(next.token);
      if (next.purpose !== undefined) setPurpose(next.purpose);
      setLink(next);
    };
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);

  // Another fetcher makes GraphiQL introspect anew: another token gets one, another purpose does not.
  const asked = useRef(purpose);
  useEffect(() => {
    asked.current = purpose;
  }, [purpose]);
  const fetcher = useMemo(() => fetcherOf(token, () => asked.current), [token]);

  return (
    <>
      <Bar token={token} purpose={purpose} onToken={setToken} onPurpose={setPurpose} />
      <GraphiQL
        fetcher={fetcher}
        storage={STORAGE}
        shouldPersistHeaders={false}
        initialQuery={laidOut(first.query ?? FIRST_QUERY)}
        initialVariables={first.variables ?? ""}
        defaultQuery=""
      >
        <GraphiQL.Logo>{null}</GraphiQL.Logo>
        <Followed link={link} first={first} />
      </GraphiQL>
    </>
  );
}

/** Headers typed into GraphiQL's own tab come last and win. */
function fetcherOf(token: string, purpose: () => string): GraphiQLProps["fetcher"] {
  return (request, options) =>
    post(request, { ...bearer(token), "governance-purpose": purpose(), ...options?.headers });
}

/** Puts what a later link asks into the editors. */
function Followed({ link, first }: { link: Link; first: Link }) {
  const { queryEditor, variableEditor } = useGraphiQL(pick("queryEditor", "variableEditor"));
  useEffect(() => {
    if (link === first || link.query === undefined) return;
    queryEditor?.setValue(laidOut(link.query));
    variableEditor?.setValue(link.variables ?? "");
  }, [link, queryEditor, variableEditor]);
  return null;
}

/** A document on one line, as links have it, over several; any other as it is. */
function laidOut(query: string): string {
  if (query.includes("\n")) return query;
  try {
    return print(parse(query));
  } catch {
    return query;
  }
}
