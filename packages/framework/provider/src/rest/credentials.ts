// SPDX-License-Identifier: Apache-2.0

/** An `Authorization` header with a token; undefined without one. */
export function bearer(token: string | null | undefined): string | undefined {
  return token ? `Bearer ${token}` : undefined;
}

/** An `Authorization` header with name and password; undefined without both. Source: RFC 7617, in UTF-8. */
export function basic(username: string | null | undefined, password: string | null | undefined): string | undefined {
  if (!username || !password) return undefined;
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}
