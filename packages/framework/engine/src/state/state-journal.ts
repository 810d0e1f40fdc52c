// SPDX-License-Identifier: Apache-2.0

/**
 * The steps of an apply since the state file was last written.
 *
 * A line holds one instance as a step has left it, so what a step costs does not depend on how much else there is. The
 * first line says which content of the state file the steps start from; whenever the file is to be replaced, a line
 * with the new content's hash says so beforehand. Thus of any content of the file it is known which steps it lacks,
 * and one that was written by somebody else in between is recognised.
 *
 * Each line starts with its checksum: a line that did not reach the disk as a whole ends the journal.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { open, readFile, unlink, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { crc32 } from "node:zlib";
import { formatInstance, type InstanceAddress } from "../address.ts";
import { encodeStep } from "./encode-state.ts";
import { decodeStep, type DecodedStep } from "./decode-state.ts";
import { StateError } from "./state-error.ts";
import type { State } from "./state.ts";

type Line =
  | { readonly lineage: string; readonly content: string }
  | { readonly content: string }
  | { readonly step: string }
  /** The address of an object that a provider is about to be asked for: it may exist, if nothing more is said of it. */
  | { readonly creating: string }
  | { readonly settled: string };

export class StateJournal {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** @param content The text of the state file that the steps start from. */
  static async create(file: string, lineage: string, content: string): Promise<StateJournal> {
    const handle = await open(journalPath(file), "wx", 0o600);
    const journal = new StateJournal(handle);
    try {
      await journal.#append([{ lineage, content: hash(content) }]);
      await syncDirectory(path.dirname(file));
    } catch (error) {
      await journal.remove(file);
      throw error;
    }
    return journal;
  }

  /** Comes back when the instances, as they are in the state, are on the disk. */
  async appendSteps(state: State, addresses: readonly InstanceAddress[]): Promise<void> {
    await this.#append(addresses.map((address) => ({ step: encodeStep(state, address) })));
  }

  /** Comes back when it is on the disk that these may come to exist. */
  async announceCreations(addresses: readonly InstanceAddress[]): Promise<void> {
    await this.#append(addresses.map((address) => ({ creating: formatInstance(address) })));
  }

  /** Says that the state file has what became of these. */
  async settle(addresses: readonly InstanceAddress[]): Promise<void> {
    await this.#append(addresses.map((address) => ({ settled: formatInstance(address) })));
  }

  /** Says that the state file is about to get this text, which has all steps so far. */
  async announce(content: string): Promise<void> {
    await this.#append([{ content: hash(content) }]);
  }

  async remove(file: string): Promise<void> {
    await this.#file.close();
    await unlink(journalPath(file));
  }

  async #append(lines: readonly Line[]): Promise<void> {
    await this.#file.appendFile(lines.map(encodeLine).join(""));
    await this.#file.sync();
  }
}

/** `.terraform.tfstate.journal` for `terraform.tfstate`. */
export function journalPath(file: string): string {
  const { dir, base } = path.parse(file);
  return path.join(dir, `.${base}.journal`);
}

export interface Interrupted {
  readonly lineage: string;
  readonly steps: readonly DecodedStep[];
  /** Addresses of objects that were being created, of which nobody knows whether they exist. */
  readonly unsettled: readonly string[];
}

/**
 * Reads what a run that was killed has left.
 *
 * @param content The text of the state file.
 * @returns The steps that the content lacks; undefined without a journal.
 * @throws StateError when the content is none that the journal knows of, so that nobody can say what it lacks.
 */
export async function readJournal(file: string, content: string): Promise<Interrupted | undefined> {
  const text = await readFile(journalPath(file), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const lines = decodeLines(text);
  const [first] = lines;
  if (first === undefined || !("lineage" in first)) return undefined;
  const wanted = hash(content);
  const base = lines.findLastIndex((line) => "content" in line && line.content === wanted);
  const steps = lines.slice(base + 1).flatMap((line) => ("step" in line ? [decodeStep(line.step)] : []));
  if (base >= 0) return { lineage: first.lineage, steps, unsettled: unsettledIn(lines) };
  const names = [...new Set(steps.map(({ address }) => formatInstance(address)))];
  throw new StateError(
    `A run was interrupted before it could write ${path.basename(file)}, and the file has been changed since. ` +
      `The run is recorded in ${journalPath(file)} and touched: ${names.join(", ")}.`,
    {
      code: "state.diverged",
      context: { path: file, journal: journalPath(file) },
      hint: "Import into the state what it lacks, or restore it from its backup; then delete the record of the run.",
    },
  );
}

function unsettledIn(lines: readonly Line[]): readonly string[] {
  const names = new Set<string>();
  for (const line of lines) {
    if ("creating" in line) names.add(line.creating);
    else if ("settled" in line) names.delete(line.settled);
    else if ("step" in line) names.delete(formatInstance(decodeStep(line.step).address));
  }
  return [...names];
}

/** For a journal that is of no use any more. */
export async function removeJournal(file: string): Promise<void> {
  await unlink(journalPath(file)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
}

function hash(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}

function encodeLine(line: Line): string {
  const text = JSON.stringify(line);
  return `${crc32(text).toString(16).padStart(8, "0")} ${text}\n`;
}

/** Up to the first that is not whole. */
function decodeLines(text: string): readonly Line[] {
  const lines = text.split("\n").slice(0, -1);
  const broken = lines.findIndex((line) => crc32(line.slice(9)).toString(16).padStart(8, "0") !== line.slice(0, 8));
  return lines.slice(0, broken < 0 ? lines.length : broken).map((line) => JSON.parse(line.slice(9)) as Line);
}

/** Makes a new name in it last. Not every system can. */
async function syncDirectory(directory: string): Promise<void> {
  try {
    await using handle = await open(directory, "r");
    await handle.sync();
  } catch {
    // The system decides when.
  }
}
