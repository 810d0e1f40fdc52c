// SPDX-License-Identifier: Apache-2.0

/**
 * Finds secrets in text by their shape.
 *
 * Only shapes that hardly anything else has: a log that hides harmless words
 * ("auth service", "token refresh") is not read, and then it protects nobody.
 * Every pattern takes time linear in the text: each is anchored on a literal or
 * on the start of a word, and its repetitions are bounded or end at their first
 * mismatch.
 *
 * @module
 */

import { isSecretKey } from "./secret-key.ts";

/** What stands in place of a secret. */
export const redacted = "[redacted]";

/** `text` with everything that has a secret's shape replaced by `[redacted]`. */
export function redactText(text: string): string {
  // The shortest shape is `?pw=x`; and most texts of a log hold none of the literals.
  if (text.length < 5 || !suspicious.test(text)) return text;
  return text
    .replace(pem, (_, label: string) => `-----BEGIN ${label}-----${redacted}`)
    .replace(token, redacted)
    .replace(header, (_, head: string) => head + redacted)
    .replace(scheme, (_, head: string) => head + redacted)
    .replace(userinfo, (_, user: string) => `://${user}:${redacted}@`)
    .replace(flag, (all: string, name: string, space: string) =>
      isSecretKey(name) ? `--${name}${space}${redacted}` : all,
    )
    .replace(assignment, (all: string, name: string) => (isSecretKey(name) ? `${name}=${redacted}` : all))
    .replace(member, (all: string, head: string, name: string) => (isSecretKey(name) ? `${head}"${redacted}"` : all))
    .replace(escapedMember, (all: string, head: string, name: string) =>
      isSecretKey(name) ? `${head}\\"${redacted}\\"` : all,
    );
}

/** A cheap look for what all patterns below need. */
const suspicious =
  /=|--|:\/\/|":|gh[oprsu]_|github_pat_|sk-|glpat-|xox|npm_|hv[bs]\.|AIza|A[KS]IA|eyJ|earer |asic |uthorization/;

/** A private key in PEM form; to the end of the text when that was cut. */
const pem =
  /-----BEGIN ([A-Z ]{0,30}PRIVATE KEY)-----(?!\[redacted\])(?:(?!-----END)[\s\S])*(?:-----END [A-Z ]{0,40}-----)?/g;

const token = new RegExp(
  [
    "gh[oprsu]_[A-Za-z0-9]{20,}", // GitHub
    "github_pat_\\w{20,}",
    "sk-[\\w-]{16,}", // OpenAI, Stripe and others
    "glpat-[\\w-]{16,}", // GitLab
    "xox[abeprs]-[\\w-]{10,}", // Slack
    "npm_[A-Za-z0-9]{30,}",
    "hv[bs]\\.[\\w-]{20,}", // Vault
    "AIza[\\w-]{30,}", // Google
    "A[KS]IA[A-Z0-9]{16}", // AWS access key
    "eyJ[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]*", // JSON Web Token
  ]
    .map((shape) => `(?<![\\w-])${shape}`)
    .join("|"),
  "g",
);

const header = /(\bauthorization"?\s*[:=]\s*"?(?:ApiKey|Basic|Bearer|Negotiate|Token)\s+)[^\s,;"']+/gi;

/** The same without its header. The digit keeps "Bearer authentication" and "Basic settings" readable. */
const scheme = /(\b(?:Bearer|Basic)\s+)(?=[\w.~+/=-]*\d)[\w.~+/=-]{8,}/gi;

/** The password of a URL: `://user:password@`. */
const userinfo = /:\/\/([^\s/:@]{0,256}):[^\s/]{1,1024}@/g;

/** A command-line flag with its value. */
const flag = /(?<![\w-])--([A-Za-z][\w-]{0,63})(=|\s+)(?:"[^"]*"?|'[^']*'?|[^\s"']+)/g;

/** `name=value` in a query, a connection string or an environment. */
const assignment = /(?<![\w.-])([\w.-]{1,64})=(?:"[^"]*"?|'[^']*'?|[^\s&;,"']+)/g;

/** A member of JSON inside text. */
const member = /("([\w.-]{1,64})"\s*:\s*)(?:"(?:[^"\\]|\\.)*"?|[\d.]+)/g;

/** The same in JSON that is itself a string of JSON. */
const escapedMember = /(\\"([\w.-]{1,64})\\"\s*:\s*)(?:\\"(?:[^"\\]|\\\\\\")*(?:\\")?|[\d.]+)/g;
