"""What a mutation's payload shows, as a governed read of the row that it wrote."""

from dataclasses import replace

from governance.engine.arguments import VALUE
from governance.engine.selection import Selected, Selection, Skeleton
from governance.identity import PREFIXES
from governance.schema.binding import Binding


def of_payload(selection: Selection, written: Selected, binding: Binding) -> Selection | None:
    """What a mutation's payload shows of the row that it wrote, as a read by an id not known yet.

    The id is the last of its values; until it is known, one that names nothing. None where nothing
    governed is asked.
    """
    slot = len(selection.shapes)
    shown = tuple(
        replace(field, slot=slot)
        for field in written.fields
        if binding.root_of(field.type, field.name) is not None
    )
    if not shown:
        return None
    skeleton = selection.skeleton
    read = Skeleton((*skeleton.key, written.key), shown, True, True, False, ())
    nothing = PREFIXES[shown[0].returns] + "_" + "0" * 26
    return Selection(read, (*selection.shapes, (("id", VALUE),)), (*selection.values, nothing))
