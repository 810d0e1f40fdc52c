// SPDX-License-Identifier: Apache-2.0

/**
 * A folder with a file for each resource, `ID.json`.
 *
 * A file is there as a whole or not at all, whenever the process ends and whoever writes at the same time. What cannot be
 * read is never replaced or removed: it may be all that is left of a resource.
 *
 * @module
 */

import { mkdir, readFile, readdir, rmdir, unlink } from "node:fs/promises";
import path from "node:path";
import { FileError, writeFileAtomic } from "@provide-foundry/foundation/files";
import { DiagnosticError } from "@provide-foundry/provider";
import type { StoredValue } from "./stored-value.ts";

/** What a file says. */
export interface ResourceFile {
  /** The resource's type; files that were written by hand may not name it. */
  readonly resource_type?: string;
  readonly values: StoredValue;
}

/** A file that was found. */
export interface FoundResource {
  readonly id: string;
  readonly content: ResourceFile;
}

const extension = ".json";

/** Long enough for every id that is generated, and short enough for every file system. */
const longestId = 200;

/** What is wrong with an id as the name of a file; undefined if nothing is. */
export function findIdProblem(id: string): string | undefined {
  if (id === "") return "must not be empty: it names a file";
  if (id.startsWith(".")) return "must not start with a dot: it names a file, and such ones are hidden";
  if (/[/\\\0]/.test(id)) return "must not contain a slash, a backslash or a null: it names a file in one folder";
  if (Buffer.byteLength(id) > longestId) return `must not be longer than ${longestId} bytes: it names a file`;
  return undefined;
}

export class ResourceStore {
  readonly directory: string;

  /** @param directory Need not exist. */
  constructor(directory: string) {
    this.directory = directory;
  }

  /** The file in which the resource is. @throws DiagnosticError for an id that names none in this folder. */
  pathOf(id: string): string {
    const problem = findIdProblem(id);
    if (problem !== undefined) throw new DiagnosticError("Invalid id", { path: "id", detail: `The id ${problem}.` });
    return path.join(this.directory, `${id}${extension}`);
  }

  /**
   * What is stored; undefined if there is nothing.
   *
   * @throws DiagnosticError that names the file, for one that cannot be read.
   */
  async read(id: string): Promise<ResourceFile | undefined> {
    const file = this.pathOf(id);
    let text: string;
    try {
      text = await readFile(file, "utf8");
    } catch (cause) {
      if (hasCode(cause, "ENOENT")) return undefined;
      throw new DiagnosticError("Unreadable resource file", { detail: (cause as Error).message, cause });
    }
    return parse(text, file);
  }

  /** @throws DiagnosticError if there is a resource with this id already, of whatever type. */
  async create(id: string, content: ResourceFile): Promise<void> {
    const file = this.pathOf(id);
    // Whoever deletes the last resource deletes the folder, perhaps just after it was made here.
    for (let attempt = 1; ; attempt++) {
      await mkdir(this.directory, { recursive: true, mode: 0o700 });
      try {
        return await writeFileAtomic(file, render(content), { mode: 0o644, existing: "refuse" });
      } catch (error) {
        if (hasCode(error, "files.exists")) {
          const detail = `${file} is there already. Choose another id, or import the resource.`;
          throw new DiagnosticError("Resource exists", { path: "id", detail, cause: error });
        }
        if (!hasCode(error, "files.not_found") || attempt === 5) throw explain(error);
      }
    }
  }

  /** @throws DiagnosticError if there is no such resource, or its file cannot be read. */
  async update(id: string, content: ResourceFile): Promise<void> {
    const file = this.pathOf(id);
    if ((await this.read(id)) === undefined) {
      throw new DiagnosticError("Resource is gone", { detail: `${file} is not there any more. Plan again.` });
    }
    try {
      await writeFileAtomic(file, render(content), { mode: 0o644 });
    } catch (error) {
      throw explain(error);
    }
  }

  /** Also the folder, if it is empty then. That the resource is not there is what was wanted. */
  async remove(id: string): Promise<void> {
    if ((await this.read(id)) === undefined) return;
    const file = this.pathOf(id);
    try {
      await unlink(file);
    } catch (cause) {
      if (!hasCode(cause, "ENOENT"))
        throw new DiagnosticError("Resource is not deleted", { detail: String(cause), cause });
    }
    // Not empty, or gone: both are as they should be.
    await rmdir(this.directory).catch(() => {});
  }

  /** All resources in the order of their ids, read one by one. @throws DiagnosticError at one that cannot be read. */
  async *list(): AsyncGenerator<FoundResource, void> {
    const names = await readdir(this.directory).catch((error: unknown) => {
      if (hasCode(error, "ENOENT")) return [];
      throw new DiagnosticError("Unreadable folder of resources", { detail: String(error), cause: error });
    });
    for (const name of names.toSorted()) {
      if (!name.endsWith(extension) || name.startsWith(".")) continue;
      const id = name.slice(0, -extension.length);
      const content = await this.read(id);
      if (content !== undefined) yield { id, content };
    }
  }
}

/** The error that a practitioner gets for a file that does not say what it should. */
export function damagedFile(file: string, problem: string): DiagnosticError {
  const detail = `${file}: ${problem}. It is left as it is: repair it, or put another copy in its place.`;
  return new DiagnosticError("Damaged resource file", { detail });
}

function parse(text: string, file: string): ResourceFile {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw damagedFile(file, (error as Error).message);
  }
  if (!isRecord(content) || !isRecord(content["values"])) {
    throw damagedFile(file, 'an object with the object "values" is needed');
  }
  const type = content["resource_type"];
  if (type !== undefined && typeof type !== "string") throw damagedFile(file, "resource_type: a string is needed");
  return { values: content["values"], ...(type !== undefined && { resource_type: type }) };
}

function render(content: ResourceFile): string {
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function explain(error: unknown): unknown {
  if (!(error instanceof FileError)) return error;
  return new DiagnosticError("Resource is not written", { detail: error.message, cause: error });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === code;
}
