// SPDX-License-Identifier: Apache-2.0

/**
 * Writes lines to an open file, pipe or terminal, each before the call returns, so that the last words of a process
 * that crashes are not lost. Never throws: what cannot be written is dropped.
 *
 * Not `process.stderr`, whose stream takes milliseconds to set up and which may buffer on a pipe.
 *
 * @param fd 2 for stderr.
 */
export function createLineWriter(fd: number): (line: string) => void {
  // An import would make Node load all that its file system has, promises too, at start: 4 ms.
  const { writeSync } = process.getBuiltinModule("node:fs");
  let patient = true;
  let cutOff = false;
  return (line) => {
    const bytes = encode(cutOff ? `\n${line}` : line);
    const { written, blocked } = writeAll(writeSync, fd, bytes, patient ? patienceMs : 0);
    // A reader that has slept for seconds must not stop the program again for every line that follows.
    patient = !blocked;
    if (written > 0) cutOff = written < bytes.byteLength;
  };
}

let room: Buffer | undefined;
const roomBytes = 16_384;
const maxBytesPerUnit = 3;

/** The text's bytes, until the next call: they lie in the same memory, for a new one for each line costs a third more. */
function encode(text: string): Uint8Array {
  if (text.length * maxBytesPerUnit > roomBytes) return Buffer.from(text);
  room ??= Buffer.allocUnsafeSlow(roomBytes);
  return room.subarray(0, room.write(text));
}

/** How long a full pipe may hold up the program. */
const patienceMs = 2_000;

interface Progress {
  /** In bytes. */
  readonly written: number;
  /** Whether the time ran out while the pipe was full. */
  readonly blocked: boolean;
}

type WriteSync = typeof import("node:fs").writeSync;

function writeAll(writeSync: WriteSync, fd: number, bytes: Uint8Array, timeoutMs: number): Progress {
  let written = 0;
  let waitedMs = 0;
  for (;;) {
    try {
      written += writeSync(fd, bytes, written);
      if (written >= bytes.byteLength) return { written, blocked: false };
    } catch (error) {
      // EPIPE and EBADF: nobody reads. EIO, ENOSPC: nothing that a logger could do.
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") return { written, blocked: false };
      if (waitedMs >= timeoutMs) return { written, blocked: true };
      const pauseMs = Math.min(1 + waitedMs, 50);
      sleep(pauseMs);
      waitedMs += pauseMs;
    }
  }
}

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
