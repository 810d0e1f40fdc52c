// SPDX-License-Identifier: Apache-2.0

/**
 * What a child process finds in its environment. There is no default: a child that sees everything sees every secret
 * of its parent, and one that sees too little fails in odd ways.
 */
export interface ChildEnvironment {
  /**
   * What it takes over from this process:
   *
   * - `all`: everything.
   * - `minimal`: what programs need to run at all (paths, home, locale, temporary folder, terminal, proxies,
   *   certificates) and no more, so none of the secrets.
   * - `none`: nothing.
   */
  readonly inherit: "all" | "minimal" | "none";
  /** Set on top; undefined removes. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

/** The variables of a child process. */
export function resolveEnvironment(
  { inherit, variables = {} }: ChildEnvironment,
  parent: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> {
  const resolved: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...(inherit === "none" ? {} : parent), ...variables })) {
    const wanted = inherit !== "minimal" || Object.hasOwn(variables, name) || isNeeded(name);
    if (wanted && value !== undefined) resolved[name] = value;
  }
  return resolved;
}

function isNeeded(name: string): boolean {
  // Windows ignores the case of names, and proxies are written in both.
  const upper = name.toUpperCase();
  return needed.split(" ").includes(upper) || upper.startsWith("LC_") || upper.startsWith("XDG_");
}

const needed =
  "PATH HOME USER LOGNAME SHELL LANG LANGUAGE TZ TMPDIR TMP TEMP TERM COLORTERM NO_COLOR CI " +
  "HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY SSL_CERT_FILE SSL_CERT_DIR NODE_EXTRA_CA_CERTS " +
  "SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT APPDATA LOCALAPPDATA PROGRAMDATA PROGRAMFILES USERPROFILE USERNAME";
