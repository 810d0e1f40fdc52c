// SPDX-License-Identifier: Apache-2.0

/** The release whose behaviour the engine has: what providers and states are told. */
export const terraformVersion = "1.11.4";
