// SPDX-License-Identifier: Apache-2.0

/**
 * What an ephemeral resource's `open` hands on to `renew` and `close`, as bytes
 * that the host keeps in memory: the author's values, and a reference to the
 * cleanup that `open` returned, which cannot leave the process.
 *
 * Hosts may send no bytes at all or none: both mean that nothing was handed on.
 *
 * @module
 */

import * as cty from "@provide-foundry/cty";
import * as json from "@provide-foundry/cty/json";
import { At } from "../codec/at.ts";
import { Findings } from "../codec/findings.ts";
import { type ValueCodec, compileValue } from "../codec/value-codec.ts";
import type { Elements } from "../schema/field.ts";
import type { Call } from "./call.ts";

/** The author's values while a handler runs. */
export class EphemeralPrivate {
  /** Refers to a cleanup; empty without one. */
  cleanup: string;
  readonly #codec: ValueCodec;
  readonly #call: Call;
  readonly #operation: string;
  #values: cty.Value;

  private constructor(codec: ValueCodec, values: cty.Value, cleanup: string, call: Call, operation: string) {
    this.#codec = codec;
    this.#values = values;
    this.cleanup = cleanup;
    this.#call = call;
    this.#operation = operation;
  }

  /** @param operation The handler that gets it, for messages. */
  static decode(fields: Elements, bytes: Uint8Array | undefined, call: Call, operation: string): EphemeralPrivate {
    const codec = compileValue({ kind: "object", fields });
    if (bytes === undefined || bytes.length === 0) {
      return new EphemeralPrivate(codec, cty.nullVal(codec.type), "", call, operation);
    }
    const envelope = json.unmarshal(bytes, envelopeOf(codec.type));
    const [values, cleanup] = [envelope.getAttr("values"), envelope.getAttr("cleanup")];
    return new EphemeralPrivate(codec, values, cleanup.asString(), call, operation);
  }

  get(): Readonly<Record<string, unknown>> | undefined {
    return this.#values.isNull() ? undefined : (this.#codec.toPlain(this.#values) as Readonly<Record<string, unknown>>);
  }

  set(plain: unknown): void {
    const findings = new Findings();
    const at = At.aside("private", true);
    const values = this.#codec.fromPlain(plain, at, findings);
    if (findings.list.length === 0 && !values.isWhollyKnown()) findings.add(at, "known values", plain);
    this.#call.reportBugs(this.#operation, findings.list);
    if (findings.list.length === 0) this.#values = values;
  }

  /** Undefined when there is nothing to hand on. */
  encode(): Uint8Array | undefined {
    if (this.#values.isNull() && this.cleanup === "") return undefined;
    const envelope = cty.objectVal({ values: this.#values, cleanup: cty.stringVal(this.cleanup) });
    return new TextEncoder().encode(json.marshal(envelope, envelopeOf(this.#codec.type)));
  }
}

function envelopeOf(values: cty.Type): cty.Type {
  return cty.object({ values, cleanup: cty.string });
}
