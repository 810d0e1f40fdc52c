// SPDX-License-Identifier: Apache-2.0

/**
 * Whose packages may run here. The store is a directory of small files, which launchers in any language read.
 *
 * Source: docs/pspf-launcher.md, "Trust".
 *
 * @module
 */

import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { writeFileAtomic } from "@provide-foundry/foundation/files";
import { PackError } from "../pack-error.ts";

/** From the weakest to the strictest. */
export const trustPolicies = ["intact", "first-use", "pinned"] as const;
export type TrustPolicy = (typeof trustPolicies)[number];

type Environment = Readonly<Record<string, string | undefined>>;

/** A key that may sign: anything, or the packages that are named. */
export interface TrustedKey {
  /** 64 hexadecimal digits. */
  readonly key: string;
  readonly packages: readonly string[];
}

export class TrustStore {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  /** The user's own, wherever the environment says that it is. */
  static ofUser(env: Environment): TrustStore {
    const { FLAVOR_TRUST_STORE: told, XDG_CONFIG_HOME: config, HOME: home } = env;
    if (told) return new TrustStore(told);
    const base = config || (home && path.join(home, ".config"));
    if (base) return new TrustStore(path.join(base, "flavor", "trust"));
    throw new PackError("it is not known where the trust store is", {
      code: "pack.untrusted",
      hint: "Set HOME, XDG_CONFIG_HOME or FLAVOR_TRUST_STORE.",
    });
  }

  /** What the store asks for. @throws PackError `pack.untrusted` when it says something that nobody knows. */
  async policy(): Promise<TrustPolicy> {
    const text = await readIfThere(path.join(this.directory, "policy"));
    return text === undefined ? "intact" : parsePolicy(text.trim());
  }

  async setPolicy(policy: TrustPolicy): Promise<void> {
    await this.#write("policy", `${policy}\n`);
  }

  async keys(): Promise<readonly TrustedKey[]> {
    const names = await readdir(path.join(this.directory, "keys")).catch(() => []);
    const keys = names.filter((name) => /^[0-9a-f]{64}$/.test(name)).toSorted();
    return await Promise.all(keys.map(async (key) => ({ key, packages: await this.#packagesOf(key) })));
  }

  /** @param packages Nothing for every package. */
  async add(key: Uint8Array, packages: readonly string[]): Promise<void> {
    await this.#write(path.join("keys", hex(key)), packages.map((name) => `${name}\n`).join(""));
  }

  /** Whether it was there. */
  async remove(key: Uint8Array): Promise<boolean> {
    const before = await this.keys();
    await rm(path.join(this.directory, "keys", hex(key)), { force: true });
    return before.some((known) => known.key === hex(key));
  }

  /** The key with which a package was first seen. */
  async firstKey(name: string): Promise<string | undefined> {
    return (await readIfThere(path.join(this.directory, "packages", fileName(name))))?.trim();
  }

  /** Forgets with which key a package was first seen. */
  async forget(name: string): Promise<void> {
    await rm(path.join(this.directory, "packages", fileName(name)), { force: true });
  }

  /**
   * Comes back if the owner of the key may sign this package. With `first-use` the key of a package that is new here is
   * recorded.
   *
   * @param env Whose FLAVOR_TRUST may ask for more than the store does.
   * @throws PackError `pack.untrusted`
   */
  async check(name: string, key: Uint8Array, env: Environment): Promise<TrustPolicy> {
    const policy = stricter(await this.policy(), env["FLAVOR_TRUST"]);
    if (policy === "pinned") await this.#checkPinned(name, hex(key));
    if (policy === "first-use") await this.#checkFirstUse(name, hex(key));
    return policy;
  }

  async #checkPinned(name: string, key: string): Promise<void> {
    const known = (await this.keys()).find((one) => one.key === key);
    if (known !== undefined && (known.packages.length === 0 || known.packages.includes(name))) return;
    const reason = known === undefined ? "is not in the trust store" : "is trusted for other packages only";
    throw new PackError(`the key ${key} of ${name} ${reason}`, {
      code: "pack.untrusted",
      hint: `If it is the publisher's, trust it: flavor trust add ${key}`,
    });
  }

  async #checkFirstUse(name: string, key: string): Promise<void> {
    const first = await this.firstKey(name);
    if (first === key) return;
    if (first === undefined) return await this.#write(path.join("packages", fileName(name)), `${key}\n`);
    throw new PackError(`${name} is signed with the key ${key}; it was ${first} when it was first run here`, {
      code: "pack.untrusted",
      hint: `If its publisher has a new key, forget the old one: flavor trust forget ${name}`,
    });
  }

  async #packagesOf(key: string): Promise<readonly string[]> {
    const text = (await readIfThere(path.join(this.directory, "keys", key))) ?? "";
    return text.split("\n").filter((line) => line !== "");
  }

  async #write(name: string, text: string): Promise<void> {
    const file = path.join(this.directory, name);
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeFileAtomic(file, text, { mode: 0o600 });
  }
}

/** @throws PackError `pack.untrusted`: what nobody understands cannot be kept to. */
export function parsePolicy(text: string): TrustPolicy {
  const policy = trustPolicies.find((one) => one === text);
  if (policy !== undefined) return policy;
  throw new PackError(`"${text}" is no policy of trust`, {
    code: "pack.untrusted",
    hint: `Use ${trustPolicies.join(", ")}.`,
  });
}

function stricter(policy: TrustPolicy, asked: string | undefined): TrustPolicy {
  if (!asked) return policy;
  const other = parsePolicy(asked);
  return trustPolicies.indexOf(other) > trustPolicies.indexOf(policy) ? other : policy;
}

/** A package's name as the name of a file: everything but letters, digits, `-`, `_` and `.` as `%` and two digits. */
function fileName(name: string): string {
  const encoded = [...Buffer.from(name)].map((byte) => {
    const letter = String.fromCodePoint(byte);
    return /[\w.-]/.test(letter) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  });
  return encoded.join("").replace(/^\./, "%2E");
}

function hex(key: Uint8Array): string {
  return Buffer.from(key).toString("hex");
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new PackError(`cannot read ${file}: ${(error as Error).message}`, {
      code: "pack.untrusted",
      context: { path: file },
      hint: "Check who may read the trust store.",
      cause: error,
    });
  }
}
