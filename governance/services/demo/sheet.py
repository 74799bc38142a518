"""What a demo is written with: ids from a seed, and rows collected per table."""

import random
from datetime import datetime, timedelta
from typing import Any, Final

import uuid_utils
from sqlmodel import SQLModel

from governance.database.unit_of_work import UnitOfWork
from governance.identity import RANDOM_IDS, id_of
from governance.services.visitors import Row, insert_rows, whole_row
from governance.tables import (
    Acquisition,
    AcquisitionSite,
    Consent,
    ConsentEvent,
    Cookie,
    CookieObservation,
    LegalRequest,
    LegalRequestVisitor,
    Notice,
    NoticeUse,
    OptOut,
    Organization,
    SharingGrant,
    Site,
    User,
    Visit,
    Visitor,
    VisitorAlias,
)

ORDER: Final[tuple[type[SQLModel], ...]] = (
    Organization,
    Site,
    User,
    Notice,
    NoticeUse,
    Cookie,
    SharingGrant,
    LegalRequest,
    Acquisition,
    AcquisitionSite,
    Visitor,
    VisitorAlias,
    Visit,
    Consent,
    ConsentEvent,
    CookieObservation,
    LegalRequestVisitor,
    OptOut,
)
"""Each table after those that it points to."""

_EPOCH_MS: Final = 1_767_225_600_000


class Sheet:
    """Rows to write, the randomness they are made with, and the moment they are made at."""

    def __init__(self, seed: int, now: datetime) -> None:
        self.random = random.Random(seed)  # noqa: S311 - made-up data, the same for the same seed
        self.now = now.replace(microsecond=0)
        self.rows: dict[type[SQLModel], list[Row]] = {model: [] for model in ORDER}
        self._made = 0

    def new_id(self, type_name: str) -> str:
        """An id that the seed decides: random, or in order where a real one tells the time."""
        bits = self.random.getrandbits(128)
        if type_name in RANDOM_IDS:
            return id_of(type_name, uuid_utils.UUID(int=bits, version=4))
        self._made += 1
        ordered = (_EPOCH_MS + self._made) << 80 | bits & ((1 << 80) - 1)
        return id_of(type_name, uuid_utils.UUID(int=ordered, version=7))

    def add(self, model: type[SQLModel], **values: Any) -> Row:
        """Collect a row; it gets an id when its table has one and none is given."""
        if "id" in model.model_fields and "id" not in values:
            values["id"] = self.new_id(model.__name__)
        row = whole_row(model, **values)
        self.rows[model].append(row)
        return row

    def ago(self, **length: float) -> datetime:
        """A moment before now."""
        return self.now - timedelta(**length)

    def ahead(self, **length: float) -> datetime:
        """A moment after now."""
        return self.now + timedelta(**length)

    async def write(self, work: UnitOfWork) -> None:
        """Insert everything, in one transaction."""
        for model in ORDER:
            await insert_rows(work, model, self.rows[model])
