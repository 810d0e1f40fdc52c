// SPDX-License-Identifier: Apache-2.0

import type { ServiceImpl } from "@provide-foundry/rpcplugin";
import type { Provider6 } from "@provide-foundry/rpcplugin/tfplugin6";
import assert from "node:assert/strict";
import { localService } from "../launch.ts";
import type { ProviderConversation } from "../provider-conversation.ts";
import { ProviderPool } from "../provider-pool.ts";

export const tapSource = "registry.terraform.io/example/tap";

/** A conversation with a provider in this process. */
export async function converse(server: ServiceImpl<Provider6>): Promise<ProviderConversation> {
  const pool = new ProviderPool({ launchers: new Map([[tapSource, localService(() => server)]]) });
  const { conversation, diagnostics } = await pool.open(tapSource);
  assert.ok(conversation, diagnostics[0]?.detail);
  return conversation;
}
