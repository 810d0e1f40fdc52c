// SPDX-License-Identifier: Apache-2.0

import fc from "fast-check";

/** The name of a file that every system takes. */
export function fileName(): fc.Arbitrary<string> {
  const letter = fc.constantFrom(...Array.from("abcdefghijklmnopqrstuvwxyz0123456789_-. äß漢🎉"));
  // Windows drops dots and spaces at the end; "con" and others are devices there, with any ending.
  const isFine = (name: string): boolean => /[^. ]$/.test(name) && !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name);
  return fc.string({ unit: letter, minLength: 1, maxLength: 20 }).filter(isFine);
}

/** A path below some folder, with forward slashes, that does not lead out of it: `a/b/c.txt`. */
export function relativePath(): fc.Arbitrary<string> {
  return fc.array(fileName(), { minLength: 1, maxLength: 4 }).map((names) => names.join("/"));
}

/**
 * A path that leads out of the folder that it is resolved against, on any system or on Windows only, or that no system
 * takes: what an archive or a request from a stranger may have.
 */
export function hostilePath(): fc.Arbitrary<string> {
  const up = fc.constantFrom("..", "..", "a/../..", "./..", "a/b/../../..");
  const climbing = fc
    .tuple(fc.array(up, { minLength: 1, maxLength: 6 }), relativePath())
    .map(([ups, rest]) => [...ups, rest].join("/"));
  const absolute = fc.constantFrom(
    "/etc/passwd",
    "//host/share/file",
    "C:\\Windows\\system.ini",
    "C:file",
    "\\\\?\\C:\\x",
  );
  const windows = climbing.map((path) => path.replaceAll("/", "\\"));
  const cut = relativePath().map((path) => `${path}\0.txt`);
  return fc.oneof(climbing, absolute, windows, cut);
}
