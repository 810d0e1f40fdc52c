// SPDX-License-Identifier: Apache-2.0

import { Duplex } from "node:stream";

/**
 * A connection as Node's TLS needs it, over one that is no socket.
 *
 * It takes every write at once, so that two ends that both have more to send
 * than the connection holds do not wait for each other. It holds no more than
 * the flow control of HTTP/2 grants.
 *
 * Node (24.21) breaks an assertion when it writes after such a stream's end. So
 * this closes instead.
 *
 * Within one process, what is written may be answered before the write returns.
 * TLS, which is given a chunk in pieces, would take such an answer for the rest
 * of the chunk. So data that comes while other data is handed on waits for that.
 */
export class FullDuplex extends Duplex {
  readonly #connection: Duplex;
  #hasEnded: boolean;
  readonly #arrived: Buffer[] = [];
  #isHandingOn = false;

  /** @param connection Open; lives as long as this. */
  constructor(connection: Duplex) {
    super();
    this.#connection = connection;
    this.#hasEnded = connection.readableEnded || connection.destroyed;
    connection.on("data", (chunk: Buffer) => {
      this.#arrived.push(chunk);
      this.#handOn();
    });
    connection.on("end", () => {
      this.#hasEnded = true;
      this.#closeAtEnd();
    });
    connection.on("error", (error) => this.destroy(error));
    connection.on("close", () => this.destroy());
    process.nextTick(() => this.#closeAtEnd());
  }

  override read(size?: number): Buffer | null {
    const isInside = this.#isHandingOn;
    this.#isHandingOn = true;
    const chunk = super.read(size) as Buffer | null;
    this.#isHandingOn = isInside;
    this.#handOn();
    this.#closeAtEnd();
    return chunk;
  }

  override _read(): void {
    this.#connection.resume();
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.#connection.write(chunk);
    done();
  }

  override _writev(chunks: { readonly chunk: Buffer }[], done: () => void): void {
    this.#connection.cork();
    for (const { chunk } of chunks) this.#connection.write(chunk);
    this.#connection.uncork();
    done();
  }

  override _final(done: () => void): void {
    this.#connection.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#connection.destroy();
    done(error);
  }

  #handOn(): void {
    while (this.#arrived.length > 0 && !this.#isHandingOn) {
      this.#isHandingOn = true;
      if (!this.push(this.#arrived.shift())) this.#connection.pause();
      this.#isHandingOn = false;
    }
  }

  /** Once everything that came before the end has been read. */
  #closeAtEnd(): void {
    if (this.#hasEnded && this.readableLength === 0 && this.#arrived.length === 0) this.destroy();
  }
}
