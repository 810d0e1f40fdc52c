// SPDX-License-Identifier: Apache-2.0

/**
 * Folders that hold providers: mirrors, caches, and what `terraform init` has
 * installed all have the same layout.
 *
 * ```
 * BASE/HOST/NAMESPACE/TYPE/VERSION/OS_ARCH/terraform-provider-TYPE...
 * BASE/HOST/NAMESPACE/TYPE/terraform-provider-TYPE_VERSION_OS_ARCH.zip
 * ```
 *
 * Source: Terraform 1.11, "Provider Installation" (the layouts), and its
 * providercache (which file of a folder is the program).
 *
 * @module
 */

import type { Dirent } from "node:fs";
import { access, constants, readdir } from "node:fs/promises";
import path from "node:path";
import { hostnamesOf, type ProviderAddress } from "./provider-address.ts";
import { compareVersions, isPrerelease, isVersion } from "./provider-version.ts";

/** A version of a provider in a mirror. */
export interface MirroredProvider {
  readonly version: string;
  /** A folder with the program, or the archive of one. */
  readonly form: "unpacked" | "packed";
  readonly path: string;
}

export interface MirrorQuery {
  readonly address: ProviderAddress;
  /** Undefined for the highest that is no pre-release. */
  readonly version: string | undefined;
  /** `linux_amd64`. */
  readonly platform: string;
}

interface Candidate extends MirroredProvider {
  readonly platform: string;
}

/** @returns The provider, or why the mirror does not have it. */
export async function findInMirror(base: string, query: MirrorQuery): Promise<MirroredProvider | string> {
  const { address, version, platform } = query;
  const candidates: Candidate[] = [];
  for (const hostname of hostnamesOf(address)) {
    candidates.push(...(await listVersions(path.join(base, hostname, address.namespace, address.type), address.type)));
  }
  if (candidates.length === 0) return (await readNames(base)) ? "does not have it" : "there is no such folder";
  const isWanted = (candidate: Candidate): boolean =>
    version === undefined ? !isPrerelease(candidate.version) : candidate.version === version;
  const wanted = candidates.filter(isWanted);
  if (wanted.length === 0) return `has only ${list(candidates.map((candidate) => candidate.version))}`;
  const [best] = wanted.filter((candidate) => candidate.platform === platform).toSorted(compareCandidates);
  return best ?? `has it only for ${list(wanted.map((candidate) => candidate.platform))}`;
}

/**
 * The program in the folder of a provider.
 *
 * @returns Its path, or why there is none.
 */
export async function findProgram(directory: string, type: string): Promise<{ readonly path: string } | string> {
  const entries = await readEntries(directory);
  if (!entries) return "there is no such folder";
  const name = `terraform-provider-${type}`;
  const isProgram = (file: string): boolean => file.startsWith(name) && /^(?:$|[_.])/.test(file.slice(name.length));
  const [file] = entries
    .filter((entry) => !entry.isDirectory() && isProgram(entry.name))
    .map((entry) => entry.name)
    .toSorted();
  if (file === undefined) return `has no file ${name}`;
  const program = path.join(directory, file);
  return (await isExecutable(program)) ? { path: program } : `has the file ${file}, which is not executable`;
}

async function listVersions(directory: string, type: string): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const name of (await readNames(directory)) ?? []) {
    const packed = parsePackedName(name, type);
    if (packed) {
      candidates.push({ ...packed, form: "packed", path: path.join(directory, name) });
    } else if (isVersion(name)) {
      for (const platform of (await readNames(path.join(directory, name))) ?? []) {
        candidates.push({ version: name, platform, form: "unpacked", path: path.join(directory, name, platform) });
      }
    }
  }
  return candidates;
}

function parsePackedName(name: string, type: string): { version: string; platform: string } | undefined {
  const prefix = `terraform-provider-${type}_`;
  if (!name.startsWith(prefix) || !name.endsWith(".zip")) return undefined;
  const [version = "", os = "", arch = "", ...rest] = name.slice(prefix.length, -".zip".length).split("_");
  return rest.length === 0 && isVersion(version) ? { version, platform: `${os}_${arch}` } : undefined;
}

/** The highest first; of one version, that which need not be unpacked. */
function compareCandidates(one: Candidate, other: Candidate): number {
  return compareVersions(other.version, one.version) || Number(one.form === "packed") - Number(other.form === "packed");
}

function list(names: readonly string[]): string {
  return [...new Set(names)].toSorted().join(", ");
}

async function readNames(directory: string): Promise<string[] | undefined> {
  return (await readEntries(directory))?.map(({ name }) => name);
}

function readEntries(directory: string): Promise<Dirent[] | undefined> {
  return readdir(directory, { withFileTypes: true }).catch(() => undefined);
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
