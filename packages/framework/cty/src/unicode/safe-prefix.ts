// SPDX-License-Identifier: Apache-2.0
export function safeKnownPrefix(prefix: string): string {
  return prefix;
}
