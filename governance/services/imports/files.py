"""Files that are imported, read by line: plain, gzipped or standard input; and the rejects."""

import csv
import gzip
import os
import stat
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, BinaryIO, Final

from governance.services.imports.run import Reject

STDIN: Final = "-"

MAX_LINE: Final = 65_536
"""Bytes of a line, and of a record of CSV; a longer one is rejected."""


class Unreadable(Exception):
    """The file cannot be opened, or cannot be read to its end; the message says why."""


class Unwritable(Exception):
    """The rejects cannot be written; the message says where, why and what to do."""


class ImportFile:
    """A file to import, or standard input; knows how far it has been read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._raw: BinaryIO | None = None
        self.size: int | None = None
        """Bytes on disk; None for standard input and for a pipe."""

    def __enter__(self) -> "ImportFile":
        """Open it. Raises Unreadable."""
        if self.name == STDIN:
            self._raw = sys.stdin.buffer
            return self
        try:
            self._raw = Path(self.name).open("rb")
        except OSError as error:
            raise Unreadable(_reason(error)) from error
        status = os.fstat(self._raw.fileno())
        if stat.S_ISREG(status.st_mode):
            self.size = status.st_size
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
        """Lines with their ends; of one that is too long, what tells that it is.

        Raises Unreadable where the file is damaged or ends too early.
        """
        if self._raw is None:
            raise ValueError("the file is not open")
        zipped = self.name.endswith(".gz")
        stream = gzip.GzipFile(fileobj=self._raw) if zipped else self._raw
        try:
            while line := stream.readline(MAX_LINE + 2):
                yield line
                while len(line) == MAX_LINE + 2 and not line.endswith(b"\n"):
                    line = stream.readline(MAX_LINE + 2)
        except EOFError as error:
            raise Unreadable("it ends too early, was it cut off?") from error
        except (gzip.BadGzipFile, zlib.error) as error:
            raise Unreadable("it is damaged, or not gzipped") from error
        except OSError as error:
            raise Unreadable(_reason(error)) from error


class RejectFile:
    """`FILE.rejected.csv`: line, column and reason of each rejected line; made for the first one.

    Only its owner may read it, and it holds no values.
    """

    def __init__(self, import_name: str) -> None:
        name = "stdin" if import_name == STDIN else import_name
        self.path = Path(f"{name}.rejected.csv")
        self._file: IO[str] | None = None

    def close(self) -> None:
        """Finish the file, if any."""
        if self._file is not None:
            self._file.close()

    def begin(self) -> None:
        """Remove that of an earlier run. Raises Unwritable."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise self._unwritable(error) from error

    def add(self, reject: Reject) -> None:
        """Write a line. Raises Unwritable."""
        try:
            if self._file is None:
                flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
                self._file = os.fdopen(os.open(self.path, flags, 0o600), "w", newline="")
                csv.writer(self._file).writerow(("line", "column", "reason"))
            csv.writer(self._file).writerow(reject)
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> Unwritable:
        return Unwritable(
            f"cannot write the rejects to {self.path}: {_reason(error)};"
            " give the file from a folder you may write to, or by standard input"
        )


def _reason(error: OSError) -> str:
    return (error.strerror or "it cannot be read").lower()
