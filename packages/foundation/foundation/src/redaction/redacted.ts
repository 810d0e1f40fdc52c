// SPDX-License-Identifier: Apache-2.0

/** What stands in place of a secret. */
export const redacted = "[redacted]";
