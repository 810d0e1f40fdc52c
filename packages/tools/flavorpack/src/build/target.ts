// SPDX-License-Identifier: Apache-2.0

import { PackError } from "../pack-error.ts";

/** What a package runs on, as Terraform writes platforms: `linux_amd64`. */
export interface Target {
  readonly os: "linux" | "darwin" | "windows";
  readonly arch: "amd64" | "arm64";
}

const pattern = /^(linux|darwin|windows)_(amd64|arm64)$/;

/** @throws PackError `pack.manifest` */
export function parseTarget(text: string): Target {
  const match = pattern.exec(text);
  if (match !== null) return { os: match[1] as Target["os"], arch: match[2] as Target["arch"] };
  throw new PackError(`"${text}" is no target`, {
    code: "pack.manifest",
    hint: "Use linux, darwin or windows, an underscore, and amd64 or arm64: linux_amd64.",
  });
}

export function formatTarget({ os, arch }: Target): string {
  return `${os}_${arch}`;
}

/** What this process runs on. */
export function hostTarget(platform: string = process.platform, arch: string = process.arch): Target {
  const os = platform === "win32" ? "windows" : platform;
  return parseTarget(`${os}_${arch === "x64" ? "amd64" : arch}`);
}

/** The npm package that holds Node's executable for a target, and where in it. */
export function nodePackage({ os, arch }: Target): { readonly name: string; readonly file: string } {
  const cpu = arch === "amd64" ? "x64" : arch;
  const name = `node-${os === "windows" ? "win" : os}-${cpu}`;
  return { name, file: os === "windows" ? "bin/node.exe" : "bin/node" };
}
