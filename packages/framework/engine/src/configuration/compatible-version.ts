// SPDX-License-Identifier: Apache-2.0

/** The version of Terraform whose language this is. */
export const compatibleVersion = "1.11.4";
