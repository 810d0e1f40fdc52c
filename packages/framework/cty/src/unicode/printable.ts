// SPDX-License-Identifier: Apache-2.0
export function isPrintable(code: number): boolean {
  return code >= 0x20 && code !== 0x7f;
}
