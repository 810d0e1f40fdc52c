// SPDX-License-Identifier: Apache-2.0

import { FunctionError } from "../function/errors.ts";
import { makeFunction, type CtyFunction } from "../function/function.ts";
import { refineNotNull } from "../function/spec.ts";
import { dynamic, list, object, string, type Type } from "../type.ts";
import { quoteGo } from "../unicode/quote-go.ts";
import { listVal, listValEmpty, objectVal, stringVal } from "../value-create.ts";
import type { Value } from "../value.ts";
import { CsvError, CsvReader, type CsvRecord } from "./csv-reader.ts";

export const csvDecode: CtyFunction = makeFunction({
  description:
    "The rows of a table in comma-separated values: a list of objects, of which the first line names the attributes.",
  parameters: [{ name: "str", type: string }],
  type: ([text]) => (text!.isKnown() ? list(rowType(text!.asString())) : dynamic),
  refineResult: refineNotNull,
  implementation: ([text]) => {
    const type = rowType(text!.asString());
    const reader = new CsvReader(text!.asString());
    const header = read(reader)!;
    const rows: Value[] = [];
    for (let record = read(reader); record !== undefined; record = read(reader)) rows.push(rowOf(header, record));
    return rows.length > 0 ? listVal(rows) : listValEmpty(type);
  },
});

function rowType(text: string): Type & { kind: "object" } {
  const header = read(new CsvReader(text));
  if (header === undefined) throw new FunctionError("missing header line");
  const types = new Map<string, Type>();
  for (const name of header.fields) {
    if (types.has(name)) throw new FunctionError(`duplicate column name ${quoteGo(name)}`);
    types.set(name, string);
  }
  return object(Object.fromEntries(types));
}

function rowOf(header: CsvRecord, { line, fields }: CsvRecord): Value {
  if (fields.length !== header.fields.length) {
    throw new FunctionError(`CSV parse error on line ${line}: wrong number of fields`);
  }
  return objectVal(new Map(header.fields.map((name, i) => [name, stringVal(fields[i]!)])));
}

function read(reader: CsvReader): CsvRecord | undefined {
  try {
    return reader.read();
  } catch (error) {
    throw error instanceof CsvError ? new FunctionError(error.message, { cause: error }) : error;
  }
}
