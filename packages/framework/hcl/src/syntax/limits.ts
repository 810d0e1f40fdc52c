// SPDX-License-Identifier: Apache-2.0

/**
 * How many tokens are parsed. Far beyond what people write: 100 MB of dense blocks have fewer.
 *
 * A token makes for at most some 65 bytes of syntax tree, so that no source makes one of more than about 2 GB.
 */
export const maxTokens: number = 2 ** 25;

/** How many diagnostics a parse gives, after which it stops. */
export const maxDiagnostics = 10_000;
