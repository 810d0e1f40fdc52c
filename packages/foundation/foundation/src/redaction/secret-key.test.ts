// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { isSecretKey } from "./secret-key.ts";

suite("isSecretKey", () => {
  const secret = [
    "password",
    "PASSWORD",
    "dbPassword",
    "DB_PASSWORD",
    "db-password",
    "db.password.current",
    "passwordHash",
    "token",
    "accessToken",
    "GITHUB_TOKEN",
    "X-Api-Key",
    "apikey",
    "APIKey",
    "aws_secret_access_key",
    "AWSSecretAccessKey",
    "privateKey",
    "client_secret",
    "Authorization",
    "Proxy-Authorization",
    "Set-Cookie",
    "credentials",
    "secret_id",
    "sessionId",
    "connectionString",
    "JWT",
    "pass",
  ];
  for (const key of secret) test(`${key} names a secret`, () => assert.equal(isSecretKey(key), true));

  const harmless = [
    "",
    "key",
    "keys",
    "primary_key",
    "author",
    "authority",
    "tokenizer",
    "token_count",
    "tokenType",
    "token_expires_at",
    "passwordPolicy",
    "password_length",
    "secretName",
    "private_key_path",
    "credentials_file",
    "passenger",
    "compass",
    "bypass",
    "monkey",
    "api",
    "__proto__",
    "constructor",
  ];
  for (const key of harmless) test(`${key || "the empty key"} does not`, () => assert.equal(isSecretKey(key), false));

  test("what is remembered about keys stays right when there are very many", () => {
    for (let index = 0; index < 5_000; index++) {
      assert.equal(isSecretKey(`field_${index}`), false);
      assert.equal(isSecretKey(`password_${index}`), true);
    }
  });
});
