// SPDX-License-Identifier: Apache-2.0

import { type Duplex, duplexPair } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { encodeFrame, Flag, type Frame, FrameReader, FrameType, preface } from "../http2/frame.ts";
import { errorName } from "../http2/http2-error.ts";
import { encodeSettings } from "../http2/settings.ts";

const typeNames = new Map<number, string>(Object.entries(FrameType).map(([name, type]) => [type, name]));

export interface RawFrame {
  readonly type: number;
  readonly flags?: number;
  readonly streamId?: number;
  readonly payload?: Uint8Array;
}

/** The other end of a connection, which sends whatever it is told, and shows what comes. */
export class Http2Peer {
  /** For the side under test. */
  readonly far: Duplex;
  /** All that has come. */
  readonly frames: Frame[] = [];
  readonly #near: Duplex;
  readonly #reader = new FrameReader();
  #skippedBytes: number;

  /** @param role The peer's own. A server skips the client's preface. */
  constructor(role: "client" | "server") {
    [this.#near, this.far] = duplexPair();
    this.#skippedBytes = role === "server" ? preface.byteLength : 0;
    this.#near.on("error", () => {});
    this.#near.on("data", (chunk: Buffer) => {
      const rest = chunk.subarray(this.#skippedBytes);
      this.#skippedBytes -= chunk.byteLength - rest.byteLength;
      this.#reader.push(rest, (frame) => this.frames.push(frame));
    });
  }

  get isClosed(): boolean {
    return this.far.destroyed || this.far.writableEnded;
  }

  /** Sends what a connection begins with: a client's preface, and settings. */
  async introduce(settings: readonly (readonly [number, number])[] = []): Promise<this> {
    this.write(preface);
    return this.send({ type: FrameType.SETTINGS, payload: encodeSettings(settings) });
  }

  write(bytes: Uint8Array): void {
    this.#near.write(bytes);
  }

  /** Sends frames, and waits until they have had their effect. */
  async send(...frames: readonly RawFrame[]): Promise<this> {
    this.write(Buffer.concat(frames.map(encodeRaw)));
    await this.settle();
    return this;
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < 10; turn++) await nextTurn();
  }

  end(): void {
    this.#near.end();
  }

  destroy(): void {
    this.#near.destroy();
  }

  /** What has come since the last time, one frame each: `DATA 1 5 end`. */
  take(): string[] {
    return this.frames.splice(0).map(describe);
  }
}

export function encodeRaw({ type, flags = 0, streamId = 0, payload = new Uint8Array() }: RawFrame): Buffer {
  return encodeFrame({ type, flags, streamId, payload: Buffer.from(payload) });
}

function describe({ type, flags, streamId, payload }: Frame): string {
  const words: (string | number)[] = [typeNames.get(type) ?? type];
  if (streamId > 0) words.push(streamId);
  if (type === FrameType.DATA) words.push(payload.byteLength);
  if (type === FrameType.GOAWAY) words.push(errorName(payload.readUInt32BE(4)));
  if (type === FrameType.RST_STREAM) words.push(errorName(payload.readUInt32BE()));
  if (type === FrameType.WINDOW_UPDATE) words.push(payload.readUInt32BE());
  if (type === FrameType.SETTINGS || type === FrameType.PING) {
    if (flags & Flag.ACK) words.push("ack");
  } else if (flags & Flag.END_STREAM && (type === FrameType.DATA || type === FrameType.HEADERS)) {
    words.push("end");
  }
  return words.join(" ");
}
