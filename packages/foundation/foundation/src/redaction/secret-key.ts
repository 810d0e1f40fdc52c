// SPDX-License-Identifier: Apache-2.0

/**
 * Tells by a key's words whether its value is a secret.
 *
 * Words, not substrings: `token` and `accessToken` name a secret; `tokenizer`,
 * `token_count` and `password_policy` say something about one.
 *
 * @module
 */

const remembered = new Map<string, boolean>();

/** Keys come from source code, so there are few; keys made from data must not fill the memory. */
const maxRemembered = 2_000;

/**
 * Whether the value under `key` must never be shown.
 *
 * @param key A property, field, variable or flag name in any spelling: `apiKey`, `API_KEY`, `--api-key`, `x-api-key`.
 */
export function isSecretKey(key: string): boolean {
  let secret = remembered.get(key);
  if (secret === undefined) {
    // The shell's working directory.
    secret = key !== "PWD" && namesSecret(splitWords(key));
    if (remembered.size >= maxRemembered) remembered.clear();
    if (key.length < 100) remembered.set(key, secret);
  }
  return secret;
}

function namesSecret(words: readonly string[]): boolean {
  const [first = ""] = words;
  const last = words.at(-1);
  if (last === undefined || describing.has(last) || asking.has(first)) return false;
  if (last === "id" && words.at(-2) === "key") return false;
  if (last === "tokens" && counting.has(first)) return false;
  return words.some(
    (word, at) => secretWords.has(word) || /.passw(?:or)?d$/.test(word) || pairs.has(`${words[at - 1]} ${word}`),
  );
}

function splitWords(key: string): string[] {
  return key
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, "$1$3 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}

const secretWords = new Set(
  (
    "password passwords passwd pwd passphrase passcode pass secret secrets token tokens jwt otp auth authorization " +
    "cookie cookies credential credentials apikey apitoken accesskey secretkey privatekey authtoken accesstoken " +
    "refreshtoken clientsecret sessionid passwort kennwort"
  ).split(" "),
);

/** Two words that mean a secret only together. */
const pairs = new Set(
  (
    "api key,access key,account key,private key,secret key,signing key,encryption key,master key,shared key," +
    "ssh key,session key,session id,connection string"
  ).split(","),
);

/** A key that ends in one of these describes a secret and does not hold one. */
const describing = new Set(
  (
    "count length size type kind name names path file url uri endpoint expiry expires expiration ttl age at in version " +
    "stdin policy required enabled disabled present format algorithm method mode"
  ).split(" "),
);

/** A key that begins with one of these asks for yes or no. */
const asking = new Set("no is has use uses allow need needs require requires skip show enable disable".split(" "));

/** Tokens of language models, by the word before them: `max_tokens`. */
const counting = new Set("max min num total prompt completion input output used remaining".split(" "));
