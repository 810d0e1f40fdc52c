// SPDX-License-Identifier: Apache-2.0

import { ArgumentError, FunctionError } from "../function/errors.ts";
import { makeFunction, type CtyFunction } from "../function/function.ts";
import { string } from "../type.ts";
import { stringVal } from "../value-create.ts";
import { formatTime } from "./date-format.ts";
import { parseDuration } from "./duration.ts";
import { textFunction } from "./text-function.ts";
import { civilTime, formatTimestamp, parseTimestamp } from "./timestamp.ts";

export const formatDate: CtyFunction = textFunction(
  "A timestamp in another form.",
  [
    {
      name: "format",
      description:
        "The form. Letters stand for parts of the timestamp, as in YYYY-MM-DD'T'hh:mm:ssZ; text in quotes stands for itself.",
    },
    { name: "time", description: "A timestamp as RFC 3339 writes it." },
  ],
  (format, time) => {
    const timestamp = orElse(
      () => parseTimestamp(time),
      (error) => ArgumentError.because(1, error),
    );
    return orElse(
      () => formatTime(format, civilTime(timestamp), timestamp.offsetMinutes),
      (error) => ArgumentError.because(0, error),
    );
  },
);

/** Unlike most functions, this one does not say of unknown results that they are not null: go-cty's does not either. */
export const timeAdd: CtyFunction = makeFunction({
  description: "A timestamp that is later than another, or earlier.",
  parameters: [
    { name: "timestamp", type: string, description: "As RFC 3339 writes it." },
    {
      name: "duration",
      type: string,
      description: "Like 1h30m, -1.5h or 300ms; the units are h, m, s, ms, us and ns.",
    },
  ],
  type: string,
  implementation: ([timestampValue, durationValue]) => {
    const fail = (error: SyntaxError): FunctionError => new FunctionError(error.message, { cause: error });
    const timestamp = orElse(() => parseTimestamp(timestampValue!.asString()), fail);
    const duration = orElse(() => parseDuration(durationValue!.asString()), fail);
    return stringVal(formatTimestamp({ ...timestamp, unixNanos: timestamp.unixNanos + duration }));
  },
});

/** The answer, or in place of a syntax error another one. */
function orElse<T>(answer: () => T, replace: (error: SyntaxError) => Error): T {
  try {
    return answer();
  } catch (error) {
    throw error instanceof SyntaxError ? replace(error) : error;
  }
}
