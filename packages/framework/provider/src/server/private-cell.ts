// SPDX-License-Identifier: Apache-2.0

/**
 * Private state between the host, which stores bytes, and a handler.
 *
 * Values are JSON, sealed if the provider has keys; bytes are the author's own,
 * also sealed then. It is opened before any handler runs, also one that does not
 * look at it: what was changed, or sealed with a key that is not there any more,
 * must not go unnoticed until something is built upon it.
 *
 * @module
 */

import type * as cty from "@provide-foundry/cty";
import * as json from "@provide-foundry/cty/json";
import { isFoundationError } from "@provide-foundry/foundation";
import { At } from "../codec/at.ts";
import { compileBlock } from "../codec/block.ts";
import { Findings } from "../codec/findings.ts";
import { type ValueCodec, compileValue } from "../codec/value-codec.ts";
import type { ResourceDefinition } from "../definition/resource.ts";
import type { Call } from "./call.ts";
import { createContext } from "./handler-context.ts";
import { type PrivateSeal, keysVariable } from "./private-keys.ts";
import type { Runtime } from "./runtime.ts";

/** How sealed data begins: "FS1". */
const magic = [0x46, 0x53, 0x31];

/** The private state of one resource during one call. */
export class PrivateCell {
  readonly #typeName: string;
  readonly #call: Call;
  readonly #codec: ValueCodec | undefined;
  readonly #seal: PrivateSeal | undefined;
  /** As the host sent it. */
  readonly #stored: Uint8Array;
  /** What is in it: bytes, opened. */
  #content: Uint8Array;
  #isChanged: boolean = false;

  private constructor(
    typeName: string,
    call: Call,
    fields: ResourceDefinition["private"],
    seal: PrivateSeal | undefined,
    stored: Uint8Array,
    content: Uint8Array,
  ) {
    this.#typeName = typeName;
    this.#call = call;
    this.#codec = fields && compileValue({ kind: "object", fields });
    this.#seal = seal;
    this.#stored = stored;
    this.#content = content;
  }

  /**
   * The private state of a resource.
   *
   * @param stored As the host has it; empty for none.
   * @throws CallFailed after reporting why it cannot be opened.
   */
  static async open(
    runtime: Runtime,
    resource: ResourceDefinition,
    typeName: string,
    stored: Uint8Array,
    call: Call,
  ): Promise<PrivateCell> {
    const seal = await loadSeal(runtime, typeName, call);
    const content = openBytes(typeName, stored, seal, runtime.provider.name, call);
    const cell = new PrivateCell(typeName, call, resource.private, seal, stored, content);
    await cell.#checkValues(resource);
    return cell;
  }

  /**
   * The bytes of another type of resource, which may be of another provider.
   *
   * @throws CallFailed after reporting why they cannot be opened.
   */
  static async openForeign(
    runtime: Runtime,
    typeName: string,
    stored: Uint8Array,
    call: Call,
  ): Promise<Uint8Array | undefined> {
    if (stored.length === 0) return undefined;
    const seal = await loadSeal(runtime, typeName, call);
    return isSealed(stored) ? openBytes(typeName, stored, seal, runtime.provider.name, call) : stored;
  }

  /** Values; or bytes, for a resource whose author knows no others. */
  get(): Readonly<Record<string, unknown>> | undefined {
    if (this.#content.length === 0) return undefined;
    const codec = this.#codec;
    const kept = codec === undefined ? this.#content : codec.toPlain(json.unmarshal(this.#content, codec.type));
    return kept as Readonly<Record<string, unknown>>;
  }

  set(plain: unknown): void {
    const findings = new Findings();
    const content = this.#encode(plain, findings);
    this.#call.reportBugs("private.set", findings.list);
    if (content === undefined) return;
    this.#content = content;
    this.#isChanged = true;
  }

  /** As the host is to store it: the very same bytes while nothing is set and the key is current. */
  get bytes(): Uint8Array {
    const ring = this.#seal?.ring;
    if (this.#content.length === 0) return this.#content;
    if (ring === undefined) return this.#isChanged ? this.#content : this.#stored;
    if (!this.#isChanged && isSealed(this.#stored)) return ring.reseal(this.#stored, purposeOf(this.#typeName));
    return ring.seal(this.#content, purposeOf(this.#typeName));
  }

  #encode(plain: unknown, findings: Findings): Uint8Array | undefined {
    const at = At.aside("private", true);
    if (this.#codec === undefined) {
      if (plain instanceof Uint8Array) return plain;
      findings.add(at, "bytes", plain);
      return undefined;
    }
    const values = this.#codec.fromPlain(plain, at, findings);
    if (findings.list.length === 0 && !values.isWhollyKnown()) findings.add(at, "known values", plain);
    if (findings.list.length > 0) return undefined;
    this.#call.hideSecret(values);
    return new TextEncoder().encode(json.marshal(values, this.#codec.type));
  }

  /** What is stored may be of an earlier version of the provider, or of another one. */
  async #checkValues(resource: ResourceDefinition): Promise<void> {
    if (this.#codec === undefined || this.#content.length === 0) return;
    const values = decodeValues(this.#codec, this.#content);
    if (values !== undefined) {
      this.#call.hideSecret(values);
      return;
    }
    const call = this.#call;
    const { handlers } = resource;
    if (handlers.upgradePrivate === undefined) {
      throw call.fail(
        `The private state of ${this.#typeName} cannot be read`,
        `It is not what this version of the provider stores. ${advice}`,
      );
    }
    const context = createContext(call, compileBlock(resource.schema), { bytes: this.#content });
    const upgraded: unknown = await call.user("upgradePrivate", () => handlers.upgradePrivate?.(context));
    call.throwIfErrors();
    this.#content = new Uint8Array();
    this.#isChanged = true;
    if (upgraded === undefined) return;
    const findings = new Findings();
    this.#content = this.#encode(upgraded, findings) ?? this.#content;
    call.reportBugs("upgradePrivate", findings.list);
    call.throwIfErrors();
  }
}

/** The values in bytes; undefined for bytes that are not exactly such values. */
function decodeValues(codec: ValueCodec, bytes: Uint8Array): cty.Value | undefined {
  try {
    const values = json.unmarshal(bytes, codec.type);
    if (values.isNull()) return undefined;
    let fits = true;
    codec.validate(values, At.root, () => {
      fits = false;
    });
    return fits ? values : undefined;
  } catch {
    return undefined;
  }
}

async function loadSeal(runtime: Runtime, typeName: string, call: Call): Promise<PrivateSeal | undefined> {
  try {
    return await runtime.loadSeal();
  } catch (error) {
    // What is wrong with a key is said without the key.
    const why = error instanceof Error ? error.message : "";
    throw call.fail(`The private state of ${typeName} cannot be sealed`, `The provider's keys cannot be used: ${why}.`);
  }
}

function openBytes(
  typeName: string,
  stored: Uint8Array,
  seal: PrivateSeal | undefined,
  providerName: string,
  call: Call,
): Uint8Array {
  if (stored.length === 0) return stored;
  const fail = (why: string): Error => call.fail(`The private state of ${typeName} cannot be opened`, why);
  if (!isSealed(stored)) {
    if (seal === undefined || seal.acceptPlain) return stored;
    throw fail(
      'It is not sealed, but the provider has keys: it was changed, or stored before there were any. To accept it, add ",plain" to the keys.',
    );
  }
  if (seal === undefined) {
    throw fail(
      `It is sealed, but the provider was given no keys. They are expected in the variable ${keysVariable(providerName)}.`,
    );
  }
  try {
    return seal.ring.open(stored, purposeOf(typeName));
  } catch (error) {
    if (!isFoundationError(error)) throw error;
    throw fail([error.message, error.hint].filter(Boolean).join("\n\n"));
  }
}

const advice =
  "Use the version of the provider that stored it, or remove the resource from the state and import it again.";

function isSealed(bytes: Uint8Array): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

/** Sealed for one type of resource, it does not open for another. */
function purposeOf(typeName: string): string {
  return `private state of ${typeName}`;
}
