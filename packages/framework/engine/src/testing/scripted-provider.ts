// SPDX-License-Identifier: Apache-2.0

import type { ServiceImpl } from "@provide-foundry/rpcplugin";
import type {
  ApplyResourceChange_Request,
  GetProviderSchema_ResponseInit,
  PlanResourceChange_Request,
  Provider6,
  ReadDataSource_Request,
  ReadResource_Request,
  UpgradeResourceState_Request,
} from "@provide-foundry/rpcplugin/tfplugin6";

/** What a provider of a test says. It can be written to a file, for one in a program of its own. */
export interface ProviderScript {
  readonly schema: GetProviderSchema_ResponseInit;
  /** By method and name of the type: `planResourceChange a_thing`. Other calls have the answers of a simple provider. */
  readonly answers?: Readonly<Record<string, object>>;
}

/** A call that a provider was asked for. */
export interface ToldCall {
  readonly method: keyof Provider6["methods"];
  readonly request: object;
}

/** A provider that plans what was proposed, applies what was planned, and tells what it was asked. */
export function scriptedProvider(
  { schema, answers = {} }: ProviderScript,
  tell: (call: ToldCall) => void = () => {},
): ServiceImpl<Provider6> {
  const answer =
    <Request extends object, Response extends object>(
      method: ToldCall["method"],
      usual: (request: Request) => Response,
    ): ((request: Request) => Response) =>
    (request) => {
      tell({ method, request });
      const { typeName = "" } = request as { readonly typeName?: string };
      return (answers[`${method} ${typeName}`.trim()] as Response | undefined) ?? usual(request);
    };
  return {
    getProviderSchema: () => schema,
    validateProviderConfig: answer("validateProviderConfig", () => ({})),
    configureProvider: answer("configureProvider", () => ({})),
    validateResourceConfig: answer("validateResourceConfig", () => ({})),
    validateDataResourceConfig: answer("validateDataResourceConfig", () => ({})),
    upgradeResourceState: answer("upgradeResourceState", ({ rawState }: UpgradeResourceState_Request) => ({
      upgradedState: rawState && { json: rawState.json },
    })),
    readResource: answer("readResource", ({ currentState, private: own }: ReadResource_Request) => ({
      newState: currentState,
      private: own,
    })),
    planResourceChange: answer("planResourceChange", ({ proposedNewState }: PlanResourceChange_Request) => ({
      plannedState: proposedNewState,
    })),
    applyResourceChange: answer("applyResourceChange", ({ plannedState }: ApplyResourceChange_Request) => ({
      newState: plannedState,
    })),
    readDataSource: answer("readDataSource", ({ config }: ReadDataSource_Request) => ({ state: config })),
    stopProvider: () => ({}),
  };
}
