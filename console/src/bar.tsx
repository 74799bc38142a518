// The bar above GraphiQL: who asks, and what for.
import { useEffect, useState, type KeyboardEvent } from "react";
import { askViewer, type Viewer } from "./server";

interface Props {
  token: string;
  purpose: string;
  onToken(token: string): void;
  onPurpose(purpose: string): void;
}

export function Bar({ token, purpose, onToken, onPurpose }: Props) {
  const { viewer, refused } = useViewer(token);
  return (
    <header className="bar">
      <label>
        Token
        <TokenField token={token} onToken={onToken} />
      </label>
      <label>
        Purpose
        <input
          className="purpose"
          list="purposes"
          autoComplete="off"
          spellCheck={false}
          placeholder={viewer && viewer.purposes.length > 1 ? "choose one" : ""}
          value={purpose}
          onChange={(event) => onPurpose(event.target.value.trim())}
        />
      </label>
      <datalist id="purposes">
        {viewer?.purposes.map((one) => <option key={one} value={one} />)}
      </datalist>
      <output>
        {viewer && <b>{viewer.role}</b>} {viewer?.organization?.name}
        {refused && <span className="refused">{refused}</span>}
      </output>
    </header>
  );
}

/** A token is taken when it is whole: on Enter, or when the field is left. */
function TokenField({ token, onToken }: Pick<Props, "token" | "onToken">) {
  const [text, setText] = useState(token);
  useEffect(() => setText(token), [token]);
  const take = () => onToken(text.trim());
  return (
    <input
      className="token"
      type="password"
      autoComplete="off"
      spellCheck={false}
      placeholder="gov_…"
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={take}
      onKeyDown={(event: KeyboardEvent) => event.key === "Enter" && take()}
    />
  );
}

/** Whose token it is, or why it is refused; neither while the server is asked. */
function useViewer(token: string): { viewer?: Viewer; refused?: string } {
  const [told, setTold] = useState({});
  useEffect(() => {
    let current = true;
    const tell = (one: { viewer?: Viewer; refused?: string }) => current && setTold(one);
    tell({});
    askViewer(token).then(
      (viewer) => tell({ viewer }),
      (error: Error) => tell({ refused: error.message }),
    );
    return () => {
      current = false;
    };
  }, [token]);
  return told;
}
