// SPDX-License-Identifier: Apache-2.0

/**
 * HTTP/2 as gRPC needs it, over any duplex stream: no push, no priorities, no upgrade from HTTP/1.
 *
 * It always reads, whatever waits to be written, so that two sides that both have more to send than the connection
 * holds do not wait for each other.
 *
 * Source: RFC 9113.
 *
 * @module
 */

import type { Duplex } from "node:stream";
import { Flag, type Frame, FrameReader, FrameType, maxPayloadBytes, preface } from "./frame.ts";
import { FrameWriter } from "./frame-writer.ts";
import { HeaderDecoder, maxHeaderListBytes } from "./header-decoder.ts";
import { noTable } from "./header-encoder.ts";
import { type HeaderFields, requestProblem } from "./header-fields.ts";
import { ErrorCode, errorName, Http2Error, StreamError } from "./http2-error.ts";
import { Http2Stream, type StreamConnection } from "./http2-stream.ts";
import { Patience } from "./patience.ts";
import { encodeSettings, initialWindowBytes, maxWindowBytes, parseSettings, Setting } from "./settings.ts";

export interface Http2ConnectionOptions {
  readonly role: "client" | "server";
  /** How much the peer may send before it is read, on each stream. Default 4 MiB. */
  readonly windowBytes?: number | undefined;
  /** For servers: a request. Its data is kept until somebody reads it. */
  readonly onRequest?: ((stream: Http2Stream, fields: HeaderFields) => void) | undefined;
  /** No stream is left, nor can another one begin. */
  readonly onClose?: ((reason: Error | undefined) => void) | undefined;
}

/**
 * HTTP/2's own 64 KiB would stop a sender four times per millisecond on a local socket.
 *
 * What came counts against the connection only until it has arrived, so that a stream that nobody reads does not hold
 * up the others.
 */
const defaultWindowBytes = 4 * 1024 * 1024;

/** How many requests a peer may have open. */
const maxRequests = 1_024;

/** How many we open before the peer has said how many it takes. */
const cautiousMaxRequests = 100;

/** Streams write no further when so much waits for the socket: what is urgent comes soon after it then. */
const enoughBytes = 256 * 1024;

/** What may wait for a peer that does not read: answers to pings and the like, which no window limits. */
const tooManyBytes = 4 * 1024 * 1024;

/** A block of headers takes as many frames at most. Sixteen KiB each are four times what one may have. */
const maxHeaderFrames = 16;

const maxStreamId = 2 ** 31 - 1;

const nothing: Buffer = Buffer.alloc(0);

/** How long a peer has to read why its connection ends. */
const goodbyeMs = 100;

interface PartialBlock {
  readonly streamId: number;
  readonly isEnd: boolean;
  readonly parts: Buffer[];
  bytes: number;
}

export class Http2Connection implements StreamConnection {
  readonly duplex: Duplex;
  readonly isServer: boolean;
  readonly #windowBytes: number;
  readonly #onRequest: Http2ConnectionOptions["onRequest"];
  readonly #onClose: Http2ConnectionOptions["onClose"];
  readonly #streams = new Map<number, Http2Stream>();

  // What we send.
  readonly #writer = new FrameWriter();
  #isFlushing = false;
  #hasSentBlock = false;
  #sendWindow = initialWindowBytes;
  #peerStreamWindow = initialWindowBytes;
  #peerMaxRequests = cautiousMaxRequests;
  #nextId = 1;
  /** Streams that can write, in turns. */
  readonly #ready = new Set<Http2Stream>();
  /** Requests for which the peer has no room, with their headers. */
  readonly #delayed = new Map<Http2Stream, Uint8Array>();

  // What we receive.
  readonly #frames = new FrameReader();
  readonly #headers = new HeaderDecoder();
  readonly #patience = new Patience();
  #expectedPreface: Buffer;
  #hasSettings = false;
  #receiveWindow: number;
  #lastId = 0;
  #block: PartialBlock | undefined;

  /** No more streams begin. */
  #isEnding = false;
  #isClosed = false;
  #failure: Error | undefined;

  /** @param duplex Open; the connection owns it from here on. */
  constructor(duplex: Duplex, options: Http2ConnectionOptions) {
    const { role, windowBytes = defaultWindowBytes, onRequest, onClose } = options;
    this.duplex = duplex;
    this.isServer = role === "server";
    this.#windowBytes = windowBytes;
    this.#onRequest = onRequest;
    this.#onClose = onClose;
    this.#expectedPreface = this.isServer ? preface : nothing;
    this.#receiveWindow = Math.max(windowBytes, initialWindowBytes);
    this.#introduce();
    duplex.on("data", (chunk: Buffer) => this.#receive(chunk));
    duplex.on("drain", () => this.#flush());
    duplex.on("end", () => this.#close());
    duplex.on("error", (error) => this.#close(error));
    duplex.on("close", () => this.#close());
    if (duplex.readableEnded || duplex.destroyed) process.nextTick(() => this.#close()); // nothing more will be heard
  }

  /** No stream can begin. */
  get isEnding(): boolean {
    return this.#isEnding;
  }

  /** Why it has ended, when it was not meant to. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /**
   * Begins a request, or lets it wait until the peer has room for it. Call only while the connection is not ending.
   *
   * @param block Its headers, encoded.
   */
  request(block: Uint8Array): Http2Stream {
    const stream = this.#createStream();
    this.#delayed.set(stream, block);
    this.#beginRequests();
    return stream;
  }

  /** Takes no more requests, and ends when those that it has are answered. */
  end(): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#writeGoAway(ErrorCode.NO_ERROR);
    this.#closeIfDone();
  }

  /** Breaks off everything. */
  destroy(): void {
    this.#close();
    this.duplex.destroy();
  }

  /** For streams. */
  writeHeaders({ id: streamId }: Http2Stream, block: Uint8Array, isEnd: boolean): void {
    let rest = this.#hasSentBlock ? block : Buffer.concat([noTable, block]);
    this.#hasSentBlock = true;
    let type: number = FrameType.HEADERS;
    let flags: number = isEnd ? Flag.END_STREAM : 0;
    for (; rest.byteLength > maxPayloadBytes; rest = rest.subarray(maxPayloadBytes)) {
      this.#write(type, flags, streamId, rest.subarray(0, maxPayloadBytes));
      type = FrameType.CONTINUATION;
      flags = 0;
    }
    this.#write(type, flags | Flag.END_HEADERS, streamId, rest);
  }

  /** For streams. */
  writeData({ id }: Http2Stream, data: Uint8Array, isEnd: boolean): void {
    this.#sendWindow -= data.byteLength;
    this.#write(FrameType.DATA, isEnd ? Flag.END_STREAM : 0, id, data);
  }

  /** For streams. */
  grant({ id }: Http2Stream, bytes: number): void {
    this.#writeNumber(FrameType.WINDOW_UPDATE, id, bytes);
  }

  /** For streams. */
  wake(stream: Http2Stream): void {
    this.#ready.add(stream);
    this.#pump();
  }

  /** For streams. */
  reset({ id }: Http2Stream, code: number): void {
    if (id > 0) this.#writeNumber(FrameType.RST_STREAM, id, code);
  }

  /** For streams. */
  release(stream: Http2Stream): void {
    if (stream.resetCode === undefined) this.#patience.regain();
    this.#streams.delete(stream.id);
    this.#ready.delete(stream);
    this.#delayed.delete(stream);
    this.#beginRequests();
    this.#closeIfDone();
  }

  #createStream(): Http2Stream {
    return new Http2Stream(this, { windowBytes: this.#windowBytes, sendWindow: this.#peerStreamWindow });
  }

  #beginRequests(): void {
    for (const [stream, block] of this.#delayed) {
      if (this.#isEnding || this.#streams.size >= this.#peerMaxRequests) return;
      if (this.#nextId > maxStreamId) return this.#refuseAfter(maxStreamId); // after 2^30 requests
      this.#delayed.delete(stream);
      stream.begin(this.#nextId);
      this.#streams.set(this.#nextId, stream);
      this.#nextId += 2;
      this.writeHeaders(stream, block, false);
      stream.begun();
    }
  }

  // Writing.

  #introduce(): void {
    if (!this.isServer) this.#writer.addRaw(preface);
    const settings: [number, number][] = [
      [Setting.INITIAL_WINDOW_SIZE, this.#windowBytes],
      [Setting.MAX_HEADER_LIST_SIZE, maxHeaderListBytes],
      this.isServer ? [Setting.MAX_CONCURRENT_STREAMS, maxRequests] : [Setting.ENABLE_PUSH, 0],
    ];
    this.#write(FrameType.SETTINGS, 0, 0, encodeSettings(settings));
    const more = this.#receiveWindow - initialWindowBytes;
    if (more > 0) this.#writeNumber(FrameType.WINDOW_UPDATE, 0, more);
  }

  #write(type: number, flags: number, streamId: number, payload: Uint8Array): void {
    this.#writer.add({ type, flags, streamId }, payload);
    if (this.#writer.bytes > tooManyBytes) {
      this.#close(new Http2Error(ErrorCode.ENHANCE_YOUR_CALM, "the peer does not read what it asks for"));
      this.duplex.destroy();
    }
    this.#flushSoon();
  }

  #writeNumber(type: number, streamId: number, value: number): void {
    const payload = Buffer.allocUnsafe(4);
    payload.writeUInt32BE(value);
    this.#write(type, 0, streamId, payload);
  }

  #writeGoAway(code: number, text = ""): void {
    const payload = Buffer.alloc(8 + Buffer.byteLength(text));
    payload.writeUInt32BE(this.#lastId, 0);
    payload.writeUInt32BE(code, 4);
    payload.write(text, 8);
    this.#write(FrameType.GOAWAY, 0, 0, payload);
  }

  /** Once everything that is going on has had its say: handlers that end at the same time answer in one write. */
  #flushSoon(): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    process.nextTick(() => this.#flush());
  }

  #flush(): void {
    this.#isFlushing = true;
    this.#pump();
    while (this.#writer.bytes > 0 && !this.duplex.writableNeedDrain && this.duplex.writable) {
      const parts = this.#writer.take();
      if (parts.length > 1) this.duplex.cork();
      for (const part of parts) this.duplex.write(part);
      if (parts.length > 1) this.duplex.uncork();
      this.#pump();
    }
    this.#isFlushing = false;
  }

  /** Lets streams write a frame each, until none can, or there is enough. */
  #pump(): void {
    for (const stream of this.#ready) {
      if (this.#writer.bytes >= enoughBytes || this.duplex.writableNeedDrain) return;
      this.#ready.delete(stream);
      if (stream.sendFrame(this.#sendWindow)) this.#ready.add(stream);
    }
  }

  // Reading.

  #receive(chunk: Buffer): void {
    if (this.#isClosed) return;
    try {
      const rest = this.#expectedPreface.byteLength > 0 ? this.#receivePreface(chunk) : chunk;
      if (rest.byteLength > 0) this.#frames.push(rest, this.#onFrame);
    } catch (error) {
      this.#fail(error instanceof Http2Error ? error : new Http2Error(ErrorCode.INTERNAL_ERROR, String(error)));
    }
  }

  /** What comes behind it. */
  #receivePreface(chunk: Buffer): Buffer {
    const expected = this.#expectedPreface.subarray(0, chunk.byteLength);
    if (!expected.equals(chunk.subarray(0, expected.byteLength))) {
      throw new Http2Error(ErrorCode.PROTOCOL_ERROR, "the peer does not speak HTTP/2");
    }
    this.#expectedPreface = this.#expectedPreface.subarray(expected.byteLength);
    return chunk.subarray(expected.byteLength);
  }

  readonly #onFrame = (frame: Frame): void => {
    if (this.#isClosed) return;
    if (!this.#hasSettings && frame.type !== FrameType.SETTINGS) {
      throw new Http2Error(ErrorCode.PROTOCOL_ERROR, "the first frame is not SETTINGS");
    }
    if (this.#block && (frame.type !== FrameType.CONTINUATION || frame.streamId !== this.#block.streamId)) {
      throw new Http2Error(ErrorCode.PROTOCOL_ERROR, "headers were interrupted");
    }
    try {
      this.#takeFrame(frame);
    } catch (error) {
      if (!(error instanceof StreamError)) throw error;
      this.#resetStream(frame.streamId, error.code);
    }
  };

  #takeFrame(frame: Frame): void {
    switch (frame.type) {
      case FrameType.DATA:
        return this.#takeData(frame);
      case FrameType.HEADERS:
        return this.#takeHeaders(frame);
      case FrameType.CONTINUATION:
        return this.#takeContinuation(frame);
      case FrameType.RST_STREAM:
        return this.#takeReset(frame);
      case FrameType.SETTINGS:
        return this.#takeSettings(frame);
      case FrameType.PING:
        return this.#takePing(frame);
      case FrameType.GOAWAY:
        return this.#takeGoAway(frame);
      case FrameType.WINDOW_UPDATE:
        return this.#takeWindowUpdate(frame);
      case FrameType.PRIORITY:
        checkStreamId(frame);
        return checkLength(frame, 5);
      case FrameType.PUSH_PROMISE:
        throw new Http2Error(ErrorCode.PROTOCOL_ERROR, "nobody may push");
      default: // an extension's: to be ignored
    }
  }

  #takeData(frame: Frame): void {
    checkStreamId(frame);
    const flowBytes = frame.payload.byteLength;
    const data = withoutPadding(frame);
    this.#takeFromWindow(flowBytes);
    const isEnd = (frame.flags & Flag.END_STREAM) !== 0;
    if (flowBytes === 0 && !isEnd) this.#patience.spend();
    const stream = this.#streams.get(frame.streamId);
    if (!stream) return this.#ignoreClosed(frame);
    stream.receiveData(data, flowBytes);
    if (isEnd) stream.receiveEnd();
  }

  #takeFromWindow(bytes: number): void {
    this.#receiveWindow -= bytes;
    if (this.#receiveWindow < 0) {
      throw new Http2Error(ErrorCode.FLOW_CONTROL_ERROR, "more data came than the connection's window has room for");
    }
    const full = Math.max(this.#windowBytes, initialWindowBytes);
    if (this.#receiveWindow > full / 2) return;
    this.#writeNumber(FrameType.WINDOW_UPDATE, 0, full - this.#receiveWindow);
    this.#receiveWindow = full;
  }

  #takeHeaders(frame: Frame): void {
    checkStreamId(frame);
    const payload = withoutPadding(frame);
    const priorityBytes = frame.flags & Flag.PRIORITY ? 5 : 0;
    if (payload.byteLength < priorityBytes) {
      throw new Http2Error(ErrorCode.FRAME_SIZE_ERROR, "headers have no room for their priority");
    }
    const { streamId } = frame;
    this.#block = { streamId, isEnd: (frame.flags & Flag.END_STREAM) !== 0, parts: [], bytes: 0 };
    this.#extendBlock(this.#block, payload.subarray(priorityBytes), frame.flags);
  }

  #takeContinuation({ payload, flags }: Frame): void {
    if (!this.#block) throw new Http2Error(ErrorCode.PROTOCOL_ERROR, "there are no headers to continue");
    this.#extendBlock(this.#block, payload, flags);
  }

  #extendBlock(block: PartialBlock, part: Buffer, flags: number): void {
    block.parts.push(part);
    block.bytes += part.byteLength;
    if (block.bytes > maxHeaderListBytes || block.parts.length > maxHeaderFrames) {
      throw new Http2Error(ErrorCode.ENHANCE_YOUR_CALM, "the headers are too long");
    }
    if (!(flags & Flag.END_HEADERS)) return;
    this.#block = undefined;
    const isNew = this.isServer && block.streamId % 2 === 1 && block.streamId > this.#lastId;
    if (isNew) this.#lastId = block.streamId; // also when the headers are not to be read: the stream has been used
    const fields = this.#headers.decode(block.parts.length === 1 ? part : Buffer.concat(block.parts, block.bytes));
    if (isNew) {
      this.#acceptRequest(block, fields);
      return;
    }
    const stream = this.#streams.get(block.streamId);
    if (stream) stream.receiveHeaders(fields, block.isEnd);
    else this.#ignoreClosed(block);
  }

  #acceptRequest({ streamId, isEnd }: PartialBlock, fields: HeaderFields): void {
    const problem = requestProblem(fields);
    if (problem) throw new StreamError(ErrorCode.PROTOCOL_ERROR, problem);
    if (this.#isEnding || this.#streams.size >= maxRequests) {
      throw new StreamError(ErrorCode.REFUSED_STREAM, "there are too many requests");
    }
    const stream = this.#createStream();
    stream.begin(streamId);
    stream.skipHeaders();
    this.#streams.set(streamId, stream);
    if (isEnd) stream.receiveEnd();
    this.#onRequest?.(stream, fields);
  }

  #takeReset(frame: Frame): void {
    checkStreamId(frame);
    checkLength(frame, 4);
    const stream = this.#streams.get(frame.streamId);
    if (!stream) return this.#ignoreClosed(frame);
    if (this.isServer) this.#patience.spend(); // for the work that its request has made
    stream.receiveReset(frame.payload.readUInt32BE());
  }

  #takeSettings(frame: Frame): void {
    checkConnectionId(frame);
    const knownMaxRequests = this.#hasSettings ? this.#peerMaxRequests : Infinity;
    this.#hasSettings = true;
    if (frame.flags & Flag.ACK) return checkLength(frame, 0);
    this.#patience.spend();
    const settings = parseSettings(frame.payload);
    const window = settings.get(Setting.INITIAL_WINDOW_SIZE);
    this.#peerMaxRequests = settings.get(Setting.MAX_CONCURRENT_STREAMS) ?? knownMaxRequests;
    this.#write(FrameType.SETTINGS, Flag.ACK, 0, nothing);
    if (window !== undefined) this.#resizeStreams(window);
    this.#beginRequests();
  }

  #resizeStreams(window: number): void {
    const more = window - this.#peerStreamWindow;
    this.#peerStreamWindow = window;
    try {
      for (const stream of [...this.#streams.values(), ...this.#delayed.keys()]) stream.growSendWindow(more);
    } catch (error) {
      if (error instanceof StreamError) throw new Http2Error(error.code, error.message); // the setting is the connection's
      throw error;
    }
  }

  #takePing(frame: Frame): void {
    checkConnectionId(frame);
    checkLength(frame, 8);
    if (!(frame.flags & Flag.ACK)) this.#write(FrameType.PING, Flag.ACK, 0, frame.payload);
  }

  #takeGoAway(frame: Frame): void {
    checkConnectionId(frame);
    if (frame.payload.byteLength < 8) throw new Http2Error(ErrorCode.FRAME_SIZE_ERROR, "GOAWAY is too short");
    const lastId = frame.payload.readUInt32BE(0) & maxStreamId;
    const code = frame.payload.readUInt32BE(4);
    if (code !== ErrorCode.NO_ERROR) {
      const text = frame.payload.toString("utf8", 8, 8 + 200);
      this.#failure ??= new Http2Error(code, `the peer ended it with ${errorName(code)}${text && `: ${text}`}`);
    }
    this.#refuseAfter(this.isServer ? maxStreamId : lastId);
    this.#closeIfDone();
  }

  /** The peer does nothing about requests behind this one. */
  #refuseAfter(lastId: number): void {
    this.#isEnding = true;
    const untouched = [...this.#streams.values()].filter(({ id }) => id > lastId);
    for (const stream of [...untouched, ...this.#delayed.keys()]) stream.receiveReset(ErrorCode.REFUSED_STREAM);
  }

  #takeWindowUpdate(frame: Frame): void {
    checkLength(frame, 4);
    const bytes = frame.payload.readUInt32BE() & 0x7fff_ffff;
    if (frame.streamId === 0) return this.#growSendWindow(bytes);
    const stream = this.#streams.get(frame.streamId);
    if (!stream) return this.#ignoreClosed(frame);
    if (bytes === 0) throw new StreamError(ErrorCode.PROTOCOL_ERROR, "a window grows by nothing");
    stream.growSendWindow(bytes);
  }

  #growSendWindow(bytes: number): void {
    if (bytes === 0) throw new Http2Error(ErrorCode.PROTOCOL_ERROR, "a window grows by nothing");
    this.#sendWindow += bytes;
    if (this.#sendWindow > maxWindowBytes) {
      throw new Http2Error(ErrorCode.FLOW_CONTROL_ERROR, "the connection's window is too large");
    }
    for (const stream of this.#streams.values()) this.#ready.add(stream);
    this.#pump();
  }

  /**
   * What is still on its way when a stream ends, is dropped.
   *
   * @throws Http2Error PROTOCOL_ERROR for a stream that has never begun.
   */
  #ignoreClosed({ streamId }: { readonly streamId: number }): void {
    const isOwn = streamId % 2 === (this.isServer ? 0 : 1);
    const hasBegun = isOwn ? !this.isServer && streamId < this.#nextId : streamId <= this.#lastId;
    if (!hasBegun) throw new Http2Error(ErrorCode.PROTOCOL_ERROR, `the stream ${streamId} has not begun`);
  }

  #resetStream(streamId: number, code: number): void {
    this.#patience.spend();
    const stream = this.#streams.get(streamId);
    if (stream) stream.reset(code);
    else this.#writeNumber(FrameType.RST_STREAM, streamId, code);
  }

  // Ending.

  /** Tells the peer what it did wrong, and ends. */
  #fail(error: Http2Error): void {
    this.#writeGoAway(error.code, error.message);
    this.#flush();
    this.#close(error);
  }

  #closeIfDone(): void {
    if (this.#isEnding && this.#streams.size === 0 && this.#delayed.size === 0) this.#close();
  }

  #close(reason?: Error): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#isEnding = true;
    this.#failure ??= reason;
    for (const stream of [...this.#streams.values(), ...this.#delayed.keys()]) stream.close();
    this.#leave();
    this.#onClose?.(this.#failure);
  }

  /** Lets the last frames go out. What the peer still sends is read, so that it does not miss them for an error. */
  #leave(): void {
    this.#flush();
    this.duplex.end(this.duplex.readableEnded ? () => this.duplex.destroy() : undefined);
    const timer = setTimeout(() => this.duplex.destroy(), goodbyeMs);
    this.duplex.once("close", () => clearTimeout(timer));
    this.duplex.once("end", () => this.duplex.destroy());
  }
}

function checkStreamId({ streamId }: Frame): void {
  if (streamId === 0) throw new Http2Error(ErrorCode.PROTOCOL_ERROR, "a frame has to name a stream");
}

function checkConnectionId({ streamId }: Frame): void {
  if (streamId !== 0) throw new Http2Error(ErrorCode.PROTOCOL_ERROR, "a frame that is the connection's names a stream");
}

function checkLength({ type, payload }: Frame, expected: number): void {
  if (payload.byteLength === expected) return;
  throw new Http2Error(ErrorCode.FRAME_SIZE_ERROR, `a frame of type ${type} has ${payload.byteLength} bytes`);
}

/** `length 8 | data | length bytes of padding`, when there is some. */
function withoutPadding({ flags, payload }: Frame): Buffer {
  if (!(flags & Flag.PADDED)) return payload;
  const end = payload.byteLength - (payload[0] ?? payload.byteLength);
  if (end < 1) throw new Http2Error(ErrorCode.PROTOCOL_ERROR, "a frame has more padding than bytes");
  return payload.subarray(1, end);
}
