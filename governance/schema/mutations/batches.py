"""What the payloads of batches tell of each item."""

import strawberry


@strawberry.type(description="Why an item of a batch was refused.")
class ItemError:
    """A refusal as in `errors`."""

    code: str
    message: str


@strawberry.type(description="What came of an item of a batch.")
class RecordedItem:
    """Either its id, or an error."""

    index: int
    id: strawberry.ID | None = None
    error: ItemError | None = None
