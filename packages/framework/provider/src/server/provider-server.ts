// SPDX-License-Identifier: Apache-2.0

/**
 * A provider's definition as an implementation of the protocol's service.
 *
 * Each call has a file of its own with its steps in their order; here they are
 * bound to the protocol, and whatever goes wrong in them becomes diagnostics.
 * Calls without a handler answer UNIMPLEMENTED, which hosts take as "the
 * provider has none of these".
 *
 * @module
 */

import { type Logger, type Redactor, createLogger, createRedactor } from "@provide-foundry/foundation";
import type { Clock } from "@provide-foundry/foundation/resilience";
import type { Telemetry } from "@provide-foundry/foundation/telemetry";
import type { CallContext, ServiceImpl } from "@provide-foundry/rpcplugin";
import { keepEncoding } from "@provide-foundry/rpcplugin/protobuf";
import type { DiagnosticInit, Provider6, StopProvider_ResponseInit } from "@provide-foundry/rpcplugin/tfplugin6";
import type { ProviderOf } from "../definition/class-form.ts";
import { definitionOf } from "../definition/decorators.ts";
import { invokeAction, planAction, validateActionConfig } from "./action.ts";
import { applyResourceChange } from "./apply-resource.ts";
import type { Call } from "./call.ts";
import { callFunction, functionFailure } from "./call-function.ts";
import { configureProvider, validateProviderConfig } from "./configure-provider.ts";
import {
  closeEphemeralResource,
  openEphemeralResource,
  renewEphemeralResource,
  validateEphemeralResourceConfig,
} from "./ephemeral-resource.ts";
import { generateResourceConfig } from "./generate-config.ts";
import { importResourceState } from "./import-resource.ts";
import { keepPriorState } from "./keep-prior-state.ts";
import { lazy } from "./lazy.ts";
import { listResource, validateListResourceConfig } from "./list-resource.ts";
import { planResourceChange } from "./plan-resource.ts";
import { moveResourceState } from "./move-resource.ts";
import type { PrivateStateKeys } from "./private-keys.ts";
import { getFunctions, getMetadata, getProviderSchema, getResourceIdentitySchemas } from "./provider-schema.ts";
import { readDataSource } from "./read-data-source.ts";
import { readResource } from "./read-resource.ts";
import { Runtime } from "./runtime.ts";
import {
  configureStateStore,
  deleteState,
  getStates,
  lockState,
  readStateBytes,
  unlockState,
  validateStateStoreConfig,
  writeStateBytes,
} from "./state-store.ts";
import type { Trace } from "./trace.ts";
import { upgradeResourceIdentity } from "./upgrade-identity.ts";
import { upgradeResourceState } from "./upgrade-resource.ts";
import { validateDataResourceConfig, validateResourceConfig } from "./validate-config.ts";

export interface ProviderServerOptions {
  /** For what handlers and the framework have to tell. Default: lines that hosts read, from warnings up, on stderr. */
  readonly logger?: Logger;
  /**
   * Is told the sensitive values of configurations and states, and hides them in the log and in diagnostics. Default:
   * one of its own. Give it to whatever else writes what handlers may have seen.
   */
  readonly redactor?: Redactor;
  /** Takes each step of each call as it ends. */
  readonly trace?: Trace;
  /**
   * Gets a span for each call, with a child for each step. Default of `serve`: what the variables of OpenTelemetry ask
   * for, `OTEL_EXPORTER_OTLP_ENDPOINT` above all, in the trace of `TRACEPARENT`.
   */
  readonly telemetry?: Telemetry;
  /**
   * How long handlers may take to end once the host has said stop, or once their time is up; then their calls fail.
   * Default 5,000.
   */
  readonly stopGraceMs?: number;
  /** By which handlers are timed. Default: the machine's. */
  readonly clock?: Pick<Clock, "sleep">;
  /**
   * Keys that seal the private state of resources; without them it is stored as it is. As an object, or as text:
   * `name:key` with the key's 32 bytes in Base64, commas between, the current key first. The entry `plain` accepts
   * private state that was stored without keys. Default of `serve`: the variable `<NAME>_PRIVATE_STATE_KEYS`, where
   * `<NAME>` is the provider's name in capitals.
   */
  readonly privateStateKeys?: PrivateStateKeys | string;
  /**
   * Which lint rules run: names of rules and groups with commas between, `all` for every rule, `!` before what is left
   * out. Default: none; of `serve` the variable `<NAME>_LINT`.
   */
  readonly lint?: string;
  /** Why the provider cannot be used, if something that had to happen first has failed: every call fails with it. */
  readonly failure?: unknown;
}

/**
 * The handlers of the protocol, version 6, that the framework has. To dispose of
 * one cleans up after the ephemeral resources that a host has left open.
 */
export type ProviderServer = AsyncDisposable &
  Partial<StateStoreServer> &
  Required<
    Pick<
      ServiceImpl<typeof Provider6>,
      | "applyResourceChange"
      | "callFunction"
      | "closeEphemeralResource"
      | "configureProvider"
      | "generateResourceConfig"
      | "getFunctions"
      | "getMetadata"
      | "getProviderSchema"
      | "getResourceIdentitySchemas"
      | "importResourceState"
      | "invokeAction"
      | "moveResourceState"
      | "listResource"
      | "openEphemeralResource"
      | "planAction"
      | "planResourceChange"
      | "readDataSource"
      | "readResource"
      | "renewEphemeralResource"
      | "stopProvider"
      | "upgradeResourceIdentity"
      | "upgradeResourceState"
      | "validateActionConfig"
      | "validateDataResourceConfig"
      | "validateEphemeralResourceConfig"
      | "validateListResourceConfig"
      | "validateProviderConfig"
      | "validateResourceConfig"
    >
  >;

/** The handlers of a provider's experimental state stores. */
type StateStoreServer = Required<
  Pick<
    ServiceImpl<typeof Provider6>,
    | "configureStateStore"
    | "deleteState"
    | "getStates"
    | "lockState"
    | "readStateBytes"
    | "unlockState"
    | "validateStateStoreConfig"
    | "writeStateBytes"
  >
>;

const defaultStopGraceMs = 5_000;

/**
 * Serves a provider to whoever speaks the protocol, over any transport or none.
 *
 * @param provider A definition, or a class with the `provider` decorator.
 */
export function createProviderServer(
  provider: ProviderOf<unknown>,
  options: ProviderServerOptions = {},
): ProviderServer {
  const definition = definitionOf(provider);
  definition.check();
  const logger = options.logger ?? createLogger({ name: definition.name, level: "warn", format: "hclog" });
  const { redactor = createRedactor(), trace, telemetry } = options;
  const ending = { graceMs: options.stopGraceMs ?? defaultStopGraceMs, clock: options.clock };
  const { privateStateKeys, lint, failure } = options;
  const shared = { logger, redactor, trace, telemetry, ending, privateStateKeys, lint, failure };
  const runtime = new Runtime(definition, shared);
  const bind = <Request, Response extends object>(
    rpc: string,
    work: (runtime: Runtime, request: Request, call: Call) => Promise<Response>,
    failure: (request: Request) => Response = () => ({}) as Response,
  ) => bindCall(runtime, rpc, work, failure);
  // As it is sent, so that every call answers with the same message and its bytes are made once.
  const schema = lazy(async () => keepEncoding({ ...(await getProviderSchema(runtime)), diagnostics: [] }));
  const functions = lazy(() => getFunctions(runtime));

  return {
    getMetadata: () => getMetadata(runtime),
    getProviderSchema: bind("GetProviderSchema", schema),
    getFunctions: bind("GetFunctions", functions),
    getResourceIdentitySchemas: bind(
      "GetResourceIdentitySchemas",
      lazy(() => getResourceIdentitySchemas(runtime)),
    ),
    upgradeResourceIdentity: bind("UpgradeResourceIdentity", upgradeResourceIdentity),
    validateProviderConfig: bind("ValidateProviderConfig", validateProviderConfig),
    configureProvider: bind("ConfigureProvider", configureProvider),
    validateResourceConfig: bind("ValidateResourceConfig", validateResourceConfig),
    validateDataResourceConfig: bind("ValidateDataResourceConfig", validateDataResourceConfig),
    upgradeResourceState: bind("UpgradeResourceState", upgradeResourceState),
    readResource: bind("ReadResource", readResource, keepPriorState.readResource),
    planResourceChange: bind("PlanResourceChange", planResourceChange, keepPriorState.planResourceChange),
    applyResourceChange: bind("ApplyResourceChange", applyResourceChange, keepPriorState.applyResourceChange),
    importResourceState: bind("ImportResourceState", importResourceState),
    generateResourceConfig: bind("GenerateResourceConfig", generateResourceConfig),
    moveResourceState: bind("MoveResourceState", moveResourceState),
    readDataSource: bind("ReadDataSource", readDataSource),
    validateEphemeralResourceConfig: bind("ValidateEphemeralResourceConfig", validateEphemeralResourceConfig),
    openEphemeralResource: bind("OpenEphemeralResource", openEphemeralResource),
    renewEphemeralResource: bind(
      "RenewEphemeralResource",
      renewEphemeralResource,
      keepPriorState.renewEphemeralResource,
    ),
    closeEphemeralResource: bind("CloseEphemeralResource", closeEphemeralResource),
    validateActionConfig: bind("ValidateActionConfig", validateActionConfig),
    planAction: bind("PlanAction", planAction),
    // Completed exactly once, whether the action succeeded or failed, and at whatever message.
    invokeAction: bindStream(runtime, "InvokeAction", invokeAction, ({ diagnostics }) => ({
      completed: { diagnostics },
    })),
    validateListResourceConfig: bind("ValidateListResourceConfig", validateListResourceConfig),
    listResource: bindStream(runtime, "ListResource", listResource, (call) => {
      const diagnostic = call.takeDiagnostics();
      return diagnostic.length === 0 ? undefined : { diagnostic };
    }),
    callFunction: (request, context) =>
      runtime.calls.run(callOptions(runtime, "CallFunction", request), context.signal, async (call) => {
        try {
          runtime.requireUsable();
          return await callFunction(runtime, request, call);
        } catch (error) {
          return functionFailure(runtime, request, call, error);
        }
      }),
    stopProvider: (): StopProvider_ResponseInit => {
      runtime.calls.stop();
      return { Error: "" };
    },
    ...(definition.experiments.includes("stateStores") && serveStateStores(runtime)),
    [Symbol.asyncDispose]: () => runtime.cleanups.runAll(runtime.logger),
  };
}

/** Without the experiment these calls answer UNIMPLEMENTED, as those of a provider that knows nothing of them. */
function serveStateStores(runtime: Runtime): StateStoreServer {
  const bind = <Request, Response extends object>(
    rpc: string,
    work: (runtime: Runtime, request: Request, call: Call) => Promise<Response>,
  ) => bindCall(runtime, rpc, work, () => ({}) as Response);
  return {
    validateStateStoreConfig: bind("ValidateStateStoreConfig", validateStateStoreConfig),
    configureStateStore: bind("ConfigureStateStore", configureStateStore),
    readStateBytes: bindStream(runtime, "ReadStateBytes", readStateBytes, ({ diagnostics }) =>
      // Hosts look at the range of every chunk.
      diagnostics.length === 0 ? undefined : { diagnostics, range: { start: 0n, end: 0n } },
    ),
    writeStateBytes: bind("WriteStateBytes", writeStateBytes),
    lockState: bind("LockState", lockState),
    unlockState: bind("UnlockState", unlockState),
    getStates: bind("GetStates", getStates),
    deleteState: bind("DeleteState", deleteState),
  };
}

/**
 * A handler that answers with diagnostics whatever happens.
 *
 * @param failure The rest of the answer to a call that could not be carried out.
 */
function bindCall<Request, Response extends object>(
  runtime: Runtime,
  rpc: string,
  work: (runtime: Runtime, request: Request, call: Call) => Promise<Response>,
  failure: (request: Request) => Response,
): (request: Request, context: CallContext) => Promise<Response & { diagnostics: readonly DiagnosticInit[] }> {
  return (request, context) => {
    return runtime.calls.run(callOptions(runtime, rpc, request), context.signal, async (call) => {
      try {
        runtime.requireUsable();
        const response = await work(runtime, request, call);
        return hasDiagnostics(response) ? response : { ...response, diagnostics: call.diagnostics };
      } catch (error) {
        call.report(error);
        return { ...failure(request), diagnostics: call.diagnostics };
      }
    });
  };
}

/** Whether the work has made the whole answer, which then is sent as it is. */
function hasDiagnostics<T extends object>(response: T): response is T & { diagnostics: readonly DiagnosticInit[] } {
  return "diagnostics" in response;
}

/**
 * As {@link bindCall}, for a call that answers with a stream.
 *
 * @param conclude What comes last, if anything, after all has gone well or after a failure has been reported.
 */
function bindStream<Request, Message>(
  runtime: Runtime,
  rpc: string,
  work: (runtime: Runtime, request: Request, call: Call) => AsyncGenerator<Message, void>,
  conclude: (call: Call) => Message | undefined,
): (request: Request, context: CallContext) => AsyncGenerator<Message, void> {
  return (request, context) =>
    runtime.calls.stream(callOptions(runtime, rpc, request), context.signal, async function* (call) {
      try {
        runtime.requireUsable();
        yield* work(runtime, request, call);
      } catch (error) {
        call.report(error);
      }
      const last = conclude(call);
      if (last !== undefined) yield last;
    });
}

/** Where requests name the component that they are for. */
type NameField = "typeName" | "targetTypeName" | "actionType" | "name";

/** @param request Of a component, which it names; otherwise the call is about the provider. */
function callOptions({ provider, logger, redactor, trace, telemetry }: Runtime, rpc: string, request: unknown) {
  const { typeName, targetTypeName, actionType, name } = request as Partial<Record<NameField, string>>;
  const subject = typeName ?? targetTypeName ?? actionType ?? name ?? provider.name;
  return { rpc, subject, trace, telemetry, redactor, logger };
}
