// SPDX-License-Identifier: Apache-2.0

/**
 * Finds secrets in text by their shape and by the labels before them.
 *
 * Only what hardly anything else looks like: a log that hides harmless words
 * ("auth service", "token refresh") is not read, and then it protects nobody.
 * `conformance/redaction` holds what must be found and what must stay.
 * Every pattern takes time linear in the text: each is anchored on a literal or
 * on the start of a word, and its repetitions are bounded or end at their first
 * mismatch.
 *
 * @module
 */

import { redactLabelled } from "./redact-labelled.ts";
import { redacted } from "./redacted.ts";
import { isSecretKey } from "./secret-key.ts";

/** `text` with everything that has a secret's shape replaced by `[redacted]`. */
export function redactText(text: string): string {
  if (!isSuspicious(text)) return text;
  const shaped = text
    .replace(pem, (_, label: string) => `-----BEGIN ${label}-----${redacted}`)
    .replace(putty, (_, head: string) => head + redacted)
    .replace(token, redacted)
    .replace(header, (_, head: string) => head + redacted)
    .replace(wholeHeader, (_, head: string) => head + redacted)
    .replace(scheme, (_, head: string) => head + redacted)
    .replace(userinfo, (_, user: string) => `://${user}:${redacted}@`)
    .replace(userToken, `://${redacted}@`)
    .replace(hook, (_, head: string) => head + redacted)
    .replace(signature, (_, head: string) => head + redacted)
    .replace(goSource, (_, head: string) => head + redacted)
    .replace(oracleSource, (_, head: string) => head + redacted)
    .replace(command, (_, head: string) => head + redacted)
    .replace(flag, (all: string, name: string, space: string) =>
      isSecretKey(name) ? `--${name}${space}${redacted}` : all,
    )
    .replace(element, (all: string, head: string, name: string) => (isSecretKey(name) ? head + redacted : all))
    .replace(pair, (all: string, head: string, name: string) => (isSecretKey(name) ? `${head}${redacted}"` : all));
  return redactLabelled(shaped);
}

/**
 * Whether one of the patterns below may find something, at a fraction of their cost: nearly every text of a log holds
 * nothing. Each sign that could be the end of a secret's label or prefix is looked at together with what stands around
 * it; letters in between are passed over quickly.
 */
function isSuspicious(text: string): boolean {
  // The shortest shape is `?pw=x`, the shortest one without a sign a key of Amazon.
  return text.length >= 5 && (signs.test(text) || (text.length >= 20 && signless.test(text)));
}

const signs = new RegExp(
  `(?=[\\s=:<@?&/_.-])(?:${[
    // A name that tells of a secret, before its value. "Value" is the second half of a pair.
    "[:=](?<=(?:pass|pwd|secret|token|jwt|otp|auth|cookie|credential|key|session|connection|kennwort|private-lines|value)[\\w.-]{0,128}\\\\?[\"']?\\s{0,99}[:=])",
    "-(?:-[a-z]|(?<=\\s-)[up]|(?<=(?:sk|gl[a-z]{2,5}|xox[a-z]|xapp|gocspx|pypi|sq0[a-z]{3}|nrak|pmak|hrku|key)-))",
    "_(?<=(?:gh[oprsu]|github_pat|[spr]k|whsec|glsa|npm|do[opr]_v1|hf|shp[a-z]{2}|lin_api|ntn|dckr_pat|sbp|sntry[su]|bku[ai]|nfp|figd|pscale)_)",
    "\\.(?<=(?:hv[bsr]|ya29|sg|atlasv1|dp)\\.)",
    ":(?://[^\\s/]{1,1300}@|aa|(?<=oracle:))",
    "@(?:tcp|unix)\\(",
    "[?&](?:sig|x-amz-|x-goog-)",
    "</",
    "/(?<=(?:webhooks|services)/)",
    "\\s(?<=(?:bearer|basic|login)\\s)",
  ].join("|")})`,
  "i",
);

const signless = /(?<![\w-])(?:A[KS]IA|AIza|eyJ|dapi|ATATT3)/;

/** A private key in PEM or PGP form; to the end of the text when that was cut. */
const pem =
  /-----BEGIN ([A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?)-----(?!\[redacted\])(?:(?!-----END)[\s\S])*(?:-----END [A-Z ]{0,40}-----)?/g;

/** The part of a PuTTY key file that is the key. */
const putty = /(Private-Lines: \d{1,4}\r?\n)(?:[A-Za-z0-9+/=]{1,200}(?:\r?\n|$))+/g;

const token = new RegExp(
  [
    "gh[oprsu]_[A-Za-z0-9]{20,}", // GitHub
    "github_pat_\\w{20,}",
    "sk-[\\w-]{16,}", // OpenAI, Anthropic and others
    "[spr]k_(?:live|test)_[A-Za-z0-9]{10,}", // Stripe
    "whsec_[\\w+/=-]{16,}",
    "gl(?:pat|dt|rt|ft|oas|cbt|ptt|soat|agent)-[\\w-]{16,}", // GitLab
    "glsa_\\w{20,}", // Grafana
    "xox[abeprs]-[\\w-]{10,}", // Slack
    "xapp-[\\w-]{16,}",
    "npm_[A-Za-z0-9]{30,}",
    "hv[bsr]\\.[\\w-]{20,}", // Vault
    "AIza[\\w-]{30,}", // Google
    "ya29\\.[\\w-]{20,}",
    "GOCSPX-[\\w-]{20,}",
    "A[KS]IA[A-Z0-9]{16}", // AWS access key
    "eyJ[\\w-]{8,}\\.{1,2}[\\w-]{8,}(?:\\.[\\w-]+){0,3}", // JSON Web Token, signed or encrypted
    "SG\\.[\\w-]{16,}\\.[\\w-]{16,}", // SendGrid
    "do[opr]_v1_[a-f0-9]{32,}", // DigitalOcean
    "pypi-[\\w-]{32,}",
    "hf_[A-Za-z0-9]{24,}", // Hugging Face
    "[A-Za-z0-9]{8,24}\\.atlasv1\\.[\\w-]{24,}", // HCP Terraform
    "dapi[a-f0-9]{32}", // Databricks
    "shp(?:at|ca|pa|ss)_[a-fA-F0-9]{24,}", // Shopify
    "sq0[a-z]{3}-[\\w-]{20,}", // Square
    "lin_api_[A-Za-z0-9]{24,}", // Linear
    "ntn_[A-Za-z0-9]{24,}", // Notion
    "NRAK-[A-Z0-9]{20,}", // New Relic
    "dckr_pat_[\\w-]{20,}", // Docker
    "dp\\.(?:pt|st|ct|sa)\\.[\\w.-]{24,}", // Doppler
    "sbp_[a-f0-9]{24,}", // Supabase
    "sntry[su]_[\\w+/=-]{24,}", // Sentry
    "bku[ai]_[a-f0-9]{24,}", // Buildkite
    "ATATT3[\\w=-]{24,}", // Atlassian
    "nfp_[A-Za-z0-9]{24,}", // Netlify
    "figd_[\\w-]{24,}", // Figma
    "PMAK-[a-f0-9-]{24,}", // Postman
    "pscale_(?:tkn|pw|oauth)_[\\w.-]{16,}", // PlanetScale
    "HRKU-[\\w-]{24,}", // Heroku
    "key-[a-f0-9]{32}", // Mailgun
    "\\d{8,10}:AA[\\w-]{32,}", // Telegram
    "AGE-SECRET-KEY-1[A-Z0-9]{20,}",
  ]
    .map((shape) => `(?<![\\w-])${shape}`)
    .join("|"),
  "g",
);

const header =
  /(\bauthorization["']?\s*[:=]\s*["']?(?:ApiKey|Basic|Bearer|GenieKey|Negotiate|OAuth|Splunk|SSWS|Token)\s+)[^\s,;"']+(?:"[^"]*"?)?/gi;

/** Headers with several values: cookies, signed requests. */
const wholeHeader =
  /(\b(?:(?:set-)?cookie["']?\s*:\s*["']?(?=[^\s=;"']{1,256}=)|authorization["']?\s*:\s*["']?(?:Digest|AWS4-HMAC-SHA256|Hawk|Signature)\s))[^\r\n"']*(?:"[^\r\n"']*"[^\r\n"']*)*/gi;

/** A scheme without its header. The digit keeps "Bearer authentication" and "Basic settings" readable. */
const scheme = /(\b(?:Bearer|Basic)\s+)(?=[\w.~+/=-]*\d)[\w.~+/=-]{8,}/gi;

/** The password of a URL: `://user:password@`. */
const userinfo = /:\/\/([^\s/:@]{0,256}):[^\s/]{1,1024}@/g;

/** A token in the place of a URL's user. */
const userToken = /:\/\/(?=[\w.~-]*\d)[\w.~-]{20,256}@/g;

/** Addresses that let everybody in who knows them. */
const hook =
  /(\bhttps:\/\/(?:hooks\.slack\.com\/services|[\w.]{0,20}discord(?:app)?\.com\/api\/webhooks)\/)[\w/-]{16,}/g;

/** The signature of a signed URL. */
const signature = /([?&](?:sig|signature|x-amz-signature|x-amz-credential|x-goog-signature)=)[^\s&"'<>]+/gi;

/** A data source name of Go's MySQL driver, which is no URL. */
const goSource = /(\b[\w.-]{1,64}:)(?!\/\/)[^\s@/]{1,256}(?=@(?:tcp|unix)\()/g;

/** An address of Oracle's JDBC driver, which is no URL either. */
const oracleSource = /(\bjdbc:oracle:\w{1,9}:[\w.-]{1,64}\/)[^\s@/]{1,256}(?=@)/g;

/** Passwords in the places where some commands and files take them. */
const command = new RegExp(
  `(${[
    "\\bcurl\\b[^\\n]{0,300}?\\s(?:-u|--user|--proxy-user)[\\s=]?[\"']?[^\\s:\"']{1,128}:",
    "\\bsshpass\\s{1,9}-p\\s{0,9}",
    "\\bmysql(?:dump|admin)?\\b[^\\n|]{0,300}?\\s-p(?=\\S)",
    "\\bdocker\\s{1,9}login\\b[^\\n|]{0,300}?\\s-p\\s{1,9}",
    "\\bmachine\\s{1,9}\\S{1,256}\\s{1,9}login\\s{1,9}\\S{1,256}\\s{1,9}password\\s{1,9}",
  ].join("|")})(?:"[^"]*"?|'[^']*'?|[^\\s"']+)`,
  "g",
);

/** A command-line flag with its value. */
const flag = /(?<![\w-])--([A-Za-z][\w-]{0,63})(=|\s+)(?:"[^"]*"?|'[^']*'?|[^\s"']+)/g;

/** An element of XML with nothing but text. */
const element = /(<([\w.:-]{1,64})(?:\s[^<>]{0,256})?>)[^<>]+(?=<\/)/g;

/** A name and a value as members or attributes: `"name":"DB_PASSWORD","value":"x"`, `key="Password" value="x"`. */
const pair =
  /(\b(?:name|key)"?\s?[:=]\s?"([\w.-]{1,64})"\s?,?\s{0,9}"?value"?\s?[:=]\s?")(?!\[redacted\])(?:[^"\\]|\\.)+"?/gi;
