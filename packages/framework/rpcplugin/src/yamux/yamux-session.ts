// SPDX-License-Identifier: Apache-2.0

/**
 * Many connections over one, as HashiCorp's yamux does it.
 *
 * Each side opens streams by itself, with odd and with even numbers. A stream
 * may send as much as the other side's window for it; the session as a whole
 * has none, so it always reads, and no stream waits for another.
 *
 * Source: yamux 0.1.2, spec.md, session.go and stream.go.
 *
 * @module
 */

import type { Duplex } from "node:stream";
import { encodeHeader, Flag, type FrameHeader, type FramePart, FrameReader, FrameType, GoAwayCode } from "./frame.ts";
import { yamuxError } from "./yamux-error.ts";
import { initialWindowBytes, type StreamSession, YamuxStream } from "./yamux-stream.ts";

export interface YamuxSessionOptions {
  /** The side that opened the connection is the client. */
  readonly role: "client" | "server";
  /** Takes a stream that the other side has opened. Default: it is closed. */
  readonly onStream?: ((stream: YamuxStream) => void) | undefined;
  /** Called once, when the session is over; with the reason, if it failed. */
  readonly onClose?: ((error: Error | undefined) => void) | undefined;
  /** What the other side may send ahead on each stream. At least the default, which is 256 KiB. */
  readonly windowBytes?: number;
  /** Streams at one time; one more is refused. Default 1,024. */
  readonly maxStreams?: number;
  /** How often to ask whether the other side is there; 0: never. Default 30,000. */
  readonly keepAliveMs?: number;
}

/** How long a ping's answer may take. */
const answerMs = 10_000;

/** How long the other side may take to accept a stream. A side that takes longer is taken for dead. */
const openMs = 75_000;

/** How long the other side may take to end what this side has ended, before it is told to. */
const endMs = 300_000;

/** How long the last frames may take to leave. */
const closeMs = 1_000;

/** Streams that the other side has not accepted yet: Go's refuses more. */
const maxUnaccepted = 256;

/** What a side that never reads is owed: answers to its pings, say. */
const maxBacklogBytes = 4 * 1024 * 1024;

const maxStreamId = 2 ** 32 - 1;

interface Entry {
  readonly stream: YamuxStream;
  /** Runs while something is expected of the other side. */
  timer: NodeJS.Timeout | undefined;
}

export class YamuxSession {
  readonly #connection: Duplex;
  readonly #options: YamuxSessionOptions;
  readonly #windowBytes: number;
  readonly #reader = new FrameReader();
  readonly #arrived: Buffer[] = [];
  #isReading = false;
  readonly #streams = new Map<number, Entry>();
  readonly #unaccepted = new Set<number>();
  readonly #waiting = new Set<YamuxStream>();
  readonly #pings = new Map<number, (error?: Error) => void>();
  readonly #keepAlive: NodeJS.Timeout | undefined;
  readonly #streamSession: StreamSession;
  #nextId: number;
  #nextPing = 0;
  #hasGoneAway = false;
  #isPeerGoingAway = false;
  #isClosed = false;

  /** @param connection An open connection, which the session owns from here on. */
  constructor(connection: Duplex, options: YamuxSessionOptions) {
    const { role, windowBytes = initialWindowBytes, keepAliveMs = 30_000 } = options;
    if (windowBytes < initialWindowBytes) throw new RangeError(`windowBytes is below ${initialWindowBytes}`);
    this.#connection = connection;
    this.#options = options;
    this.#windowBytes = windowBytes;
    this.#nextId = role === "client" ? 1 : 2;
    this.#streamSession = this.#createStreamSession();
    connection.on("data", (chunk: Buffer) => this.#read(chunk));
    connection.on("end", () => this.#finish(this.#reader.isInsideFrame ? yamuxError("a frame broke off") : undefined));
    connection.on("error", (error) => this.#finish(error));
    connection.on("close", () => this.#finish(undefined));
    connection.on("drain", () => this.#resumeStreams());
    if (keepAliveMs > 0) this.#keepAlive = setInterval(() => void this.#checkPeer(), keepAliveMs).unref();
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** How many streams there are, with those of which one side only is closed. */
  get streams(): number {
    return this.#streams.size;
  }

  /**
   * Opens a stream. It can be written to at once; if the other side refuses it, it fails then.
   *
   * @throws PluginError `plugin.multiplex` when the session takes no further ones.
   */
  open(): YamuxStream {
    if (this.#isClosed) throw yamuxError("the shared connection is closed");
    if (this.#isPeerGoingAway) throw yamuxError("the other side takes no more streams");
    if (this.#unaccepted.size >= maxUnaccepted)
      throw yamuxError(`the other side accepts none of ${maxUnaccepted} streams`);
    if (this.#nextId > maxStreamId) throw yamuxError("the shared connection has used up its streams");
    const id = this.#nextId;
    this.#nextId += 2;
    this.#unaccepted.add(id);
    const timeOut = (): void => {
      this.#fail(yamuxError(`stream ${id} was not accepted within ${openMs / 1000} s`), GoAwayCode.InternalError);
    };
    return this.#addStream(id, Flag.SYN, setTimeout(timeOut, openMs).unref());
  }

  /**
   * Asks for a sign of life.
   *
   * @returns How long it took, in milliseconds.
   * @throws PluginError `plugin.multiplex` when none comes within ten seconds.
   */
  async ping(): Promise<number> {
    if (this.#isClosed) throw yamuxError("the shared connection is closed");
    const id = this.#nextPing++ % 2 ** 32;
    const start = performance.now();
    await new Promise<void>((resolve, reject) => {
      const settle = (error?: Error): void => {
        clearTimeout(timer);
        this.#pings.delete(id);
        if (error) reject(error);
        else resolve();
      };
      const timer = setTimeout(
        () => settle(yamuxError(`no answer to a ping in ${answerMs / 1000} s`)),
        answerMs,
      ).unref();
      this.#pings.set(id, settle);
      this.#send({ type: FrameType.Ping, flags: Flag.SYN, streamId: 0, length: id });
    });
    return performance.now() - start;
  }

  /** Takes no more streams from the other side. Those that there are go on. */
  goAway(): void {
    if (this.#hasGoneAway || this.#isClosed) return;
    this.#sendGoAway(GoAwayCode.Normal);
  }

  /** Ends the streams and the connection, once what was written is out. */
  close(): void {
    if (this.#isClosed) return;
    this.goAway();
    this.#endConnection();
    this.#finish(undefined);
  }

  /** Within one process, what we send may be answered before we return from sending it: that waits its turn. */
  #read(chunk: Buffer): void {
    this.#arrived.push(chunk);
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      for (let next = this.#arrived.shift(); next; next = this.#arrived.shift()) this.#handleAll(next);
    } catch (error) {
      this.#fail(error as Error);
    } finally {
      this.#isReading = false;
    }
  }

  #handleAll(chunk: Buffer): void {
    for (const part of this.#reader.read(chunk)) {
      if (this.#isClosed) return;
      this.#handle(part);
    }
  }

  #handle(part: FramePart): void {
    const { header, isFirst } = part;
    if (header.type === FrameType.Ping) this.#handlePing(header);
    else if (header.type === FrameType.GoAway) this.#handleGoAway(header);
    else {
      if (isFirst && (header.flags & Flag.SYN) !== 0) this.#accept(header.streamId);
      this.#handleStream(part);
    }
  }

  #handleStream({ header, payload, isFirst, isLast }: FramePart): void {
    const { type, flags, streamId, length } = header;
    const entry = this.#streams.get(streamId);
    if (!entry) return; // One that was reset: what was on its way is dropped.
    const { stream } = entry;
    if (isFirst && (flags & Flag.ACK) !== 0) this.#establish(entry);
    if (type === FrameType.WindowUpdate) {
      stream.receiveWindow(length);
    } else {
      if (isFirst && length > 0 && !stream.mayReceive(length)) {
        throw yamuxError(`stream ${streamId} sent more than its window, or after its end`);
      }
      stream.receive(payload);
    }
    if (isLast && (flags & Flag.FIN) !== 0) stream.receiveFin();
    if (isLast && (flags & Flag.RST) !== 0) stream.receiveReset();
  }

  #handlePing({ flags, length }: FrameHeader): void {
    if ((flags & Flag.SYN) === 0) {
      this.#pings.get(length)?.();
      return;
    }
    this.#checkBacklog();
    this.#send({ type: FrameType.Ping, flags: Flag.ACK, streamId: 0, length });
  }

  #handleGoAway({ length: code }: FrameHeader): void {
    if (code === GoAwayCode.Normal) this.#isPeerGoingAway = true;
    else throw yamuxError(`the other side gave the shared connection up with code ${code}`);
  }

  #accept(id: number): void {
    const { role, onStream, maxStreams = 1_024 } = this.#options;
    const isOfPeer = id !== 0 && id % 2 === (role === "client" ? 0 : 1);
    if (!isOfPeer) throw yamuxError(`the other side opened stream ${id}, a number that is not its own`);
    if (this.#streams.has(id)) throw yamuxError(`the other side opened stream ${id} twice`);
    this.#checkBacklog();
    if (this.#hasGoneAway || this.#streams.size >= maxStreams) {
      this.#send({ type: FrameType.WindowUpdate, flags: Flag.RST, streamId: id, length: 0 });
      return;
    }
    const stream = this.#addStream(id, Flag.ACK, undefined);
    if (onStream) onStream(stream);
    else stream.destroy();
  }

  #checkBacklog(): void {
    if (this.#connection.writableLength > maxBacklogBytes)
      throw yamuxError("the other side asks, and reads no answers");
  }

  #addStream(id: number, flags: number, timer: NodeJS.Timeout | undefined): YamuxStream {
    const stream = new YamuxStream(id, this.#streamSession, this.#windowBytes);
    this.#streams.set(id, { stream, timer });
    this.#send({ type: FrameType.WindowUpdate, flags, streamId: id, length: this.#windowBytes - initialWindowBytes });
    return stream;
  }

  #establish(entry: Entry): void {
    if (!this.#unaccepted.delete(entry.stream.id)) return;
    clearTimeout(entry.timer);
    // A stream that was closed in the meantime waits for its other end.
    if (entry.stream.destroyed) this.#streamSession.awaitEnd(entry.stream);
  }

  #createStreamSession(): StreamSession {
    const isWritable = (): boolean => !this.#connection.writableNeedDrain;
    return {
      get isWritable() {
        return isWritable();
      },
      send: (header, payload) => this.#send(header, payload),
      awaitWritable: (stream) => void this.#waiting.add(stream),
      release: (stream) => this.#release(stream),
      awaitEnd: (stream) => this.#awaitEnd(stream),
    };
  }

  #awaitEnd(stream: YamuxStream): void {
    const entry = this.#streams.get(stream.id);
    if (!entry || this.#unaccepted.has(stream.id)) return;
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => {
      this.#send({ type: FrameType.WindowUpdate, flags: Flag.RST, streamId: stream.id, length: 0 });
      this.#release(stream);
    }, endMs).unref();
  }

  #release(stream: YamuxStream): void {
    clearTimeout(this.#streams.get(stream.id)?.timer);
    this.#streams.delete(stream.id);
    this.#unaccepted.delete(stream.id);
    this.#waiting.delete(stream);
  }

  /** Those that wait longest come first. */
  #resumeStreams(): void {
    for (const stream of this.#waiting) {
      if (this.#connection.writableNeedDrain) return;
      this.#waiting.delete(stream);
      stream.flush();
    }
  }

  async #checkPeer(): Promise<void> {
    try {
      await this.ping();
    } catch (error) {
      this.#fail(error as Error, GoAwayCode.InternalError);
    }
  }

  #send(header: FrameHeader, payload?: Buffer): void {
    if (this.#isClosed) return;
    if (!payload) {
      this.#connection.write(encodeHeader(header));
      return;
    }
    this.#connection.cork();
    this.#connection.write(encodeHeader(header));
    this.#connection.write(payload);
    this.#connection.uncork();
  }

  #sendGoAway(code: number): void {
    this.#hasGoneAway = true;
    this.#send({ type: FrameType.GoAway, flags: 0, streamId: 0, length: code });
  }

  /** Ends the session because of what the other side did, or did not do. */
  #fail(error: Error, code: number = GoAwayCode.ProtocolError): void {
    if (this.#isClosed) return;
    this.#sendGoAway(code);
    this.#endConnection();
    this.#finish(error);
  }

  #endConnection(): void {
    const connection = this.#connection;
    setTimeout(() => connection.destroy(), closeMs).unref();
    connection.end(() => connection.destroy());
  }

  #finish(error: Error | undefined): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#keepAlive);
    for (const { stream, timer } of this.#streams.values()) {
      clearTimeout(timer);
      stream.endWithSession(error);
    }
    this.#streams.clear();
    this.#unaccepted.clear();
    this.#waiting.clear();
    for (const settle of this.#pings.values()) settle(error ?? yamuxError("the shared connection is closed"));
    if (!this.#connection.writableEnded) this.#connection.destroy();
    this.#options.onClose?.(error);
  }
}
