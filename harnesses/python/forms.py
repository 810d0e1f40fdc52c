# SPDX-License-Identifier: Apache-2.0

"""Types and values of pyvider-cty in the JSON form of the conformance protocol.

Its numbers are decimals without a precision of their own, so numbers in answers have no `p`.
"""

import json
import sys
from decimal import Decimal
from typing import Any

from pyvider.cty import CtyDynamic, CtyList, CtyMap, CtyNumber, CtyObject, CtySet, CtyString, CtyTuple, CtyType, CtyValue
from pyvider.cty import parse_tf_type_to_ctytype, refine, value_range
from pyvider.cty.conversion.type_encoder import encode_cty_type_to_wire_json


class UnsupportedError(Exception):
    """What pyvider-cty has no counterpart of."""


def decode_type(form: Any) -> CtyType:
    if isinstance(form, list) and form[0] == "capsule":
        raise UnsupportedError("capsules")
    return parse_tf_type_to_ctytype(form)


def encode_type(ty: CtyType) -> Any:
    return json.loads(json.dumps(encode_cty_type_to_wire_json(ty)))


def decode_value(form: dict[str, Any]) -> CtyValue:
    return _decode(decode_type(form["t"]), form["v"])


def _decode(ty: CtyType, form: Any) -> CtyValue:
    if form is None:
        return CtyValue.null(ty)
    if isinstance(form, (bool, str)):
        return ty.validate(form)
    if "m" in form:
        return _decode(ty, form["v"]).with_marks(frozenset(form["m"]))
    if "u" in form:
        return _refined(CtyValue.unknown(ty), form["u"])
    if "n" in form:
        return ty.validate(decode_number(form["n"]))
    if "l" in form:
        types = ty.element_types if isinstance(ty, CtyTuple) else [ty.element_type] * len(form["l"])
        elements = [_decode(element, part) for element, part in zip(types, form["l"], strict=True)]
        return ty.validate(tuple(elements) if isinstance(ty, CtyTuple) else elements)
    members = form["o"].items()
    if isinstance(ty, CtyMap):
        return ty.validate({key: _decode(ty.element_type, part) for key, part in members})
    return ty.validate({key: _decode(ty.attribute_types[key], part) for key, part in members})


def decode_number(text: str) -> Decimal:
    return Decimal(text.replace("Inf", "Infinity"))


def _refined(value: CtyValue, known: dict[str, Any]) -> CtyValue:
    if not known:
        return value
    builder = refine(value)
    if known.get("notNull"):
        builder = builder.not_null()
    if "prefix" in known:
        builder = builder.string_prefix_full(known["prefix"])
    for name, method in (("min", builder.number_range_lower_bound), ("max", builder.number_range_upper_bound)):
        if name in known:
            number, inclusive = known[name]
            builder = method(CtyNumber().validate(decode_number(number["n"])), inclusive)
    if "minLen" in known:
        builder = builder.collection_length_lower_bound(known["minLen"])
    if "maxLen" in known:
        builder = builder.collection_length_upper_bound(known["maxLen"])
    return builder.new_value()


def encode_value(value: CtyValue) -> dict[str, Any]:
    ty, value = _without_wrapper(value)
    return {"t": encode_type(ty), "v": _encode(value)}


def _without_wrapper(value: CtyValue) -> tuple[CtyType, CtyValue]:
    """What is in a value of dynamic type: in pyvider-cty one that is known has another inside."""
    marks = value.marks
    while isinstance(value.type, CtyDynamic) and isinstance(value.value, CtyValue):
        value = value.value
        marks |= value.marks
    return value.type, value.with_marks(marks)


def _encode(value: CtyValue) -> Any:
    ty, value = _without_wrapper(value)
    if value.marks:
        plain, marks = value.unmark()
        return {"m": sorted(map(str, marks)), "v": _encode(plain)}
    if value.is_unknown:
        return {"u": _encode_refinements(value)}
    if value.is_null:
        return None
    if isinstance(ty, CtyNumber):
        return {"n": encode_number(value.value)}
    if isinstance(ty, (CtyList, CtySet, CtyTuple)):
        return {"l": [_encode(part) for part in value]}
    if isinstance(ty, (CtyMap, CtyObject)):
        return {"o": {key: _encode(part) for key, part in value.value.items()}}
    return value.value


def encode_number(number: Decimal) -> str:
    if not Decimal(number).is_finite():
        return "-Inf" if number < 0 else "+Inf"
    text = format(Decimal(number), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _encode_refinements(value: CtyValue) -> dict[str, Any]:
    if isinstance(value.type, CtyDynamic):
        return {}
    known = value_range(value)
    refinements: dict[str, Any] = {}
    if known.definitely_not_null():
        refinements["notNull"] = True
    if isinstance(value.type, CtyString) and known.string_prefix():
        refinements["prefix"] = known.string_prefix()
    if isinstance(value.type, CtyNumber):
        for name, (bound, inclusive) in (("min", known.number_lower_bound()), ("max", known.number_upper_bound())):
            if bound.value.is_finite():
                refinements[name] = [{"n": encode_number(bound.value)}, inclusive]
    if isinstance(value.type, (CtyList, CtySet, CtyMap)):
        if known.length_lower_bound() > 0:
            refinements["minLen"] = known.length_lower_bound()
        if known.length_upper_bound() < sys.maxsize:
            refinements["maxLen"] = known.length_upper_bound()
    return refinements
