// SPDX-License-Identifier: Apache-2.0

import type {
  ApplyResourceChange_Request,
  ApplyResourceChange_ResponseInit,
  PlanResourceChange_Request,
  PlanResourceChange_ResponseInit,
  ReadResource_Request,
  ReadResource_ResponseInit,
  RenewEphemeralResource_Request,
  RenewEphemeralResource_ResponseInit,
} from "@provide-foundry/rpcplugin/tfplugin6";

/** What calls that could not be carried out answer beside their diagnostics, so that hosts lose nothing that they had. */
export const keepPriorState = {
  readResource: ({
    currentState,
    private: bytes,
    currentIdentity,
  }: ReadResource_Request): ReadResource_ResponseInit => ({
    newState: currentState,
    private: bytes,
    newIdentity: currentIdentity,
  }),
  planResourceChange: ({
    priorState,
    priorPrivate,
    priorIdentity,
  }: PlanResourceChange_Request): PlanResourceChange_ResponseInit => ({
    plannedState: priorState,
    plannedPrivate: priorPrivate,
    plannedIdentity: priorIdentity,
  }),
  applyResourceChange: ({
    priorState,
    plannedPrivate,
  }: ApplyResourceChange_Request): ApplyResourceChange_ResponseInit => ({
    newState: priorState,
    private: plannedPrivate,
  }),
  renewEphemeralResource: ({
    private: bytes,
  }: RenewEphemeralResource_Request): RenewEphemeralResource_ResponseInit => ({
    private: bytes,
  }),
} as const;
