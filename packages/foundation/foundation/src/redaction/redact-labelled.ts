// SPDX-License-Identifier: Apache-2.0

/**
 * Values in text that stand behind the name of a secret: in environments, query and connection strings, JSON, YAML,
 * HCL, headers and printed objects.
 *
 * @module
 */

import { redacted } from "./redacted.ts";
import { isSecretKey } from "./secret-key.ts";

/** `text` without the values whose names name a secret. */
export function redactLabelled(text: string): string {
  let out = "";
  let from = 0;
  for (const { 0: all, 1: quote = "", 2: name = "", 3: separator = "", index } of text.matchAll(label)) {
    const start = index + all.length;
    if (index < from || !isSecretKey(name)) continue;
    valueAt.lastIndex = start;
    const [value = ""] = valueAt.exec(text) ?? [];
    const shown = showInPlace(quote, name, separator, value);
    if (shown === undefined) continue;
    out += text.slice(from, start) + shown;
    from = start + value.length;
  }
  return from === 0 ? text : out + text.slice(from);
}

/** A name, in quotes or not, and what divides it from its value. The value is not part, for it may hold labels too. */
const label = /(?<![\w.-])(\\?["']?)([\w.-]{1,128})\1(\s{0,9}(?:=>|[:=])\s{0,9})/g;

/** In quotes, in quotes within a string of JSON, a list, or up to the next sign that divides. */
const valueAt =
  /\\"(?:[^"\\]|\\\\\\")*(?:\\")?|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\[(?!redacted\])[^\]]*\]?|[^\s&;,"'<>{}()[\]\\]+(?:\\(?!")[^\s&;,"'<>{}()[\]\\]*)*/y;

/** What to write in place of a value; undefined when it may stay. */
function showInPlace(quote: string, name: string, separator: string, value: string): string | undefined {
  const bare = value.replace(/^\\?["']|\\?["']$/g, "");
  if (bare === "" || bare.startsWith(redacted) || harmless.test(bare)) return undefined;
  const isQuoted = bare.length < value.length;
  if (quote !== "" && separator.trim() !== "=") {
    // A member of JSON or of a printed dictionary. A bare word there is no text: `null`, a variable.
    if (!isQuoted && !/^[\d[]/.test(value)) return undefined;
    const mark = isQuoted ? value.slice(0, value.startsWith("\\") ? 2 : 1) : '"';
    return mark + redacted + mark;
  }
  if (separator === "=") return redacted;
  if (value.startsWith("[")) return undefined;
  if (isQuoted && (separator.includes("=") || !vague.test(name))) return `"${redacted}"`;
  return looksSecret(name, bare) ? (isQuoted ? `"${redacted}"` : redacted) : undefined;
}

/** Whether a secret is absent or switched on is not the secret. */
const harmless = /^(?:true|false|null|nil|none|undefined|yes|no|on|off|\*+)$/i;

/** Words that stand before a colon in many a sentence: "unexpected token: x", "auth: started". */
const vague = /^(?:auth|pass|tokens?|secrets?|cookies?|credentials?|authorization|pwd)$/i;

/** After a colon, as in prose, only what no word is: "password: must have 8 characters" has none of it. */
function looksSecret(name: string, value: string): boolean {
  if (/^(?:auth|pass|pwd|cookies?)$/i.test(name)) return false;
  if (value.length < (vague.test(name) ? 12 : 6) || !/\d/.test(value)) return value.length >= 24 && !isReference(value);
  return !isReference(value);
}

/** A version, a path, an address, a variable or a date. */
function isReference(value: string): boolean {
  return /^(?:v?\d+(?:\.\d+)+|[a-z0-9._-]*(?:\/[a-z0-9._-]+)+\/?|\w+:\/\/|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$|\$|%|<|\d{4}-\d\d-\d\d)/.test(
    value,
  );
}
