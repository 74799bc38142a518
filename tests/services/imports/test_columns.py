"""Lines by the columns of their header."""

import gzip

import pytest

from governance.errors import GovernanceError
from governance.services.imports.columns import Column, Line, read_lines
from governance.services.imports.run import Reject
from governance.services.imports.values import text, year

COLUMNS = {
    "externalId": Column("external_id", text(10)),
    "visitorId": Column("external_id", text(10)),
    "birthYear": Column("birth_year", year),
}


def read(data: bytes) -> list[Line | Reject]:
    return list(
        read_lines(data.splitlines(keepends=True), COLUMNS, ["external_id"], lambda line: line)
    )


def test_columns_come_in_any_order_and_only_those_of_the_file_are_told() -> None:
    assert read(b"birthYear,externalId\n1985, a \n,b\n") == [
        Line(2, {"birth_year": 1985, "external_id": "a"}),
        Line(3, {"birth_year": None, "external_id": "b"}),
    ]
    assert read(b"visitorId\na\n") == [Line(2, {"external_id": "a"})]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"externalId;birthYear\na;1985\n", "CSV has commas"),
        ("externalId,birthYear\na,1985\n".encode("utf-16"), "not UTF-8"),
        (gzip.compress(b"externalId\na\n", mtime=0), "is gzipped"),
        (b"", "no header line"),
    ],
)
def test_a_file_of_another_kind_is_told_by_what_it_is(data: bytes, reason: str) -> None:
    with pytest.raises(GovernanceError, match=reason):
        read(data)


@pytest.mark.parametrize(
    ("line", "reject"),
    [
        (b"a", Reject(2, "", "1 fields where the header has 2")),
        (b"a,1985,x", Reject(2, "", "3 fields where the header has 2")),
        (b",1985", Reject(2, "externalId", "no value")),
        (b"a,85", Reject(2, "birthYear", "not a year of four digits from 1900 on")),
        (b"a\0,1985", Reject(2, "externalId", "a NUL character")),
        (b"\xc3,1985", Reject(2, "externalId", "not UTF-8")),
        (b"\xed\xa0\x80,1985", Reject(2, "externalId", "not UTF-8")),
        (b"abcdefghijk,1985", Reject(2, "externalId", "longer than 10 characters")),
    ],
)
def test_a_wrong_line_is_rejected_alone(line: bytes, reject: Reject) -> None:
    found = read(b"externalId,birthYear\n" + line + b"\nb,1985\n")
    assert found == [reject, Line(3, {"external_id": "b", "birth_year": 1985})]


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        (b"", "the file has no header line"),
        (b'"externalId\n', "the file has no header line"),
        (b"externalId,birthYaer\n", "column 2 is none of this import, did you mean `birthYear`"),
        (b"externalId;birthYear\n", "the columns are parted by another sign"),
        (b"externalId,\n", "column 2 is none of this import"),
        (b"externalId,visitorId\n", "column 2 is given twice: `externalId` or `visitorId`"),
        (b"birthYear\n", "the column `externalId` or `visitorId` is missing"),
        (b"\xff\xfee\0x\0\n", "the file is not UTF-8"),
    ],
)
def test_a_wrong_header_is_refused(header: bytes, reason: str) -> None:
    with pytest.raises(GovernanceError) as refused:
        read(header)
    assert reason in refused.value.message
