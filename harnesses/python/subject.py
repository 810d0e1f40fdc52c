# SPDX-License-Identifier: Apache-2.0

"""pyvider-cty behind the conformance subject protocol.

    subject.py          answers questions on standard input, a JSON object a line
    subject.py bench    times its codecs on the documents on standard input
"""

import json
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from pyvider.cty import CtyNumber, CtyString, conformance_errors, convert, cty_from_json, cty_to_json, implied_json_type
from pyvider.cty import safe_known_prefix, unify, unmark_deep
from pyvider.cty.codec import cty_from_msgpack, cty_to_msgpack
from pyvider.cty.functions import STDLIB

from forms import UnsupportedError, decode_type, decode_value, encode_type, encode_value

Question = dict[str, Any]


def equals(question: Question) -> Any:
    a, b = map(decode_value, question["args"])
    if question["name"] != "Equals":
        raise UnsupportedError(f"the method {question['name']}")
    return encode_value(a.equals(b))


def conformance(question: Question) -> Any:
    given, want = decode_type(question["given"]), decode_type(question["want"])
    return {"equal": given.equal(want), "errors": [{"msg": str(error)} for error in conformance_errors(given, want)]}


def unified(question: Question) -> Any:
    if not question["unsafe"]:
        raise UnsupportedError("unification with safe conversions only")
    ty = unify(map(decode_type, question["types"]))
    return None if ty is None else {"ty": encode_type(ty)}


def unmarked(question: Question) -> Any:
    value, marks = unmark_deep(decode_value(question["in"]))
    return {"value": encode_value(value), "marks": sorted(map(str, marks))}


def call(name: str) -> Callable[[Question], Any]:
    return lambda question: encode_value(STDLIB[name](*map(decode_value, question["args"])))


OPERATIONS: dict[str, Callable[[Question], Any]] = {
    "number.parse": lambda q: encode_value(convert(CtyString().validate(q["src"]), CtyNumber())),
    "type.json": lambda q: json.dumps(encode_type(decode_type(q["ty"])), separators=(",", ":")),
    "type.unmarshal": lambda q: encode_type(decode_type(json.loads(q["src"]))),
    "type.conformance": conformance,
    "op": equals,
    "safeprefix": lambda q: safe_known_prefix(q["src"]),
    "unmarkdeep": unmarked,
    "convert": lambda q: encode_value(convert(decode_value(q["in"]), decode_type(q["ty"]))),
    "unify": unified,
    "json.marshal": lambda q: cty_to_json(decode_value(q["in"]), decode_type(q["ty"])).decode(),
    "json.unmarshal": lambda q: encode_value(cty_from_json(q["src"], decode_type(q["ty"]))),
    "json.implied": lambda q: encode_type(implied_json_type(q["src"])),
    "msgpack.marshal": lambda q: cty_to_msgpack(decode_value(q["in"]), decode_type(q["ty"])).hex(),
    "msgpack.unmarshal": lambda q: encode_value(cty_from_msgpack(bytes.fromhex(q["hex"]), decode_type(q["ty"]))),
    **{f"call.{name}": call(name) for name in STDLIB},
}


def answer(line: bytes) -> dict[str, Any]:
    """The answer to a line. What a question makes the library raise is an answer too."""
    try:
        question = json.loads(line)
    except ValueError as error:
        return {"id": None, "err": f"not JSON: {error}"}
    reply: dict[str, Any] = {"id": question.get("id")}
    op = str(question.get("op", ""))
    if op == "hello":
        ops = sorted(f"cty.{name}" for name in OPERATIONS)
        about = {"subject": "pyvider-cty", "language": "Python", "version": version("pyvider-cty"), "ops": ops}
        return reply | {"out": about}
    operation = OPERATIONS.get(op.removeprefix("cty."))
    if operation is None:
        return reply | {"unsupported": f"no such operation: {op}"}
    try:
        out = operation(question)
        json.dumps(out)
        return reply | {"out": out}
    except UnsupportedError as error:
        return reply | {"unsupported": str(error)}
    except Exception as error:  # Its errors have no class in common with those of the libraries below it.
        return reply | {"err": str(error)}


def serve() -> None:
    # Lines end with a line feed only, which is so for bytes.
    for line in sys.stdin.buffer:
        sys.stdout.write(json.dumps(answer(line), ensure_ascii=True) + "\n")
        sys.stdout.flush()


def bench() -> None:
    """Each line in is a document: {"name", "ty", "hex"}; each line out has its times in microseconds, the best of three."""
    for line in sys.stdin.buffer:
        document = json.loads(line)
        ty, packed = decode_type(document["ty"]), bytes.fromhex(document["hex"])
        value = cty_from_msgpack(packed, ty)
        text = cty_to_json(value, ty)
        times = {
            "msgpackUnmarshal": best_microseconds(lambda: cty_from_msgpack(packed, ty)),
            "msgpackMarshal": best_microseconds(lambda: cty_to_msgpack(value, ty)),
            "jsonUnmarshal": best_microseconds(lambda: cty_from_json(text, ty)),
            "jsonMarshal": best_microseconds(lambda: cty_to_json(value, ty)),
        }
        print(json.dumps({"name": document["name"], **times}), flush=True)


def best_microseconds(run: Callable[[], Any]) -> float:
    best = float("inf")
    for _ in range(3):
        start, calls = time.perf_counter(), 0
        while calls == 0 or time.perf_counter() - start < 0.02:
            run()
            calls += 1
        best = min(best, (time.perf_counter() - start) * 1e6 / calls)
    return best


if __name__ == "__main__":
    bench() if sys.argv[1:] == ["bench"] else serve()
