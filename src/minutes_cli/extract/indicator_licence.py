"""Licences: which values may be stated of which names (no 率 in 吨, no 投资 in bare numbers outside a bulletin)."""

from __future__ import annotations

from minutes_cli.extract.indicator_bulletin import Bulletin
from minutes_cli.extract.indicator_name import Name
from minutes_cli.extract.predicate import Predicate
from minutes_cli.extract.quantity import Quantity
from minutes_cli.structure.document import Document


class Licences:
    """What the heads of one document's names allow."""

    def __init__(self, document: Document, bulletin: Bulletin) -> None:
        self._folded = document.page.shadow.folded
        self._bulletin = bulletin
        self._per = document.lexicon.pattern("indicator.name.per")

    def allow(self, name: Name, quantity: Quantity, predicate: Predicate) -> bool:
        """Whether the head, the unit and the predicate go together."""
        licence, kind = name.licence, None if name.head is None else name.head.value
        if quantity.unit is not None and quantity.unit.endswith("分点") and predicate.measure == "level":
            return False
        ratio = quantity.unit_class == "ratio"
        growth = predicate.measure == "growth"
        if quantity.unit_class == "proportion":
            return predicate.explicit
        if quantity.unit is None:
            plain = name.head is not None and (kind in ("rate", "index") or licence == "valued" or kind is None)
            return plain and predicate.explicit and not growth
        if licence == "never":
            assessed = name.head is not None and self._folded[name.head_start : name.end] in (
                name.head.attributes.get("assessed") or ()
            )
            return assessed and predicate.explicit and (predicate.direction is not None or predicate.comparator != "=")
        is_bound = predicate.explicit or quantity.bound is not None
        if licence == "stated" and not is_bound and not self._bulletin.covers(name.start):
            return False
        if licence == "growth" and not growth:
            if predicate.explicit and not ratio and self._per.search(self._folded[name.start : name.end]):
                return True
            return self._bulletin.covers(name.start) and not ratio
        if kind in ("rate", "share") and not ratio:
            return False
        if kind == "index" and quantity.unit_class == "count":
            return False
        if kind == "count" and not predicate.explicit and not self._bulletin.covers(name.start):
            return False
        if kind in ("amount", "count") and ratio and not growth:
            return False
        if kind in ("rate", "share", "index") and predicate.explicit and not growth:
            return True  # 合格率低于90%的，不予验收: the bar that is set
        return quantity.closed or not self._folded.startswith("的", quantity.end)
