// SPDX-License-Identifier: Apache-2.0

/**
 * Text as Terraform's languages see it: grapheme clusters, Go's quoted form and packed sets of code points.
 *
 * @module
 */

export { CodePointSet } from "./code-point-set.ts";
export { endOfCluster, graphemeClusters } from "./grapheme.ts";
export { isPrintable, quoteGo } from "./quote-go.ts";
