// SPDX-License-Identifier: Apache-2.0

/** A response as it is kept: one line of JSON, then the body. */
export interface StoredResponse {
  /** Where it came from. */
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  /** The headers of the request that the response depends on (`Vary`), by name in lower case. */
  readonly varying: Readonly<Record<string, string | null>>;
  /** When the request left, and so the earliest moment at which the response was true; milliseconds since 1970. */
  readonly requestedMs: number;
  /** When it came back. */
  readonly receivedMs: number;
  readonly body: Uint8Array;
}

export function encodeStored({ headers, body, ...rest }: StoredResponse): Uint8Array {
  const head = `${JSON.stringify({ ...rest, headers: [...headers] })}\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

/** @returns undefined for anything that `encodeStored` has not made: another version's entry is a miss. */
export function decodeStored(bytes: Uint8Array): StoredResponse | undefined {
  const end = bytes.indexOf(0x0a);
  if (end < 0) return undefined;
  try {
    const head = JSON.parse(Buffer.from(bytes.subarray(0, end)).toString("utf8")) as Omit<
      StoredResponse,
      "headers" | "body"
    > & {
      readonly headers: [string, string][];
    };
    const { url, status, requestedMs, receivedMs, varying } = head;
    const isWhole =
      typeof url === "string" &&
      [requestedMs, receivedMs].every(Number.isFinite) &&
      // What a Response can have.
      Number.isInteger(status) &&
      status >= 200 &&
      status <= 599 &&
      typeof varying === "object" &&
      varying !== null;
    if (!isWhole) return undefined;
    const headers = new Headers(head.headers);
    return { url, status, headers, varying, requestedMs, receivedMs, body: bytes.subarray(end + 1) };
  } catch {
    return undefined;
  }
}
