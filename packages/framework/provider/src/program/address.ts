// SPDX-License-Identifier: Apache-2.0

const defaultHost = "registry.terraform.io";

/** The parts of a provider's address, as they are folders of plugin directories. */
export interface AddressParts {
  readonly host: string;
  readonly namespace: string;
  readonly type: string;
}

/**
 * Completes an address as hosts do. A provider without one is in the namespace of those that were never published.
 *
 * @param host Where an address without a host is. Terraform's registry unless told.
 */
export function splitAddress(
  name: string,
  address: string = `local/${name}`,
  host: string = defaultHost,
): AddressParts {
  const [type = name, namespace = "local", ownHost = host] = address.split("/").toReversed();
  return { host: ownHost, namespace, type };
}

/** With its host: `registry.terraform.io/example/acme`. */
export function fullAddress(name: string, address: string | undefined, host?: string): string {
  const parts = splitAddress(name, address, host);
  return `${parts.host}/${parts.namespace}/${parts.type}`;
}
