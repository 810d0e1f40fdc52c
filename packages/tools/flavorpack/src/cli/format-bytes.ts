// SPDX-License-Identifier: Apache-2.0

const units = ["B", "kB", "MB", "GB"];

/** In powers of 1,000: `44.4 MB`. */
export function formatBytes(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return power === 0 ? `${bytes} B` : `${(bytes / 1000 ** power).toFixed(1)} ${units[power]}`;
}
