"""Golden files that people can read: JSON and SQL spread over lines, and folded back.

Only blanks outside of strings change, so what is folded is byte for byte what was spread.
"""

import re
from collections import deque
from typing import Final

WIDTH: Final = 100
_JSON: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+')
_SQL: Final = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|[()]|[^\s'\"()]+")
_NAME: Final = re.compile(r"[a-z_][a-z_0-9]*$")
_STARTS: Final = frozenset("SELECT FROM WHERE ORDER GROUP LIMIT JOIN AND WITH".split())


def folded(json: str) -> str:
    """JSON without the blanks between its tokens."""
    return "".join(_JSON.findall(json))


def spread(json: str) -> str:
    """JSON over lines: what fits into one stays on one."""
    return _value(deque(_JSON.findall(json)), "") + "\n"


def _value(tokens: deque[str], indent: str) -> str:
    start = tokens.popleft()
    if start not in "[{":
        return start
    end = "]" if start == "[" else "}"
    parts, deeper = list[str](), indent + "  "
    while tokens[0] != end:
        if tokens[0] == ",":
            tokens.popleft()
        key = "" if start == "[" else tokens.popleft() + tokens.popleft() + " "
        parts.append(key + _value(tokens, deeper))
    tokens.popleft()
    flat = start + ", ".join(parts) + end
    if "\n" not in flat and len(indent) + len(flat) <= WIDTH:
        return flat
    return start + "\n" + ",\n".join(deeper + part for part in parts) + "\n" + indent + end


def laid_out(sql: str) -> str:
    """SQL over lines: a clause starts one, a sub-select is indented."""
    tokens = _SQL.findall(sql)
    lines, line, depth = list[str](), "", list[bool]()
    for at, token in enumerate(tokens):
        if token == ")" and depth and depth.pop():
            lines.append(line)
            line = "  " * sum(depth)
        elif token in _STARTS and line.strip():
            lines.append(line.rstrip())
            line = "  " * sum(depth)
        glued = token in "),." or line.endswith("(") or not line.strip()
        glued = glued or (token == "(" and _NAME.search(line) is not None)
        line += token if glued else " " + token
        if token == "(":
            opens = at + 1 < len(tokens) and tokens[at + 1] in ("SELECT", "WITH")
            depth.append(opens)
            if opens:
                lines.append(line)
                line = "  " * sum(depth)
    return "\n".join([*lines, line]) + "\n"
