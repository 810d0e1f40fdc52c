// SPDX-License-Identifier: Apache-2.0

import type { Diagnostic } from "../diagnostic.ts";
import type { Graph } from "../graph/graph.ts";
import type { Limiter } from "../graph/limiter.ts";
import type { Emit } from "../events.ts";
import type { CheckResults } from "./check-results.ts";
import type { ConfigNode } from "./config-graph.ts";
import type { Evaluator } from "./evaluator.ts";
import type { GraphFacts } from "./graph-facts.ts";
import type { GivenValue } from "./input-values.ts";
import type { ModuleScopes } from "./module-scope.ts";
import type { ModuleTree } from "./module-tree.ts";
import type { Problems } from "./problems.ts";
import type { Providers } from "./providers.ts";
import type { Schemas } from "./schemas.ts";

/** All that one walk over a configuration works with. */
export interface Session {
  readonly tree: ModuleTree;
  readonly schemas: Schemas;
  readonly graph: Graph<ConfigNode>;
  readonly facts: GraphFacts;
  readonly evaluator: Evaluator;
  readonly scopes: ModuleScopes;
  readonly checks: CheckResults;
  readonly problems: Problems;
  readonly providers: Providers;
  /** Of calls to providers. */
  readonly limiter: Limiter;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** What the variables of the root are set to. */
  readonly given: ReadonlyMap<string, GivenValue>;
  /** Of conditions that do not hold; nothing is judged without one. */
  readonly conditions: Diagnostic["severity"] | "skip";
}
