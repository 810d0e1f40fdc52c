// SPDX-License-Identifier: Apache-2.0

/**
 * The tables to which HPACK's indexes refer.
 *
 * Source: RFC 7541, sections 2.3 and 4, appendix A.
 *
 * @module
 */

import type { HeaderField } from "./header-fields.ts";
import { ErrorCode, Http2Error } from "./http2-error.ts";

/** From index 1 on; `NAME VALUE` or just `NAME`. */
const staticEntries =
  ":authority|:method GET|:method POST|:path /|:path /index.html|:scheme http|:scheme https|:status 200|:status 204|" +
  ":status 206|:status 304|:status 400|:status 404|:status 500|accept-charset|accept-encoding gzip, deflate|" +
  "accept-language|accept-ranges|accept|access-control-allow-origin|age|allow|authorization|cache-control|" +
  "content-disposition|content-encoding|content-language|content-length|content-location|content-range|content-type|" +
  "cookie|date|etag|expect|expires|from|host|if-match|if-modified-since|if-none-match|if-range|if-unmodified-since|" +
  "last-modified|link|location|max-forwards|proxy-authenticate|proxy-authorization|range|referer|refresh|retry-after|" +
  "server|set-cookie|strict-transport-security|transfer-encoding|user-agent|vary|via|www-authenticate";

let parsed: readonly HeaderField[] | undefined;

export function staticTable(): readonly HeaderField[] {
  return (parsed ??= staticEntries.split("|").map((entry): HeaderField => {
    const space = entry.indexOf(" ");
    return space < 0 ? [entry, ""] : [entry.slice(0, space), entry.slice(space + 1)];
  }));
}

/** How large a peer may make our side's table. We do not ask for another size than HTTP/2's own. */
export const maxTableBytes = 4_096;

/** What the standard adds for an entry, besides its bytes. */
const entryOverheadBytes = 32;

/** What a field counts, in tables and towards limits. */
export function fieldBytes([name, value]: HeaderField): number {
  return name.length + value.length + entryOverheadBytes;
}

/** The static entries, and behind them those that the peer has added, the newest first. */
export class HeaderTable {
  #maxBytes = maxTableBytes;
  /** The oldest first. */
  readonly #dynamic: HeaderField[] = [];
  #bytes = 0;

  /** @throws Http2Error COMPRESSION_ERROR for an index that has no entry. */
  at(index: number): HeaderField {
    const statics = staticTable();
    const field =
      index <= statics.length ? statics[index - 1] : this.#dynamic[this.#dynamic.length - (index - statics.length)];
    if (!field) throw new Http2Error(ErrorCode.COMPRESSION_ERROR, `there is no header with the index ${index}`);
    return field;
  }

  /** A field that is larger than the table empties it, which is no error. */
  add(field: HeaderField): void {
    this.#dynamic.push(field);
    this.#bytes += fieldBytes(field);
    this.#evict();
  }

  /** @throws Http2Error COMPRESSION_ERROR for more than we allow. */
  resize(maxBytes: number): void {
    if (maxBytes > maxTableBytes) {
      throw new Http2Error(ErrorCode.COMPRESSION_ERROR, `a header table of ${maxBytes} bytes exceeds the limit`);
    }
    this.#maxBytes = maxBytes;
    this.#evict();
  }

  #evict(): void {
    while (this.#bytes > this.#maxBytes) this.#bytes -= fieldBytes(this.#dynamic.shift()!);
  }
}
