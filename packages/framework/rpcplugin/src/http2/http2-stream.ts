// SPDX-License-Identifier: Apache-2.0

import type { Duplex } from "node:stream";
import { maxPayloadBytes } from "./frame.ts";
import { type HeaderFields, responseProblem, trailersProblem } from "./header-fields.ts";
import { ErrorCode, StreamError } from "./http2-error.ts";

/** Who takes what comes in a stream's data. */
export interface StreamReader {
  onData(chunk: Buffer): void;
  /** The peer has said that no more follows. Not called when the stream breaks off. */
  onEnd(): void;
}

/** What a stream needs of its connection. */
export interface StreamConnection {
  readonly duplex: Duplex;
  readonly isServer: boolean;
  writeHeaders(stream: Http2Stream, block: Uint8Array, isEnd: boolean): void;
  writeData(stream: Http2Stream, data: Uint8Array, isEnd: boolean): void;
  grant(stream: Http2Stream, bytes: number): void;
  /** It has something to write. */
  wake(stream: Http2Stream): void;
  reset(stream: Http2Stream, code: number): void;
  /** Both sides are done. */
  release(stream: Http2Stream): void;
}

/** The largest window that HTTP/2 has. */
const maxWindowBytes = 2 ** 31 - 1;

const noData = Buffer.alloc(0);

/**
 * One request and its response, on either side. Whoever has it calls the methods of the first half; the second is the
 * connection's.
 */
export class Http2Stream {
  readonly #connection: StreamConnection;
  #id = 0;

  // What we send.
  #sendWindow: number;
  readonly #waiting: Uint8Array[] = [];
  /** How much of the first of these is out. */
  #sentBytes = 0;
  /** What follows them: `false` for nothing yet, `true` for the end, or the trailers with the end. */
  #end: boolean | Uint8Array = false;
  #isLocalEnd = false;
  #hasSentHeaders = false;
  #onWritable: (() => void) | undefined;

  // What we receive.
  readonly #windowBytes: number;
  #receiveWindow: number;
  /** What the reader has taken, and the peer was not told. */
  #takenBytes = 0;
  #reader: StreamReader | undefined;
  readonly #unread: Buffer[] = [];
  #isRemoteEnd = false;
  #hasReceivedHeaders = false;
  #onHeaders: ((fields: HeaderFields) => void) | undefined;

  #resetCode: number | undefined;
  #isClosed = false;
  readonly #onClose: (() => void)[] = [];

  /**
   * @param windowBytes How much the peer may send before it is read.
   * @param sendWindow How much we may send at first.
   */
  constructor(connection: StreamConnection, { windowBytes, sendWindow }: { windowBytes: number; sendWindow: number }) {
    this.#connection = connection;
    this.#windowBytes = windowBytes;
    this.#receiveWindow = windowBytes;
    this.#sendWindow = sendWindow;
  }

  /** 0 for one that waits for its turn to begin. */
  get id(): number {
    return this.#id;
  }

  /** What the connection runs on. */
  get duplex(): Duplex {
    return this.#connection.duplex;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** With which of HTTP/2's codes one of the sides has broken it off; undefined when it has not, or the connection has ended. */
  get resetCode(): number | undefined {
    return this.#resetCode;
  }

  get hasSentHeaders(): boolean {
    return this.#hasSentHeaders;
  }

  /** Takes the response's headers, and the trailers. Those of a request are nobody's. */
  onHeaders(callback: (fields: HeaderFields) => void): void {
    this.#onHeaders = callback;
  }

  /** Calls back when both sides are done, or one has broken off; at once if that is so already. */
  onClose(callback: () => void): void {
    if (this.#isClosed) callback();
    else this.#onClose.push(callback);
  }

  /** Gives the data to a reader, with all that has come already: instead of the reader before, if there was one. */
  read(reader: StreamReader): void {
    this.#reader = reader;
    for (const chunk of this.#unread.splice(0)) this.#reader.onData(chunk);
    if (this.#isRemoteEnd) this.#reader.onEnd();
  }

  /** The reader has done with so much of the data, so that the peer may send as much again. */
  consume(bytes: number): void {
    this.#takenBytes += bytes;
    if (this.#takenBytes < this.#windowBytes / 2 || this.#isRemoteEnd || this.#isClosed) return;
    this.#connection.grant(this, this.#takenBytes);
    this.#receiveWindow += this.#takenBytes;
    this.#takenBytes = 0;
  }

  /** Sends a response's headers, once. */
  sendHeaders(block: Uint8Array, isEnd = false): void {
    if (this.#isClosed) return;
    this.#hasSentHeaders = true;
    this.#connection.writeHeaders(this, block, isEnd);
    if (isEnd) this.#endLocally();
  }

  /** Sends data, and the end with it if it is the last. Keeps what the peer's windows have no room for. */
  send(data: Uint8Array, isLast = false): void {
    if (this.#isClosed) return;
    this.#waiting.push(data);
    if (isLast) this.#end = true;
    this.#connection.wake(this);
  }

  /** Nothing follows what was sent, but trailers if there are any. */
  end(trailers?: Uint8Array): void {
    if (this.#isClosed) return;
    this.#end = trailers ?? true;
    this.#connection.wake(this);
  }

  /** Ends when all that was sent is on its way, or never will be. */
  untilWritable(): Promise<void> {
    if (this.#waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => (this.#onWritable = resolve));
  }

  /** Breaks off, and says why with one of HTTP/2's codes. */
  reset(code: number): void {
    if (this.#isClosed) return;
    this.#resetCode = code;
    this.#connection.reset(this, code);
    this.close();
  }

  /** It has its turn. */
  begin(id: number): void {
    this.#id = id;
  }

  /** A client's headers are out, before anything else. */
  begun(): void {
    this.#hasSentHeaders = true;
    this.#connection.wake(this);
  }

  /** @throws StreamError FLOW_CONTROL_ERROR when the window becomes larger than HTTP/2 has it. */
  growSendWindow(bytes: number): void {
    this.#sendWindow += bytes;
    if (this.#sendWindow > maxWindowBytes) throw new StreamError(ErrorCode.FLOW_CONTROL_ERROR, "a window is too large");
    this.#connection.wake(this);
  }

  /**
   * Sends one frame, as far as the windows allow.
   *
   * @param connectionWindow How much the connection has room for.
   * @returns Whether another one can follow.
   */
  sendFrame(connectionWindow: number): boolean {
    if (this.#isClosed || !this.#hasSentHeaders || this.#isLocalEnd) return false;
    const [first] = this.#waiting;
    if (!first) {
      if (this.#end === false) return false;
      this.#sendEnd();
      return false;
    }
    const room = Math.min(connectionWindow, this.#sendWindow, maxPayloadBytes);
    const size = Math.min(room, first.byteLength - this.#sentBytes);
    if (size <= 0 && first.byteLength > 0) return false;
    const data = size === first.byteLength ? first : first.subarray(this.#sentBytes, this.#sentBytes + size);
    this.#sentBytes += size;
    if (this.#sentBytes === first.byteLength) {
      this.#waiting.shift();
      this.#sentBytes = 0;
    }
    const isEmpty = this.#waiting.length === 0;
    const isEnd = isEmpty && this.#end === true;
    this.#sendWindow -= size;
    this.#connection.writeData(this, data, isEnd);
    if (isEnd) this.#endLocally();
    if (isEmpty) this.#notifyWritable();
    return !isEmpty || (this.#end !== false && !isEnd);
  }

  /** @throws StreamError for headers that have no place here, or are none. */
  receiveHeaders(fields: HeaderFields, isEnd: boolean): void {
    if (this.#isRemoteEnd) throw new StreamError(ErrorCode.STREAM_CLOSED, "headers came after the end");
    const isInformation = !this.#hasReceivedHeaders && /^1\d\d$/.test(fields.get(":status") ?? "");
    const problem = this.#hasReceivedHeaders ? trailersProblem(fields) : responseProblem(fields);
    if (problem) throw new StreamError(ErrorCode.PROTOCOL_ERROR, problem);
    if (this.#hasReceivedHeaders ? !isEnd : isInformation && isEnd) {
      throw new StreamError(ErrorCode.PROTOCOL_ERROR, "headers came where they do not belong");
    }
    if (isInformation) return;
    this.#hasReceivedHeaders = true;
    this.#onHeaders?.(fields);
    if (isEnd) this.receiveEnd();
  }

  /** Its headers were a request's, and somebody else has taken them. */
  skipHeaders(): void {
    this.#hasReceivedHeaders = true;
  }

  /**
   * @param flowBytes What counts for the window: padding does, too.
   * @throws StreamError when there is no room, or nothing was to come.
   */
  receiveData(data: Buffer, flowBytes: number): void {
    if (this.#isRemoteEnd) throw new StreamError(ErrorCode.STREAM_CLOSED, "data came after the end");
    if (!this.#hasReceivedHeaders) throw new StreamError(ErrorCode.PROTOCOL_ERROR, "data came before the headers");
    this.#receiveWindow -= flowBytes;
    if (this.#receiveWindow < 0) {
      throw new StreamError(ErrorCode.FLOW_CONTROL_ERROR, "more data came than the window has room for");
    }
    this.consume(flowBytes - data.byteLength);
    if (data.byteLength === 0) return;
    if (this.#reader) this.#reader.onData(data);
    else this.#unread.push(data);
  }

  receiveEnd(): void {
    if (this.#isRemoteEnd) return;
    this.#isRemoteEnd = true;
    this.#reader?.onEnd();
    this.#closeIfDone();
  }

  receiveReset(code: number): void {
    this.#resetCode = code;
    this.close();
  }

  /** Nothing goes out or comes in any more. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#waiting.length = 0;
    this.#unread.length = 0;
    this.#connection.release(this);
    this.#notifyWritable();
    for (const callback of this.#onClose) callback();
  }

  #sendEnd(): void {
    if (this.#end instanceof Uint8Array) this.#connection.writeHeaders(this, this.#end, true);
    else this.#connection.writeData(this, noData, true);
    this.#endLocally();
  }

  #endLocally(): void {
    this.#isLocalEnd = true;
    this.#closeIfDone();
    if (this.#connection.isServer) this.reset(ErrorCode.NO_ERROR); // answered: the rest of the request is not needed
  }

  #closeIfDone(): void {
    if (this.#isLocalEnd && this.#isRemoteEnd) this.close();
  }

  #notifyWritable(): void {
    const notify = this.#onWritable;
    this.#onWritable = undefined;
    notify?.();
  }
}
