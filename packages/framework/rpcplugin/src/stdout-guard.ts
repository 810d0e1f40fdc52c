// SPDX-License-Identifier: Apache-2.0

/**
 * Keeps stdout for the handshake line.
 *
 * The first line on a plugin's stdout is the handshake; anything else there
 * breaks the start. So what code prints through `console`, `process.stdout` and
 * `process.stderr` is captured, and reaches the host by the stdio service, or
 * stderr when the process ends first. Logs do not come this way: they write to
 * stderr's file descriptor.
 *
 * Out of reach are `fs.writeSync(1, ...)`, and child processes that inherit
 * stdout.
 *
 * @module
 */

import type { Writable } from "node:stream";
import { createLineWriter } from "@provide-foundry/foundation";
import { CapturedOutput } from "./captured-output.ts";
import { StdioData_Channel } from "./generated/plugin.ts";

export interface StdoutGuard {
  readonly output: CapturedOutput;
  /** Reaches also those who took hold of the streams before the guard came. Takes a millisecond or two. */
  captureStreams(): void;
}

const isBun = "bun" in process.versions;

let installed: StdoutGuard | undefined;

/**
 * Captures what the process prints, from here to its end. To be called before
 * other code prints; a second call changes nothing.
 */
export function installStdoutGuard(): StdoutGuard {
  return (installed ??= install());
}

/** The guard that is in force, if there is one. */
export function findStdoutGuard(): StdoutGuard | undefined {
  return installed;
}

function install(): StdoutGuard {
  const output = new CapturedOutput();
  captureStream("stdout", (data) => output.push(StdioData_Channel.STDOUT, data));
  captureStream("stderr", (data) => output.push(StdioData_Channel.STDERR, data));
  if (isBun) captureBunConsole();
  process.on("exit", () => {
    const rest = output.takeRest();
    if (rest.byteLength > 0) createLineWriter(2)(Buffer.from(rest).toString());
  });
  return { output, captureStreams: () => void [process.stdout, process.stderr] };
}

/** Node makes the stream when it is first asked for, which takes milliseconds: so the redirection waits for that, too. */
function captureStream(name: "stdout" | "stderr", write: (data: Uint8Array) => void): void {
  const original = Object.getOwnPropertyDescriptor(process, name)!;
  let stream: Writable | undefined;
  Object.defineProperty(process, name, {
    configurable: true,
    enumerable: true,
    get: () => (stream ??= redirect((original.get?.call(process) ?? original.value) as Writable, write)),
  });
}

/** Replaces what the stream does with data; the stream itself remains, for all who hold it. */
function redirect(stream: Writable, write: (data: Uint8Array) => void): Writable {
  const sink: Pick<Writable, "_write"> & { readonly _writev: null } = {
    _write(chunk: Uint8Array | string, encoding, done) {
      write(typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk);
      done();
    },
    _writev: null,
  };
  // Bun's standard streams have a way to their file descriptors that no method of theirs leads to.
  const { Writable: StandIn } = process.getBuiltinModule("node:stream");
  return isBun ? new StandIn({ write: sink._write.bind(sink) }) : Object.assign(stream, sink);
}

/** Bun's console writes to the file descriptors itself. */
function captureBunConsole(): void {
  const { Console } = process.getBuiltinModule("node:console");
  const captured = new Console(process.stdout, process.stderr);
  for (const [name, method] of Object.entries(captured)) {
    if (typeof method === "function") Object.assign(console, { [name]: method });
  }
}
