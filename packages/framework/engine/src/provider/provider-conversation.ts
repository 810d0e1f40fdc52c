// SPDX-License-Identifier: Apache-2.0

/**
 * The calls of a provider, with values in place of bytes.
 *
 * What comes back is what the provider says: that it is a value of the right type is all that is looked at here.
 * Diagnostics have no place in the configuration yet, see `locateDiagnostics`.
 *
 * @module
 */

import { type Path, unknownVal, type Type, type Value } from "@provide-foundry/cty";
import type { ProviderClient } from "@provide-foundry/rpcplugin/provider-client";
import type {
  ApplyResourceChange_Response,
  Deferred,
  Diagnostic as DiagnosticMessage,
  DynamicValue,
  PlanResourceChange_Response,
  RawStateInit,
} from "@provide-foundry/rpcplugin/tfplugin6";
import type { Diagnostic, Diagnostics } from "../diagnostic.ts";
import { impliedType } from "../schema/implied-type.ts";
import type { Block, FunctionSchema, ProviderSchema, ResourceSchema } from "../schema/schema.ts";
import type { ObjectState } from "../state/state.ts";
import { describeFailure } from "./call-failure.ts";
import { functionErrorOf, functionErrorOfCall } from "./function-failure.ts";
import { readDiagnostics } from "./provider-diagnostics.ts";
import { fromWire, pathFromWire, toWire } from "./wire.ts";

/** What providers are told to be hosted by. */
export const terraformVersion = "1.11.4";

interface Told {
  readonly diagnostics: Diagnostics;
}

/** An object that a provider gave; none when the call failed, or gave something else. */
export interface ObjectAnswer extends Told {
  readonly value?: Value;
}

export interface ReadAnswer extends ObjectAnswer {
  readonly private: Uint8Array;
  /** Whether the provider puts it off, though it was not told that it may. */
  readonly isDeferred: boolean;
}

export interface PlanRequest {
  /** Null to create. */
  readonly prior: Value;
  /** Null to destroy. */
  readonly proposed: Value;
  /** Null to destroy. */
  readonly config: Value;
  readonly private: Uint8Array;
}

export interface PlanAnswer extends ReadAnswer {
  readonly requiresReplace: readonly Path[];
  /** Whether the provider's own types are those of Terraform 0.11, which do not hold all rules. */
  readonly isLegacy: boolean;
}

export interface ApplyRequest {
  readonly prior: Value;
  readonly planned: Value;
  readonly config: Value;
  readonly private: Uint8Array;
}

export interface ApplyAnswer extends ReadAnswer {
  readonly isLegacy: boolean;
}

export interface ImportedObject {
  readonly type: string;
  readonly value: Value;
  readonly private: Uint8Array;
}

export interface ImportAnswer extends Told {
  readonly objects: readonly ImportedObject[];
  readonly isDeferred: boolean;
}

export interface MoveRequest {
  /** `registry.terraform.io/hashicorp/null` */
  readonly sourceProvider: string;
  readonly sourceType: string;
  readonly targetType: string;
  readonly object: ObjectState;
}

export interface OpenAnswer extends ReadAnswer {
  readonly renewAt?: Date;
}

export interface RenewAnswer extends Told {
  readonly renewAt?: Date;
  readonly private: Uint8Array;
}

const noBytes = new Uint8Array();
const capabilities = { clientCapabilities: { deferralAllowed: false, writeOnlyAttributesAllowed: true } };

/** One running provider. */
export class ProviderConversation {
  /** `registry.terraform.io/hashicorp/random` */
  readonly source: string;
  readonly schema: ProviderSchema;
  readonly #client: ProviderClient;

  constructor(source: string, schema: ProviderSchema, client: ProviderClient) {
    this.source = source;
    this.schema = schema;
    this.#client = client;
  }

  validateProvider(config: Value): Promise<Diagnostics> {
    const type = impliedType(this.schema.provider);
    return this.#tell(() => this.#client.validateProviderConfig({ config: toWire(config, type) }));
  }

  configure(config: Value): Promise<Diagnostics> {
    const type = impliedType(this.schema.provider);
    return this.#tell(() =>
      this.#client.configureProvider({ terraformVersion, config: toWire(config, type), ...capabilities }),
    );
  }

  validateResource(type: string, config: Value): Promise<Diagnostics> {
    const wire = this.#typeOf("resources", type);
    return this.#tell(() =>
      this.#client.validateResourceConfig({ typeName: type, config: toWire(config, wire), ...capabilities }),
    );
  }

  validateDataSource(type: string, config: Value): Promise<Diagnostics> {
    const wire = this.#typeOf("dataSources", type);
    return this.#tell(() => this.#client.validateDataResourceConfig({ typeName: type, config: toWire(config, wire) }));
  }

  validateEphemeral(type: string, config: Value): Promise<Diagnostics> {
    const wire = this.#typeOf("ephemeralResources", type);
    return this.#tell(() =>
      this.#client.validateEphemeralResourceConfig({ typeName: type, config: toWire(config, wire) }),
    );
  }

  /** A stored object as one of the present schema. */
  upgrade(type: string, { schemaVersion: version, ...object }: ObjectState): Promise<ObjectAnswer> {
    const wire = this.#typeOf("resources", type);
    return this.#ask(
      () => this.#client.upgradeResourceState({ typeName: type, version, rawState: rawState(object) }),
      ({ upgradedState }) => ({ value: fromWire(upgradedState, wire) }),
      {},
    );
  }

  /** What has become of an object: null if it is gone. */
  read(type: string, prior: Value, privateState: Uint8Array): Promise<ReadAnswer> {
    const wire = this.#typeOf("resources", type);
    const request = { typeName: type, private: privateState, ...this.#meta(), ...capabilities };
    return this.#ask(
      () => this.#client.readResource({ ...request, currentState: toWire(prior, wire) }),
      ({ newState, private: own, deferred }) => ({ ...stateOf(newState, wire, own), isDeferred: isDeferral(deferred) }),
      { private: privateState, isDeferred: false },
    );
  }

  /** A provider that does not plan destruction is not asked about it, and agrees. */
  async plan(type: string, request: PlanRequest): Promise<PlanAnswer> {
    const wire = this.#typeOf("resources", type);
    const { prior, proposed, config, private: priorPrivate } = request;
    const none = { private: noBytes, isDeferred: false, requiresReplace: [], isLegacy: false };
    if (proposed.isNull() && !this.schema.capabilities.planDestroy) {
      return { ...none, value: proposed, private: priorPrivate, diagnostics: [] };
    }
    const read = (response: PlanResourceChange_Response): Omit<PlanAnswer, "diagnostics"> => ({
      ...stateOf(response.plannedState, wire, response.plannedPrivate),
      isDeferred: isDeferral(response.deferred),
      requiresReplace: response.requiresReplace.map(pathFromWire),
      isLegacy: response.legacyTypeSystem,
    });
    return this.#ask(
      () =>
        this.#client.planResourceChange({
          typeName: type,
          priorState: toWire(prior, wire),
          proposedNewState: toWire(proposed, wire),
          config: toWire(config, wire),
          priorPrivate,
          ...this.#meta(),
          ...capabilities,
        }),
      read,
      none,
    );
  }

  /** What became of an object, which may be told although there are errors: null if there is none any more. */
  apply(type: string, { prior, planned, config, private: plannedPrivate }: ApplyRequest): Promise<ApplyAnswer> {
    const wire = this.#typeOf("resources", type);
    const read = (response: ApplyResourceChange_Response): Omit<ApplyAnswer, "diagnostics"> => ({
      ...stateOf(response.newState, wire, response.private),
      isDeferred: false,
      isLegacy: response.legacyTypeSystem,
    });
    return this.#ask(
      () =>
        this.#client.applyResourceChange({
          typeName: type,
          priorState: toWire(prior, wire),
          plannedState: toWire(planned, wire),
          config: toWire(config, wire),
          plannedPrivate,
          ...this.#meta(),
        }),
      read,
      { private: noBytes, isDeferred: false, isLegacy: false },
    );
  }

  import(type: string, id: string): Promise<ImportAnswer> {
    return this.#ask(
      () => this.#client.importResourceState({ typeName: type, id, ...capabilities }),
      ({ importedResources, deferred }) => ({
        objects: importedResources.map(({ typeName, state, private: own }) => ({
          type: typeName,
          // Terraform reads all of them as objects of the type that was asked for.
          value: fromWire(state, this.#typeOf("resources", type)),
          private: own,
        })),
        isDeferred: isDeferral(deferred),
      }),
      { objects: [], isDeferred: false },
    );
  }

  /** An object of another type as one of a type of this provider. */
  move({ sourceProvider, sourceType, targetType, object }: MoveRequest): Promise<ReadAnswer> {
    const wire = this.#typeOf("resources", targetType);
    return this.#ask(
      () =>
        this.#client.moveResourceState({
          sourceProviderAddress: sourceProvider,
          sourceTypeName: sourceType,
          sourceSchemaVersion: object.schemaVersion,
          sourceState: rawState(object),
          sourcePrivate: object.private,
          targetTypeName: targetType,
        }),
      ({ targetState, targetPrivate }) => ({ ...stateOf(targetState, wire, targetPrivate), isDeferred: false }),
      { private: noBytes, isDeferred: false },
    );
  }

  readDataSource(type: string, config: Value): Promise<ReadAnswer> {
    const wire = this.#typeOf("dataSources", type);
    return this.#ask(
      () =>
        this.#client.readDataSource({
          typeName: type,
          config: toWire(config, wire),
          ...this.#meta(),
          ...capabilities,
        }),
      ({ state, deferred }) => ({ ...stateOf(state, wire, noBytes), isDeferred: isDeferral(deferred) }),
      { private: noBytes, isDeferred: false },
    );
  }

  openEphemeral(type: string, config: Value): Promise<OpenAnswer> {
    const wire = this.#typeOf("ephemeralResources", type);
    return this.#ask(
      () => this.#client.openEphemeralResource({ typeName: type, config: toWire(config, wire), ...capabilities }),
      ({ result, private: own = noBytes, renewAt, deferred }) => ({
        ...stateOf(result, wire, own),
        ...dateOf(renewAt),
        isDeferred: isDeferral(deferred),
      }),
      { private: noBytes, isDeferred: false },
    );
  }

  renewEphemeral(type: string, privateState: Uint8Array): Promise<RenewAnswer> {
    return this.#ask(
      () => this.#client.renewEphemeralResource({ typeName: type, private: privateState }),
      ({ renewAt, private: own = noBytes }) => ({ ...dateOf(renewAt), private: own }),
      { private: privateState },
    );
  }

  closeEphemeral(type: string, privateState: Uint8Array): Promise<Diagnostics> {
    return this.#tell(() => this.#client.closeEphemeralResource({ typeName: type, private: privateState }));
  }

  /**
   * The answer to a call of a function.
   *
   * @param args Not marked, as many as the function takes, and of its types.
   * @throws FunctionError of cty, if there is none.
   */
  async callFunction(name: string, args: readonly Value[]): Promise<Value> {
    const schema = this.schema.functions.get(name);
    if (schema === undefined) throw new TypeError(`${this.source} has no function ${name}`);
    const request = { name, arguments: args.map((value, i) => toWire(value, parameterType(schema, i))) };
    try {
      const { result, error } = await this.#client.callFunction(request);
      if (error !== undefined) throw functionErrorOf(error);
      return result === undefined ? unknownVal(schema.returnType) : fromWire(result, schema.returnType);
    } catch (error) {
      throw functionErrorOfCall(error, this.#client.protocolVersion);
    }
  }

  /** Asks the provider to end what it is doing. Calls under way still have to be waited for. */
  async stop(): Promise<Diagnostics> {
    const { response, diagnostics } = await this.#try(() => this.#client.stopProvider({}));
    if (!response?.Error) return diagnostics;
    return [...diagnostics, { severity: "error", summary: "Provider did not stop", detail: response.Error }];
  }

  #typeOf(kind: "resources" | "dataSources" | "ephemeralResources", type: string): Type {
    const schema: ResourceSchema | undefined = this.schema[kind].get(type);
    if (schema === undefined) throw new TypeError(`${this.source} has no ${type} among its ${kind}`);
    return impliedType(schema.block);
  }

  /** Providers that know `provider_meta` blocks get none. */
  #meta(): { providerMeta?: ReturnType<typeof toWire> } {
    const block: Block | undefined = this.schema.providerMeta;
    if (block === undefined) return {};
    const type = impliedType(block);
    return { providerMeta: toWire(fromWire(undefined, type), type) };
  }

  /** A call whose answer has nothing but diagnostics. */
  async #tell(call: () => Promise<{ readonly diagnostics: readonly DiagnosticMessage[] }>): Promise<Diagnostics> {
    const { response, diagnostics } = await this.#try(call);
    return [...diagnostics, ...readDiagnostics(response?.diagnostics ?? [])];
  }

  /**
   * @param read What the answer is made of; what it throws is a diagnostic.
   * @param otherwise What takes its place where there is none.
   */
  async #ask<Response extends { readonly diagnostics: readonly DiagnosticMessage[] }, Answer extends object>(
    call: () => Promise<Response>,
    read: (response: Response) => Answer,
    otherwise: Omit<NoInfer<Answer>, "value">,
  ): Promise<Omit<NoInfer<Answer>, "value"> & ObjectAnswer> {
    const { response, diagnostics } = await this.#try(call);
    if (response === undefined) return { ...otherwise, diagnostics };
    const told = readDiagnostics(response.diagnostics);
    try {
      return { ...read(response), diagnostics: told };
    } catch (error) {
      return { ...otherwise, diagnostics: [...told, describeFailure(error, this.#client.protocolVersion)] };
    }
  }

  async #try<Response>(call: () => Promise<Response>): Promise<{ response?: Response; diagnostics: Diagnostic[] }> {
    try {
      return { response: await call(), diagnostics: [] };
    } catch (error) {
      return { diagnostics: [describeFailure(error, this.#client.protocolVersion)] };
    }
  }
}

function rawState({ attributes, isFlat }: Pick<ObjectState, "attributes" | "isFlat">): RawStateInit {
  if (isFlat !== true) return { json: new TextEncoder().encode(attributes) };
  return { flatmap: new Map(Object.entries(JSON.parse(attributes) as Record<string, string>)) };
}

function stateOf(
  message: DynamicValue | undefined,
  type: Type,
  privateState: Uint8Array,
): { value: Value; private: Uint8Array } {
  return { value: fromWire(message, type), private: privateState };
}

function isDeferral(deferred: Deferred | undefined): boolean {
  return deferred !== undefined;
}

function dateOf(time: { readonly seconds: bigint; readonly nanos: number } | undefined): { renewAt?: Date } {
  return time === undefined ? {} : { renewAt: new Date(Number(time.seconds) * 1000 + time.nanos / 1e6) };
}

function parameterType({ parameters, variadicParameter }: FunctionSchema, index: number): Type {
  const parameter = parameters[index] ?? variadicParameter;
  if (parameter === undefined) throw new TypeError(`there is no parameter for argument ${index}`);
  return parameter.type;
}
