// SPDX-License-Identifier: Apache-2.0

export type HeaderField = readonly [name: string, value: string];

/**
 * The fields of one header block, in their order. Immutable: blocks that are repeated share one.
 *
 * Source: RFC 9113, section 8.2.
 */
export class HeaderFields implements Iterable<HeaderField> {
  /** Why HTTP does not allow these fields, whatever they are for; undefined when it does. */
  readonly problem: string | undefined;
  readonly #fields: readonly HeaderField[];
  readonly #first = new Map<string, string>();

  constructor(fields: readonly HeaderField[]) {
    this.#fields = fields;
    this.problem = findProblem(fields);
    for (const [name, value] of fields) if (!this.#first.has(name)) this.#first.set(name, value);
  }

  /** The first value of a name. */
  get(name: string): string | undefined {
    return this.#first.get(name);
  }

  [Symbol.iterator](): Iterator<HeaderField> {
    return this.#fields[Symbol.iterator]();
  }
}

const validName = /^:?[!#$%&'*+\-.^_`|~0-9a-z]+$/;
const invalidValue = /[\0\r\n]|^[ \t]|[ \t]$/;
/** What HTTP/1 says about a connection. */
const connectionFields = new Set(["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"]);

function findProblem(fields: readonly HeaderField[]): string | undefined {
  const pseudo = new Set<string>();
  let hasRegular = false;
  for (const [name, value] of fields) {
    if (!validName.test(name)) return `the header name ${JSON.stringify(name)} is not valid`;
    if (invalidValue.test(value)) return `the header ${name} has a value that is not valid`;
    if (connectionFields.has(name)) return `the header ${name} has no place in HTTP/2`;
    if (name === "te" && value !== "trailers") return "the header te says something else than trailers";
    if (!name.startsWith(":")) {
      hasRegular = true;
      continue;
    }
    if (hasRegular) return `the header ${name} comes after those without a colon`;
    if (pseudo.has(name)) return `the header ${name} comes twice`;
    pseudo.add(name);
  }
  return undefined;
}

const requestPseudo: readonly string[] = [":method", ":scheme", ":path", ":authority"];

/** Why fields are not a request's; undefined when they are. */
export function requestProblem(fields: HeaderFields): string | undefined {
  const missing = requestPseudo.slice(0, 3).find((name) => !fields.get(name));
  if (missing) return `the request has no ${missing}`;
  return fields.problem ?? strangePseudo(fields, requestPseudo);
}

/** Why fields are not a response's; undefined when they are. */
export function responseProblem(fields: HeaderFields): string | undefined {
  if (!/^\d{3}$/.test(fields.get(":status") ?? "")) return "the response has no status";
  return fields.problem ?? strangePseudo(fields, [":status"]);
}

/** Why fields are no trailers; undefined when they are. */
export function trailersProblem(fields: HeaderFields): string | undefined {
  return fields.problem ?? strangePseudo(fields, []);
}

function strangePseudo(fields: HeaderFields, expected: readonly string[]): string | undefined {
  for (const [name] of fields) {
    if (name.startsWith(":") && !expected.includes(name)) return `the header ${name} is out of place`;
  }
  return undefined;
}
