// SPDX-License-Identifier: Apache-2.0

import { readFile, realpath } from "node:fs/promises";
import path from "node:path";
import { explainFileError, writeFileAtomic, type FileSystem } from "@provide-foundry/foundation/files";
import { formatResource, type InstanceAddress } from "../address.ts";
import type { Diagnostic, Diagnostics } from "../diagnostic.ts";
import { parseInstance } from "../parse-address.ts";
import { createState, decodeState, type DecodedStep } from "./decode-state.ts";
import { encodeContent, encodeState } from "./encode-state.ts";
import { readJournal, removeJournal, StateJournal } from "./state-journal.ts";
import { findInstance } from "./state-objects.ts";
import { StateLock, type StateLockOptions } from "./state-lock.ts";
import type { State } from "./state.ts";

export interface StateFileOptions {
  /** How it is locked, or that it is not, at the risk of whoever says so. */
  readonly lock: StateLockOptions | false;
  /** Where the state goes as it was before the first change: beside it, with `.backup` added, unless told. */
  readonly backup?: string | false;
  /** Another file system to write with, for tests. */
  readonly fileSystem?: FileSystem;
}

/**
 * A state and the file that it is kept in.
 *
 * Whoever changes the state says so, with `saveInstance` after each step, and goes on when that is on the disk: then
 * nothing that happens to this process makes it unknown. Steps that come together go to the disk together. The file is
 * written as a whole as often as that takes but a tenth of the time; in between, steps go to a journal beside it, which
 * whoever opens the state next takes into account. After `close` the file has everything.
 */
export class StateFile implements AsyncDisposable {
  readonly path: string;
  readonly state: State;
  readonly warnings: Diagnostics;
  readonly #options: StateFileOptions;
  readonly #lock: StateLock | undefined;
  /** As it was when it was opened. */
  readonly #original: { readonly text: string; readonly content: string; readonly serial: number };
  /** The text of the file. */
  #text: string;
  #journal: StateJournal | undefined;
  #queue: Queue | undefined;
  #lastWrite: Promise<unknown> = Promise.resolve();
  /** Whether a step is neither in the file nor in the journal, because writing failed. */
  #lacksSteps = false;
  #nextWholeMs = 0;
  #needsBackup: boolean;
  #closing: Promise<void> | undefined;

  private constructor(file: string, options: StateFileOptions, lock: StateLock | undefined, opened: Opened) {
    this.path = file;
    this.state = opened.state;
    this.warnings = opened.warnings;
    this.#options = options;
    this.#lock = lock;
    this.#text = opened.text;
    // The backup of an interrupted run is from before it.
    this.#needsBackup = options.backup !== false && opened.text !== "" && !opened.isRecovered;
    this.#original = { text: opened.text, content: opened.content, serial: opened.state.serial };
  }

  /** @throws StateError for a state that cannot be used or is locked, FileError. The file is untouched then. */
  static async open(file: string, options: StateFileOptions): Promise<StateFile> {
    const place = await realpath(file).catch(() => path.resolve(file));
    const lock = options.lock === false ? undefined : await StateLock.acquire(place, options.lock);
    try {
      const opened = await readOpened(place, lock ? await lock.read() : await readText(place));
      const stateFile = new StateFile(place, options, lock, opened);
      if (opened.isRecovered) {
        await stateFile.save();
        await removeJournal(place);
      }
      return stateFile;
    } catch (error) {
      await lock?.release();
      throw error;
    }
  }

  /** Comes back when this instance, as it is in the state by now, is on the disk. */
  saveInstance(address: InstanceAddress): Promise<void> {
    return this.#enqueue((queue) => queue.steps.push(address));
  }

  /**
   * Comes back when it is on the disk that the instance is about to be created. If nothing is saved of it afterwards,
   * whoever opens the state next is told that the object may exist.
   */
  announceCreation(address: InstanceAddress): Promise<void> {
    return this.#enqueue((queue) => queue.creations.push(address));
  }

  /** Comes back when the file has the whole state. */
  save(): Promise<void> {
    return this.#enqueue((queue) => (queue.isWhole = true));
  }

  /** Writes what is only in the journal to the file, and gives the lock back. Once is enough. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    try {
      if (this.#journal !== undefined || this.#lacksSteps) await this.save();
      await this.#journal?.remove(this.path);
      this.#journal = undefined;
    } finally {
      await this.#lock?.release();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #enqueue(add: (queue: Queue) => void): Promise<void> {
    if (this.#queue === undefined) {
      const queue: Queue = {
        creations: [],
        steps: [],
        isWhole: false,
        done: this.#lastWrite.then(() => this.#write(queue)),
      };
      this.#queue = queue;
      this.#lastWrite = queue.done.catch(() => undefined);
    }
    add(this.#queue);
    return this.#queue.done;
  }

  async #write(queue: Queue): Promise<void> {
    this.#queue = undefined;
    await this.#announce(queue.creations);
    if (queue.steps.length === 0 && !queue.isWhole) return;
    const isWhole = queue.isWhole || this.#lacksSteps || performance.now() >= this.#nextWholeMs;
    try {
      await (isWhole ? this.#writeWhole() : this.#writeSteps(queue.steps));
      if (isWhole) await this.#journal?.settle(queue.steps);
      this.#lacksSteps = false;
    } catch (error) {
      this.#lacksSteps = true;
      throw error;
    }
  }

  async #writeSteps(steps: readonly InstanceAddress[]): Promise<void> {
    const journal = await this.#openJournal();
    await journal.appendSteps(this.state, steps);
  }

  async #announce(creations: readonly InstanceAddress[]): Promise<void> {
    if (creations.length === 0) return;
    const journal = await this.#openJournal();
    await journal.announceCreations(creations);
  }

  async #openJournal(): Promise<StateJournal> {
    this.#journal ??= await StateJournal.create(this.path, this.state.lineage, this.#text).catch((error: unknown) => {
      throw explainFileError(this.path, "written", error);
    });
    return this.#journal;
  }

  async #writeWhole(): Promise<void> {
    const startMs = performance.now();
    const isChanged = encodeContent(this.state) !== this.#original.content;
    this.state.serial = this.#original.serial + (isChanged ? 1 : 0);
    const text = isChanged ? encodeState(this.state) : this.#original.text;
    if (text === this.#text) return;
    await this.#journal?.announce(text);
    await this.#writeBackup();
    const fileSystem = this.#lock?.guard(this.#options.fileSystem) ?? this.#options.fileSystem;
    await writeFileAtomic(this.path, text, { ...(fileSystem && { fileSystem }) });
    this.#text = text;
    const endMs = performance.now();
    this.#nextWholeMs = endMs + 9 * (endMs - startMs);
  }

  /** Once: the first change is what a backup is to undo. */
  async #writeBackup(): Promise<void> {
    const { backup, fileSystem } = this.#options;
    if (!this.#needsBackup) return;
    const file = backup === undefined || backup === false ? `${this.path}.backup` : backup;
    await writeFileAtomic(file, this.#original.text, { ...(fileSystem && { fileSystem }) });
    this.#needsBackup = false;
  }
}

interface Queue {
  readonly creations: InstanceAddress[];
  readonly steps: InstanceAddress[];
  isWhole: boolean;
  readonly done: Promise<void>;
}

/**
 * Reads a state to look at it: without a lock, and without writing anything.
 *
 * @throws StateError, FileError
 */
export async function readStateFile(file: string): Promise<{ state: State; warnings: Diagnostics }> {
  const place = path.resolve(file);
  const { state, warnings } = await readOpened(place, await readText(place));
  return { state, warnings };
}

interface Opened {
  readonly text: string;
  /** Of the text, without the steps of the journal. */
  readonly content: string;
  readonly state: State;
  readonly warnings: Diagnostics;
  /** Whether a run was interrupted, so that the state may have steps that the text lacks. */
  readonly isRecovered: boolean;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw explainFileError(file, "read", error);
  }
}

async function readOpened(file: string, text: string): Promise<Opened> {
  const warnings: Diagnostic[] = [];
  const { state, unknownFields } = text === "" ? { state: createState(), unknownFields: [] } : decodeState(text);
  const content = encodeContent(state);
  if (unknownFields.length > 0) warnings.push(unknownFieldsWarning(file, unknownFields));
  const interrupted = await readJournal(file, text);
  if (interrupted !== undefined) {
    if (text === "") state.lineage = interrupted.lineage;
    for (const step of interrupted.steps) applyStep(state, step);
    if (interrupted.steps.length > 0) warnings.push(recoveredWarning(file));
    const lost = interrupted.unsettled.filter((name) => !hasObject(state, name));
    if (lost.length > 0) warnings.push(unsettledWarning(lost));
  }
  return { text, content, state, warnings, isRecovered: interrupted !== undefined };
}

function applyStep(state: State, { address, resource }: DecodedStep): void {
  const name = formatResource(address);
  const known = state.resources.get(name);
  if (resource !== undefined) {
    if (known === undefined) state.resources.set(name, resource);
    known?.instances.set(address.key, resource.instances.get(address.key)!);
    return;
  }
  known?.instances.delete(address.key);
  if (known?.instances.size === 0) state.resources.delete(name);
}

function unknownFieldsWarning(file: string, fields: readonly string[]): Diagnostic {
  return {
    severity: "warning",
    summary: "State has fields of another program",
    detail: `${path.basename(file)} has fields that are unknown here and are kept as they are: ${fields.join(", ")}.`,
  };
}

function hasObject(state: State, name: string): boolean {
  const address = parseInstance(name);
  return address !== undefined && findInstance(state, address)?.current !== undefined;
}

function unsettledWarning(names: readonly string[]): Diagnostic {
  return {
    severity: "warning",
    summary: "Objects may exist that the state does not know",
    detail: `The last run was interrupted while these were being created, before it learned what became of that: ${names.join(", ")}. Look whether they exist, and import those that do; otherwise they are created again.`,
  };
}

function recoveredWarning(file: string): Diagnostic {
  return {
    severity: "warning",
    summary: "Recovered the state of an interrupted run",
    detail: `The last run ended before it could write all of ${path.basename(file)}; what it had recorded is part of the state.`,
  };
}
