// SPDX-License-Identifier: Apache-2.0

/** The mark of values that must not be shown. */
export const sensitiveMark = "sensitive";
/** The mark of values that must not be kept in a plan or state. */
export const ephemeralMark = "ephemeral";
