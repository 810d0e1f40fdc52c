// SPDX-License-Identifier: Apache-2.0

import type { Value } from "@provide-foundry/cty";
import { type EngineEvent, formatInstance, type StepEvent } from "@provide-foundry/engine";

const words = {
  create: ["Creating...", "Creation complete", "Still creating..."],
  read: ["Reading...", "Read complete", "Still reading..."],
  update: ["Modifying...", "Modifications complete", "Still modifying..."],
  delete: ["Destroying...", "Destruction complete", "Still destroying..."],
  "no-op": ["Importing...", "Import complete", "Still importing..."],
} as const;

const patienceMs = 10_000;

/** Tells the steps of an apply as lines, and of those that take long that they go on. */
export class ProgressLines implements Disposable {
  readonly #write: (line: string) => unknown;
  readonly #waiting = new Map<string, NodeJS.Timeout>();

  constructor(write: (line: string) => unknown) {
    this.#write = write;
  }

  [Symbol.dispose](): void {
    for (const timer of this.#waiting.values()) clearInterval(timer);
  }

  tell(event: EngineEvent): void {
    if (event.kind === "refresh-start") {
      this.#write(`${nameOf(event)}: Refreshing state...${idOf(event.value)}`);
    } else if (event.kind === "import-start") {
      this.#write(`${nameOf(event)}: Preparing import... [id=${event.id}]`);
    } else if (event.kind === "step-start") {
      this.#begin(event);
    } else if (event.kind === "step-end" || event.kind === "step-failed") {
      clearInterval(this.#waiting.get(keyOf(event)));
      this.#waiting.delete(keyOf(event));
      if (event.kind === "step-failed") return;
      const id = event.action === "delete" ? "" : idOf(event.value);
      this.#write(`${nameOf(event)}: ${words[event.action][1]} after ${seconds(event.elapsedMs)}${id}`);
    }
  }

  #begin(event: StepEvent & { readonly value: Value }): void {
    const id = event.action === "create" || event.action === "read" ? "" : idOf(event.value);
    this.#write(`${nameOf(event)}: ${words[event.action][0]}${id}`);
    const started = Date.now();
    const timer = setInterval(() => {
      const elapsed = `[${id === "" ? "" : `${id.slice(2, -1)}, `}${seconds(Date.now() - started)} elapsed]`;
      this.#write(`${nameOf(event)}: ${words[event.action][2]} ${elapsed}`);
    }, patienceMs);
    timer.unref();
    this.#waiting.set(keyOf(event), timer);
  }
}

function nameOf({ address, deposed }: Pick<StepEvent, "address" | "deposed">): string {
  return formatInstance(address) + (deposed === undefined ? "" : ` (deposed object ${deposed})`);
}

function keyOf(event: StepEvent): string {
  return `${event.action} ${nameOf(event)}`;
}

/** ` [id=x]`, if the object has one that can be shown. */
function idOf(value: Value): string {
  const [plain] = value.unmarkDeep();
  if (plain.isNull() || !plain.isKnown() || plain.type.kind !== "object") return "";
  if (!plain.type.attributeTypes.has("id")) return "";
  const id = plain.getAttr("id");
  const isShown = id.type.kind === "string" && id.isKnown() && !id.isNull() && id.asString() !== "";
  return isShown ? ` [id=${id.asString()}]` : "";
}

/** As Terraform rounds it: `0s`, `1m5s`. */
function seconds(milliseconds: number): string {
  const whole = Math.floor(milliseconds / 1000);
  const minutes = Math.floor(whole / 60);
  return minutes === 0 ? `${whole}s` : `${minutes}m${whole % 60}s`;
}
