// SPDX-License-Identifier: Apache-2.0

import { PackError } from "../pack-error.ts";

const maxNameBytes = 4096;

/**
 * A name from a package as a path below the directory that is unpacked to, without `.` and empty parts.
 *
 * @throws PackError `pack.slot` for a name that leads out of it, or that systems read in different ways.
 */
export function safePath(name: string): string {
  const refuse = (reason: string): never => {
    throw new PackError(`refused to unpack ${JSON.stringify(name)}: ${reason}`, {
      code: "pack.slot",
      hint: "Do not use the package: whoever made it meant harm, or used a tool that made a mistake.",
    });
  };
  if (Buffer.byteLength(name) > maxNameBytes) refuse(`the name is longer than ${maxNameBytes} bytes`);
  if (name.includes("\0")) refuse("the name has a zero byte");
  if (name.includes("\\")) refuse("the name has a backslash");
  if (name.startsWith("/") || /^[A-Za-z]:/.test(name)) refuse("the name is absolute");
  const parts = name.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) refuse('the name has ".." in it');
  return parts.join("/");
}

/** Where a link at `path` leads, below the same directory. @throws PackError `pack.slot` if that is outside. */
export function safeLinkTarget(path: string, target: string): string {
  if (target.startsWith("/")) return safePath(target);
  const parts = path.split("/").slice(0, -1);
  for (const part of target.split("/")) {
    // What is above the top is left in, for `safePath` to refuse.
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return safePath(parts.join("/"));
}

/**
 * Where the content of a slot goes: empty for the top.
 *
 * @throws PackError `pack.slot`
 */
export function targetPath(target: string): string {
  return safePath(target.replace(/^\{workenv\}(\/|$)/, ""));
}
