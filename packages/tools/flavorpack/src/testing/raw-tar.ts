// SPDX-License-Identifier: Apache-2.0

import { Header, type HeaderData } from "tar";

/** An archive of just these entries, whatever they are: for those who have to refuse some. */
export function rawTar(entries: readonly (HeaderData & { readonly content?: string })[]): Uint8Array {
  const blocks = entries.flatMap(({ content = "", ...fields }) => {
    const header = Buffer.alloc(512);
    new Header({ mode: 0o644, size: content.length, mtime: new Date(0), type: "File", ...fields }).encode(header, 0);
    return [header, Buffer.from(content), Buffer.alloc(-content.length & 511)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
