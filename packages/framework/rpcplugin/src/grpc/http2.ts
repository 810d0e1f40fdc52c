// SPDX-License-Identifier: Apache-2.0

/**
 * HTTP/2 as gRPC uses it here: one connection, large messages, few peers.
 *
 * @module
 */

import type * as http2 from "node:http2";

/**
 * `node:http2`, loaded on first use. It takes 5 to 15 ms, which a plugin spends
 * after its handshake line, while the host dials. An import statement would not
 * do: bundlers move it to the top of the program.
 */
export function loadHttp2(): typeof http2 {
  return process.getBuiltinModule("node:http2");
}

/**
 * How much a peer may send before we have read it, on one call and on all of a
 * connection. HTTP/2's own 64 KiB would stop a sender four times per millisecond
 * on a local socket.
 *
 * One number for both: Bun 1.4 stops granting more to a call when the
 * connection's window is the larger one, and Node counts data against the
 * connection only until it has arrived, so that a call that nobody reads does
 * not hold up the others.
 */
const windowBytes = 4 * 1024 * 1024;

export const sessionOptions: http2.SessionOptions = {
  settings: { initialWindowSize: windowBytes, enablePush: false },
  // Megabytes. Node refuses streams above it, with the default of 10 already when two large values are on their way.
  maxSessionMemory: 2048,
};

/** What can only be set once a connection stands. */
export function tuneSession(session: http2.Http2Session): void {
  session.setLocalWindowSize(windowBytes);
}

/** Ends when the stream takes data again, or never will. */
export function untilWritable(stream: http2.Http2Stream): Promise<void> {
  if (stream.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      stream.off("drain", done);
      stream.off("close", done);
      resolve();
    };
    stream.on("drain", done);
    stream.on("close", done);
  });
}
