// SPDX-License-Identifier: Apache-2.0

import { formatInstance, modulePath, type InstanceAddress } from "../address.ts";
import type { Diagnostics } from "../diagnostic.ts";
import { nodeName } from "../evaluation/config-graph.ts";
import { withAddress } from "../evaluation/problems.ts";
import type { Session } from "../evaluation/session.ts";
import { locateDiagnostics } from "../provider/provider-diagnostics.ts";

/** Diagnostics with their places in the block of a resource, if it still has one. */
export function located(session: Session, address: InstanceAddress, diagnostics: Diagnostics): Diagnostics {
  const node = session.graph.nodes.get(nodeName.resource(modulePath(address.module), address));
  if (node?.kind !== "resource") return withAddress(diagnostics, formatInstance(address));
  return locateDiagnostics(diagnostics, node.resource.config, formatInstance(address));
}
