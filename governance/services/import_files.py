"""Files that are imported, read by line: plain, gzipped or standard input; and the rejects."""

import csv
import gzip
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, BinaryIO, Final

from governance.services.log_lines import MAX_LINE
from governance.services.weblog import Reject

STDIN: Final = "-"


class ImportFile:
    """A file to import, or standard input; knows how far it has been read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._raw: BinaryIO | None = None
        self.size: int | None = None
        """Bytes on disk; None for standard input."""

    def __enter__(self) -> "ImportFile":
        """Open it. Raises OSError."""
        if self.name == STDIN:
            self._raw = sys.stdin.buffer
            return self
        self._raw = Path(self.name).open("rb")
        self.size = os.fstat(self._raw.fileno()).st_size
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it; standard input stays as it was."""
        if self._raw is not None and self.name != STDIN:
            self._raw.close()

    @property
    def read_bytes(self) -> int:
        """How many bytes on disk have been read."""
        return 0 if self._raw is None or self.size is None else self._raw.tell()

    def lines(self) -> Iterator[bytes]:
        """Lines with their ends; of one that is too long, what tells that it is."""
        if self._raw is None:
            raise ValueError("the file is not open")
        zipped = self.name.endswith(".gz")
        stream = gzip.GzipFile(fileobj=self._raw) if zipped else self._raw
        while line := stream.readline(MAX_LINE + 2):
            yield line
            while len(line) == MAX_LINE + 2 and not line.endswith(b"\n"):
                line = stream.readline(MAX_LINE + 2)


class RejectFile:
    """`FILE.rejected.csv`: line, column and reason of each rejected line; made for the first one.

    Only its owner may read it, and it holds no values.
    """

    def __init__(self, import_name: str) -> None:
        name = "stdin" if import_name == STDIN else import_name
        self.path = Path(f"{name}.rejected.csv")
        self._file: IO[str] | None = None
        self.path.unlink(missing_ok=True)  # of an earlier run

    def add(self, reject: Reject) -> None:
        """Write a line. Raises OSError."""
        if self._file is None:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            self._file = os.fdopen(os.open(self.path, flags, 0o600), "w", newline="")
            csv.writer(self._file).writerow(("line", "column", "reason"))
        csv.writer(self._file).writerow(reject)

    def close(self) -> None:
        """Finish the file, if any."""
        if self._file is not None:
            self._file.close()
