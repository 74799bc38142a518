// What a link says to the page: its fragment, which a browser sends to no server.

export interface Link {
  token?: string;
  purpose?: string;
  query?: string;
  variables?: string;
}

const NAMES = ["token", "purpose", "query", "variables"] as const;

/** Read the fragment (as URLSearchParams), and wipe it from the address bar and the history. */
export function takeLink(): Link {
  const given = new URLSearchParams(location.hash.slice(1));
  if (location.href.includes("#")) {
    history.replaceState(null, "", location.pathname + location.search);
  }
  const link: Link = {};
  for (const name of NAMES) {
    const value = given.get(name);
    if (value !== null) link[name] = value;
  }
  return link;
}
