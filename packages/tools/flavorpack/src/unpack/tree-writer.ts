// SPDX-License-Identifier: Apache-2.0

import { mkdir, open, symlink } from "node:fs/promises";
import path from "node:path";
import { PackError } from "../pack-error.ts";
import { safeLinkTarget, safePath } from "./safe-path.ts";

const maxEntries = 1_000_000;

/**
 * Makes files, directories and links below one directory that nobody else writes to: nothing twice, nothing through a
 * link, nothing outside.
 */
export class TreeWriter {
  readonly #root: string;
  readonly #files = new Set<string>();
  readonly #links = new Set<string>();
  readonly #directories = new Set<string>([""]);
  #count = 0;

  /** @param root Exists, and is empty. */
  constructor(root: string) {
    this.#root = root;
  }

  async writeDirectory(name: string): Promise<void> {
    await this.#makeDirectory(this.#admit(name));
  }

  /** @param mode As in `chmod`; more than permissions is left out. */
  async writeFile(name: string, mode: number, content: AsyncIterable<Uint8Array>): Promise<void> {
    const place = this.#admit(name);
    this.#claim(place, this.#files);
    await this.#makeDirectory(parentOf(place));
    const file = await open(path.join(this.#root, place), "wx", mode & 0o777);
    try {
      for await (const piece of content) await file.writeFile(piece);
      // The user's mask had its say when the file was made; what was signed counts.
      await file.chmod(mode & 0o777);
    } finally {
      await file.close();
    }
  }

  async writeLink(name: string, target: string): Promise<void> {
    const place = this.#admit(name);
    safeLinkTarget(place, target);
    if (target.startsWith("/")) throw refused(place, `it is a link to ${target}`);
    this.#claim(place, this.#links);
    await this.#makeDirectory(parentOf(place));
    await symlink(target, path.join(this.#root, place));
  }

  #admit(name: string): string {
    if (++this.#count > maxEntries) throw refused(name, `there are more than ${maxEntries} entries`);
    const place = safePath(name);
    const steps = place.split("/");
    for (let depth = 1; depth < steps.length; depth++) {
      const above = steps.slice(0, depth).join("/");
      if (this.#links.has(above)) throw refused(place, `${above} is a link`);
      if (this.#files.has(above)) throw refused(place, `${above} is a file`);
    }
    return place;
  }

  #claim(place: string, kind: Set<string>): void {
    const isTaken = this.#files.has(place) || this.#links.has(place) || this.#directories.has(place);
    if (isTaken) throw refused(place, "it is there already");
    kind.add(place);
  }

  async #makeDirectory(place: string): Promise<void> {
    if (this.#directories.has(place)) return;
    if (this.#files.has(place) || this.#links.has(place)) throw refused(place, "it is there already");
    await mkdir(path.join(this.#root, place), { recursive: true, mode: 0o755 });
    for (let above = place; above !== ""; above = parentOf(above)) this.#directories.add(above);
  }
}

function parentOf(place: string): string {
  return place.split("/").slice(0, -1).join("/");
}

function refused(name: string, reason: string): PackError {
  return new PackError(`refused to unpack ${JSON.stringify(name)}: ${reason}`, {
    code: "pack.slot",
    hint: "Do not use the package: whoever made it meant harm, or used a tool that made a mistake.",
  });
}
