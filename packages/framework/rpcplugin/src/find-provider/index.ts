// SPDX-License-Identifier: Apache-2.0

export {
  findProvider,
  type FindProviderOptions,
  type FoundProgram,
  type FoundProvider,
  type RunningProvider,
} from "./find-provider.ts";
export { openProvider, type OpenProvider, type OpenProviderOptions } from "./open-provider.ts";
export { formatProviderAddress, parseProviderAddress, type ProviderAddress } from "./provider-address.ts";
