// SPDX-License-Identifier: Apache-2.0

/**
 * The attribute that is named after a property: `photoUrls` and `photo-urls` are `photo_urls`, `HTTPPort2` is
 * `http_port2`.
 */
export function toAttributeName(property: string): string {
  const name = property
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, "$1_$2")
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1_$2")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");
  return /^[a-z]/.test(name) ? name : `_${name}`;
}
