// SPDX-License-Identifier: Apache-2.0

import { dynamic, getAttrStep, indexStep, typeFromJSON, type Path, type PathStep } from "@provide-foundry/cty";
import { unmarshal } from "@provide-foundry/cty/json";
import {
  formatInstance,
  formatResource,
  type InstanceAddress,
  type InstanceKey,
  type ProviderAddress,
} from "../address.ts";
import { parseInstance, parseModule, parseProvider } from "../parse-address.ts";
import { terraformVersion } from "../terraform-version.ts";
import { compactJson, JsonReader } from "./json-text.ts";
import { StateError } from "./state-error.ts";
import type {
  CheckedObject,
  CheckResult,
  CheckStatus,
  InstanceState,
  ObjectState,
  OutputState,
  ResourceState,
  State,
  UnknownFields,
} from "./state.ts";

export interface DecodedState {
  readonly state: State;
  /** The program that wrote it: its version of Terraform, or of OpenTofu. */
  readonly writtenBy: string;
  /** Names of fields that this program does not know, as `resources.instances.skip_destroy`; their values are kept. */
  readonly unknownFields: readonly string[];
}

/**
 * Reads the text of a state of version 4.
 *
 * @throws StateError for any other text.
 *
 * Source: Terraform 1.11.4, `internal/states/statefile`; the fields of identities as of 1.12.
 */
export function decodeState(text: string): DecodedState {
  checkVersion(text);
  return new StateDecoder().decode(text);
}

export interface DecodedStep {
  readonly address: InstanceAddress;
  /** What the resource is, with this instance alone; absent when the instance is gone. */
  readonly resource?: ResourceState;
}

/** Reads what `encodeStep` wrote. */
export function decodeStep(text: string): DecodedStep {
  const { gone } = JSON.parse(text) as { readonly gone?: string };
  if (gone !== undefined) {
    const address = parseInstance(gone);
    if (address === undefined) throw invalid(`The journal of the state has the address "${gone}", which is none.`);
    return { address };
  }
  const resource = new StateDecoder().decodeResource(text);
  const [key] = [...resource.instances.keys()];
  return { address: { ...resource.address, ...(key !== undefined && { key }) }, resource };
}

/** A state of nothing, with a lineage of its own. */
export function createState(): State {
  return { lineage: crypto.randomUUID(), serial: 0, outputs: new Map(), resources: new Map(), checkResults: null };
}

function checkVersion(text: string): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw unsupported(`The state file could not be parsed as JSON: ${(cause as SyntaxError).message}.`, cause);
  }
  const { version, terraform_version: creator } = Object(parsed) as Record<string, unknown>;
  if (version === undefined || version === null) {
    throw unsupported(
      'The state file does not have a "version" attribute, which is required to identify the format version.',
    );
  }
  if (typeof version !== "number" || !Number.isInteger(version) || version < 0) {
    throw unsupported(
      `The version in the state file is ${JSON.stringify(version)}. A positive whole number is required.`,
    );
  }
  if (version === 4) return;
  throw unsupported(
    `The state file uses format version ${version}, which is not supported by Terraform ${terraformVersion}. ` +
      (typeof creator === "string"
        ? `This state file was created by Terraform ${creator}.`
        : `This state file may have been created by ${version < 4 ? "an older" : "a newer"} version of Terraform.`),
    undefined,
    version < 4 ? "Run `terraform apply -refresh-only` once: it rewrites the state in today's format." : undefined,
  );
}

function unsupported(detail: string, cause?: unknown, hint: string = "Restore the state from its backup."): StateError {
  return new StateError(`Unsupported state file format: ${detail}`, { code: "state.format", hint, cause });
}

function invalid(problem: string): StateError {
  return new StateError(problem, {
    code: "state.invalid",
    hint: "Restore the state from its backup, or correct the file by hand.",
  });
}

/** Builds the state while it reads; the text is that of valid JSON. */
class StateDecoder {
  readonly #unknown = new Set<string>();
  /** Many resources have the same provider or module, and parsing their addresses takes time. */
  readonly #providers = new Map<string, ProviderAddress>();
  #json!: JsonReader;

  decode(text: string): DecodedState {
    this.#json = new JsonReader(text);
    const state = createState();
    let writtenBy = "";
    const unknownFields = this.#object("", {
      version: () => this.#json.raw(),
      terraform_version: () => (writtenBy = this.#string("terraform_version")),
      serial: () => (state.serial = this.#count("serial")),
      lineage: () => (state.lineage = this.#string("lineage")),
      outputs: () => this.#outputs(state.outputs),
      resources: () => this.#array("resources", () => this.#resource(state.resources)),
      check_results: () => (state.checkResults = this.#checkResults()),
    });
    return { state: { ...state, ...unknownFields }, writtenBy, unknownFields: [...this.#unknown] };
  }

  decodeResource(text: string): ResourceState {
    this.#json = new JsonReader(text);
    const resources: State["resources"] = new Map();
    this.#resource(resources);
    return [...resources.values()][0]!;
  }

  #outputs(outputs: State["outputs"]): void {
    const read = (name: string): void => {
      let value = "null";
      let type = '"dynamic"';
      let sensitive = false;
      const unknownFields = this.#object("outputs", {
        value: () => (value = this.#json.raw()),
        type: () => (type = this.#json.raw()),
        sensitive: () => (sensitive = this.#boolean("outputs.sensitive")),
      });
      outputs.set(name, { value: outputValue(name, value, type), sensitive, ...unknownFields });
    };
    if (!this.#json.object(read)) throw this.#wrong("outputs");
  }

  #resource(resources: State["resources"]): void {
    let module = "";
    let mode = "";
    let type = "";
    let name = "";
    let provider = "";
    // The instances may come before what they belong to is known.
    const instances: DecodedInstance[] = [];
    const unknownFields = this.#object("resources", {
      module: () => (module = this.#string("resources.module")),
      mode: () => (mode = this.#string("resources.mode")),
      type: () => (type = this.#string("resources.type")),
      name: () => (name = this.#string("resources.name")),
      each: () => this.#json.raw(),
      provider: () => (provider = this.#string("resources.provider")),
      instances: () => this.#array("resources.instances", () => instances.push(this.#instance())),
    });
    if (mode !== "managed" && mode !== "data") {
      throw invalid(`State contains a resource with mode "${mode}" ("${type}" "${name}") which is not supported.`);
    }
    const parsedModule = parseModule(module);
    if (parsedModule === undefined) throw invalid(`The state has a resource in "${module}", which is no module.`);
    const address = { module: parsedModule, mode, type, name } as const;
    const key = formatResource(address);
    const resource: ResourceState = resources.get(key) ?? {
      address,
      provider: this.#provider(key, provider),
      instances: new Map(),
      ...unknownFields,
    };
    resources.set(key, resource);
    for (const instance of instances) addInstance(resource, instance);
  }

  #provider(resource: string, text: string): ProviderAddress {
    const provider = this.#providers.get(text) ?? parseProvider(text);
    if (provider === undefined) throw invalid(`In the state ${resource} has the provider "${text}", which is none.`);
    this.#providers.set(text, provider);
    return provider;
  }

  #instance(): DecodedInstance {
    const at = "resources.instances";
    let key: unknown;
    let deposed = "";
    let status = "";
    const object: { -readonly [K in keyof ObjectState]: ObjectState[K] } = {
      schemaVersion: 0n,
      attributes: "{}",
      sensitivePaths: [],
      isTainted: false,
      dependencies: [],
      createBeforeDestroy: false,
    };
    const unknownFields = this.#object(at, {
      index_key: () => (key = this.#json.value() ?? undefined),
      status: () => (status = this.#string(`${at}.status`)),
      deposed: () => (deposed = this.#string(`${at}.deposed`)),
      schema_version: () => (object.schemaVersion = BigInt(this.#count(`${at}.schema_version`))),
      attributes: () => {
        object.attributes = compactJson(this.#json.raw());
        delete object.isFlat;
      },
      attributes_flat: () => {
        const flat = compactJson(this.#json.raw());
        if (object.attributes === "{}" && flat !== "null") Object.assign(object, { attributes: flat, isFlat: true });
      },
      sensitive_attributes: () => (object.sensitivePaths = this.#paths(`${at}.sensitive_attributes`)),
      identity_schema_version: () =>
        (object.identitySchemaVersion = BigInt(this.#count(`${at}.identity_schema_version`))),
      identity: () => (object.identity = compactJson(this.#json.raw())),
      private: () => (object.private = Buffer.from(this.#string(`${at}.private`), "base64")),
      dependencies: () => (object.dependencies = this.#strings(`${at}.dependencies`)),
      create_before_destroy: () => (object.createBeforeDestroy = this.#boolean(`${at}.create_before_destroy`)),
    });
    object.isTainted = status === "tainted";
    return { key, deposed, status, object: { ...object, ...unknownFields } };
  }

  #paths(field: string): readonly Path[] {
    const paths: Path[] = [];
    this.#array(field, () => {
      const path: PathStep[] = [];
      this.#array(field, () => path.push(this.#step(field)));
      paths.push(path);
    });
    return paths;
  }

  #step(field: string): PathStep {
    let type = "";
    let value = "null";
    this.#object(field, {
      type: () => (type = this.#string(field)),
      value: () => (value = this.#json.raw()),
    });
    try {
      if (type === "get_attr") return getAttrStep(JSON.parse(value) as string);
      if (type === "index") return indexStep(unmarshal(value, dynamic));
    } catch (cause) {
      throw invalid(`The state has a path to a sensitive value that cannot be read: ${(cause as Error).message}.`);
    }
    throw invalid(`Unsupported path step type "${type}"`);
  }

  #checkResults(): readonly CheckResult[] | null {
    const results: CheckResult[] = [];
    let isAny = false;
    this.#array("check_results", () => {
      isAny = true;
      let kind = "";
      let address = "";
      let status = "";
      let objects: CheckedObject[] | null = null;
      this.#object("check_results", {
        object_kind: () => (kind = this.#string("check_results.object_kind")),
        config_addr: () => (address = this.#string("check_results.config_addr")),
        status: () => (status = this.#string("check_results.status")),
        objects: () => {
          const found: CheckedObject[] = [];
          this.#array("check_results.objects", () => found.push(this.#checkedObject()));
          objects = found.length > 0 ? found : null;
        },
      });
      // A kind of a later version: Terraform, too, leaves it out.
      if (!isCheckKind(kind)) return;
      results.push({ kind, address, status: checkStatus(status), objects });
    });
    return isAny ? results : null;
  }

  #checkedObject(): CheckedObject {
    let address = "";
    let status = "";
    let failureMessages: readonly string[] = [];
    this.#object("check_results.objects", {
      object_addr: () => (address = this.#string("check_results.objects.object_addr")),
      status: () => (status = this.#string("check_results.objects.status")),
      failure_messages: () => (failureMessages = this.#strings("check_results.objects.failure_messages")),
    });
    return { address, status: checkStatus(status), failureMessages };
  }

  /** Reads an object by its known fields. @returns the others. */
  #object(at: string, known: Readonly<Record<string, () => void>>): { unknownFields?: UnknownFields } {
    const unknown = new Map<string, string>();
    const isObject = this.#json.object((name) => {
      if (Object.hasOwn(known, name)) known[name]!();
      else unknown.set(name, compactJson(this.#json.raw()));
    });
    if (!isObject) throw this.#wrong(at);
    for (const name of unknown.keys()) this.#unknown.add(at === "" ? name : `${at}.${name}`);
    return unknown.size > 0 ? { unknownFields: unknown } : {};
  }

  #array(field: string, read: () => void): void {
    if (!this.#json.array(read)) throw this.#wrong(field);
  }

  #strings(field: string): readonly string[] {
    const strings: string[] = [];
    this.#array(field, () => strings.push(this.#string(field)));
    return strings;
  }

  #string(field: string): string {
    const value = this.#json.value() ?? "";
    if (typeof value !== "string") throw this.#wrong(field);
    return value;
  }

  #boolean(field: string): boolean {
    const value = this.#json.value() ?? false;
    if (typeof value !== "boolean") throw this.#wrong(field);
    return value;
  }

  #count(field: string): number {
    const value = this.#json.value() ?? 0;
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw this.#wrong(field);
    return value;
  }

  #wrong(field: string): StateError {
    return invalid(
      field === ""
        ? "The state file does not conform to the expected JSON data structure."
        : `The state file field "${field}" has an invalid value.`,
    );
  }
}

interface DecodedInstance {
  readonly key: unknown;
  readonly deposed: string;
  readonly status: string;
  readonly object: ObjectState;
}

function addInstance(resource: ResourceState, { key, deposed, status, object }: DecodedInstance): void {
  if (key !== undefined && typeof key !== "string" && !Number.isInteger(key)) {
    throw invalid(
      `Resource ${formatResource(resource.address)} has an instance with the invalid instance key ${JSON.stringify(key)}.`,
    );
  }
  const instanceKey = key as InstanceKey | undefined;
  const instance: InstanceState = resource.instances.get(instanceKey) ?? { deposed: new Map() };
  resource.instances.set(instanceKey, instance);
  const name = formatInstance({ ...resource.address, ...(instanceKey !== undefined && { key: instanceKey }) });
  if (status !== "" && status !== "tainted") throw invalid(`Instance ${name} has invalid status "${status}".`);
  if (deposed === "") {
    if (instance.current !== undefined) throw invalid(`Instance ${name} appears multiple times in the state file.`);
    instance.current = object;
    return;
  }
  if (deposed.length !== 8) {
    throw invalid(`Instance ${name} has an object with deposed key "${deposed}", which is not correctly formatted.`);
  }
  if (instance.deposed.has(deposed)) {
    throw invalid(`Instance ${name} deposed object "${deposed}" appears multiple times in the state file.`);
  }
  instance.deposed.set(deposed, object);
}

function outputValue(name: string, value: string, type: string): OutputState["value"] {
  try {
    return unmarshal(value, typeFromJSON(type));
  } catch (cause) {
    throw invalid(`The state file has an invalid value for output "${name}": ${(cause as Error).message}.`);
  }
}

function isCheckKind(kind: string): kind is CheckResult["kind"] {
  return kind === "resource" || kind === "output" || kind === "check" || kind === "var";
}

/** A status of a later version counts as unknown. */
function checkStatus(status: string): CheckStatus {
  return status === "pass" || status === "fail" || status === "error" ? status : "unknown";
}
