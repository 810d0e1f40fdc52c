// SPDX-License-Identifier: Apache-2.0

/**
 * What the sides of a connection tell each other about themselves.
 *
 * Source: RFC 9113, section 6.5.
 *
 * @module
 */

import { ErrorCode, Http2Error } from "./http2-error.ts";

export const Setting = {
  ENABLE_PUSH: 0x2,
  MAX_CONCURRENT_STREAMS: 0x3,
  INITIAL_WINDOW_SIZE: 0x4,
  MAX_FRAME_SIZE: 0x5,
  MAX_HEADER_LIST_SIZE: 0x6,
} as const;

/** A window before anybody has said otherwise. */
export const initialWindowBytes = 65_535;

/** The largest window that there can be. */
export const maxWindowBytes: number = 2 ** 31 - 1;

/** `identifier 16 | value 32` */
const settingBytes = 6;

export function encodeSettings(settings: readonly (readonly [setting: number, value: number])[]): Buffer {
  const payload = Buffer.alloc(settings.length * settingBytes);
  for (const [index, [setting, value]] of settings.entries()) {
    payload.writeUInt16BE(setting, index * settingBytes);
    payload.writeUInt32BE(value, index * settingBytes + 2);
  }
  return payload;
}

/**
 * Values by setting; of one that comes twice, the last. Unknown ones are to be ignored.
 *
 * @throws Http2Error for a value that is not allowed.
 */
export function parseSettings(payload: Buffer): ReadonlyMap<number, number> {
  if (payload.byteLength % settingBytes !== 0) {
    throw new Http2Error(ErrorCode.FRAME_SIZE_ERROR, `SETTINGS have ${payload.byteLength} bytes`);
  }
  const settings = new Map<number, number>();
  for (let at = 0; at < payload.byteLength; at += settingBytes) {
    const setting = payload.readUInt16BE(at);
    const value = payload.readUInt32BE(at + 2);
    check(setting, value);
    settings.set(setting, value);
  }
  return settings;
}

function check(setting: number, value: number): void {
  if (setting === Setting.INITIAL_WINDOW_SIZE && value > maxWindowBytes) {
    throw new Http2Error(ErrorCode.FLOW_CONTROL_ERROR, `a window of ${value} bytes is too large`);
  }
  const isAllowed =
    setting === Setting.ENABLE_PUSH
      ? value <= 1
      : setting !== Setting.MAX_FRAME_SIZE || (value >= 2 ** 14 && value < 2 ** 24);
  if (!isAllowed) throw new Http2Error(ErrorCode.PROTOCOL_ERROR, `the setting ${setting} cannot be ${value}`);
}
