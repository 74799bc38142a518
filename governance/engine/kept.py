"""What a process keeps for another time: bounded, and the longest unused makes room."""

from collections import OrderedDict
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """A bounded cache."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._items: OrderedDict[Any, T] = OrderedDict()

    def __len__(self) -> int:
        return len(self._items)

    def get(self, key: Any) -> T | None:
        """What is kept under the key, or None."""
        found = self._items.get(key)
        if found is not None:
            self._items.move_to_end(key)
        return found

    def keep(self, key: Any, item: T) -> T:
        """Keep an item under a key; the item."""
        self._items[key] = item
        if len(self._items) > self._size:
            self._items.popitem(last=False)
        return item
