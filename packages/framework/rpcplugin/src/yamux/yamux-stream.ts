// SPDX-License-Identifier: Apache-2.0

import { Duplex } from "node:stream";
import { Flag, type FrameHeader, FrameType } from "./frame.ts";
import { yamuxError } from "./yamux-error.ts";

/** What both sides grant a stream before anything is said about it. */
export const initialWindowBytes: number = 256 * 1024;

/** Windows are counted in 32 bits. */
const maxWindowBytes = 2 ** 32 - 1;

/** Longer writes are cut, so that no stream holds up the others for long. */
const maxFrameBytes = 64 * 1024;

/** What a stream needs of its session. */
export interface StreamSession {
  /** False while the connection takes no data. */
  readonly isWritable: boolean;
  send(header: FrameHeader, payload?: Buffer): void;
  /** Calls the stream's `flush` when the connection takes data again. */
  awaitWritable(stream: YamuxStream): void;
  /** The stream is over on both sides. */
  release(stream: YamuxStream): void;
  /** The stream is over here, and will be on the other side, sooner or later. */
  awaitEnd(stream: YamuxStream): void;
}

/**
 * One of the connections that share one.
 *
 * `end` closes this side's half. `destroy` closes both: the other side sees an
 * end, or with an error a reset. What was not read counts against the window,
 * so a stream that nobody reads costs no more than that.
 */
export class YamuxStream extends Duplex {
  readonly id: number;
  readonly #session: StreamSession;
  readonly #windowBytes: number;
  #sendWindow = initialWindowBytes;
  #receiveWindow: number;
  #pending: { data: Buffer; readonly done: (error?: Error) => void } | undefined;
  #hasSentFin = false;
  #hasReceivedFin = false;

  /** @param windowBytes What the other side may send ahead; the session has granted what is beyond the initial window. */
  constructor(id: number, session: StreamSession, windowBytes: number) {
    super();
    this.id = id;
    this.#session = session;
    this.#windowBytes = windowBytes;
    this.#receiveWindow = windowBytes;
  }

  /** Whether the other side may send that much. */
  mayReceive(byteLength: number): boolean {
    return !this.#hasReceivedFin && byteLength <= this.#receiveWindow;
  }

  receive(data: Buffer): void {
    this.#receiveWindow -= data.byteLength;
    if (this.destroyed || data.byteLength === 0) return;
    this.push(data);
    this.#grant();
  }

  /** @throws PluginError `plugin.multiplex` when the window grows beyond what can be counted. */
  receiveWindow(growth: number): void {
    this.#sendWindow += growth;
    if (this.#sendWindow > maxWindowBytes) throw yamuxError(`the window of stream ${this.id} exceeds 32 bits`);
    this.flush();
  }

  /** @throws PluginError `plugin.multiplex` at a second one. */
  receiveFin(): void {
    if (this.#hasReceivedFin) throw yamuxError(`stream ${this.id} ended twice`);
    this.#hasReceivedFin = true;
    if (!this.destroyed) this.push(null);
    if (this.#hasSentFin) this.#session.release(this);
  }

  receiveReset(): void {
    this.#hasSentFin = true;
    this.#hasReceivedFin = true;
    this.#session.release(this);
    this.destroy(yamuxError("the other side broke the stream off"));
  }

  /** The session is over. What came before can still be read. */
  endWithSession(error: Error | undefined): void {
    this.#hasSentFin = true;
    const hasEnd = this.#hasReceivedFin;
    this.#hasReceivedFin = true;
    if (error || this.readableEnded) {
      this.destroy(error);
    } else if (!this.destroyed) {
      this.once("end", () => this.destroy());
      if (!hasEnd) this.push(null);
    }
  }

  /** Sends what waits, as far as the window and the connection take it. */
  flush(): void {
    while (this.#pending) {
      const { data, done } = this.#pending;
      if (data.byteLength === 0) {
        this.#pending = undefined;
        done();
        return;
      }
      if (this.#sendWindow === 0) return;
      if (!this.#session.isWritable) {
        this.#session.awaitWritable(this);
        return;
      }
      const payload = data.subarray(0, Math.min(this.#sendWindow, maxFrameBytes));
      this.#pending.data = data.subarray(payload.byteLength);
      this.#sendWindow -= payload.byteLength;
      this.#session.send({ type: FrameType.Data, flags: 0, streamId: this.id, length: payload.byteLength }, payload);
    }
  }

  override read(size?: number): Buffer | null {
    const data = super.read(size) as Buffer | null;
    this.#grant();
    return data;
  }

  override _read(): void {} // Data comes when it comes; what may come, `#grant` says.

  override _write(data: Buffer, _: BufferEncoding, done: (error?: Error) => void): void {
    if (this.#hasSentFin) {
      done(yamuxError("the stream is closed"));
      return;
    }
    this.#pending = { data, done };
    this.flush();
  }

  override _final(done: () => void): void {
    this.#sendFin();
    if (this.#hasReceivedFin) this.#session.release(this);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const unsent = this.#pending;
    this.#pending = undefined;
    if (!this.#hasSentFin || !this.#hasReceivedFin) this.#leave(error !== null);
    unsent?.done(error ?? yamuxError("the stream was closed before all was sent"));
    done(error);
  }

  #leave(isBroken: boolean): void {
    if (isBroken) {
      this.#send(Flag.RST);
      this.#session.release(this);
      return;
    }
    this.#sendFin();
    if (this.#hasReceivedFin) this.#session.release(this);
    else this.#session.awaitEnd(this);
  }

  #sendFin(): void {
    if (this.#hasSentFin) return;
    this.#hasSentFin = true;
    this.#send(Flag.FIN);
  }

  /** Lets the other side send as much as was read, once that is worth a frame. */
  #grant(): void {
    const growth = this.#windowBytes - this.readableLength - this.#receiveWindow;
    if (growth < this.#windowBytes / 2 || this.#hasReceivedFin || this.destroyed) return;
    this.#receiveWindow += growth;
    this.#send(0, growth);
  }

  #send(flags: number, growth = 0): void {
    this.#session.send({ type: FrameType.WindowUpdate, flags, streamId: this.id, length: growth });
  }
}
