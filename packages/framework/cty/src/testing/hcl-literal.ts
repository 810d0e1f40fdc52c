// SPDX-License-Identifier: Apache-2.0

import { stdlib } from "../stdlib/table.ts";
import { dynamic } from "../type.ts";
import { nullVal, objectVal, parseNumberVal, tupleVal } from "../value-create.ts";
import type { Value } from "../value.ts";

/** An expression of Terraform's language, and the value that it stands for there. */
export interface Literal {
  readonly text: string;
  readonly value: Value;
}

/**
 * The expression that comes nearest to a value. It may stand for another one: a null has no type in an expression, and
 * neither has a list without elements.
 *
 * @throws RangeError for what has no expression at all: infinite, unknown and marked values.
 */
export function toLiteral(value: Value): Literal {
  const { kind } = value.type;
  if (value.isMarked() || !value.isKnown()) throw new RangeError(`${value.toString()} has no literal`);
  if (value.isNull()) return { text: "null", value: nullVal(dynamic) };
  switch (kind) {
    case "bool":
      return { text: String(value.asBool()), value };
    case "string":
      return { text: quoteHCL(value.asString()), value };
    case "number": {
      const number = value.asBigFloat();
      if (number.isInfinite) throw new RangeError("an infinity has no literal");
      return { text: number.toString(), value: parseNumberVal(number.toString()) };
    }
    case "tuple": {
      const elements = value.asValueSlice().map(toLiteral);
      return { text: `[${elements.map(({ text }) => text).join(", ")}]`, value: tupleVal(elements.map(valueOf)) };
    }
    case "object": {
      const attributes = [...value.asValueMap()].map(([name, part]) => [name, toLiteral(part)] as const);
      const members = attributes.map(([name, { text }]) => `${quoteHCL(name)} = ${text}`);
      const values = new Map(attributes.map(([name, part]) => [name, part.value]));
      return { text: `{${members.join(", ")}}`, value: objectVal(values) };
    }
    case "map":
      return convertedBy("tomap", toLiteral(objectVal(value.asValueMap())));
    case "list":
    case "set":
      return convertedBy(`to${kind}`, toLiteral(tupleVal(value.asValueSlice())));
    default:
      throw new RangeError(`${kind} has no literal`);
  }
}

function convertedBy(name: string, { text, value }: Literal): Literal {
  return { text: `${name}(${text})`, value: stdlib.get(name)!.call([value]) };
}

function valueOf({ value }: Literal): Value {
  return value;
}

function quoteHCL(text: string): string {
  const escaped = text
    .replaceAll(/["\\]/g, String.raw`\$&`)
    .replaceAll(/[$%]\{/g, (start) => start[0]! + start)
    .replaceAll(/[^ -~\u00a1-\ud7ff]/gu, (character) => {
      const code = character.codePointAt(0)!;
      return code < 0x1_0000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
    });
  return `"${escaped}"`;
}
