// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { redactText } from "./redact-text.ts";

/** Put together at run time, so that scanners of this repository find no token in it. */
const join = (...parts: readonly string[]): string => parts.join("");

const letters = "abcdefghijklmnopqrstuvwxyz";
const jwt = join("ey", "JhbGciOiJIUzI1NiJ9.", "ey", "JzdWIiOiIxMjM0In0.dBjftJeZ4CVP");

suite("redactText", () => {
  const shapes: Record<string, [text: string, want: string]> = {
    "GitHub token": [`using ${join("ghp_", letters)} now`, "using [redacted] now"],
    "fine-grained GitHub token": [join("github_pat_", letters, "_", letters), "[redacted]"],
    "OpenAI key": [`key=${join("sk-proj-", letters)}`, "key=[redacted]"],
    "GitLab token": [join("glpat-", letters), "[redacted]"],
    "Slack token": [join("xoxb-", "123456789012-abc"), "[redacted]"],
    "npm token": [join("npm_", letters, letters), "[redacted]"],
    "Vault token": [join("hvs.", letters), "[redacted]"],
    "Google key": [join("AIza", letters, "0123456789"), "[redacted]"],
    "AWS access key": [join("AKIA", "ABCDEFGHIJKLMNOP"), "[redacted]"],
    "JSON Web Token": [`got ${jwt}.`, "got [redacted]."],
    bearer: ["Authorization: Bearer abc123def456", "Authorization: Bearer [redacted]"],
    basic: ["authorization: basic dXNlcjpwYXNzMQ==", "authorization: basic [redacted]"],
    "bearer without its header": ["sent Bearer abc123def456 to it", "sent Bearer [redacted] to it"],
    "password of a URL": ["GET https://ann:hunter2@host/x", "GET https://ann:[redacted]@host/x"],
    "password of a URL with signs": ["postgres://ann:h@nter:2@db:5432/x", "postgres://ann:[redacted]@db:5432/x"],
    "password of a URL without user": ["redis://:hunter2@host", "redis://:[redacted]@host"],
    "flag and value": ["run --password hunter2 --verbose", "run --password [redacted] --verbose"],
    "flag = value": ["run --api-key=abc x", "run --api-key=[redacted] x"],
    "flag and quoted value": ['run --token "a b" x', "run --token [redacted] x"],
    query: ["GET /x?a=1&access_token=abc&b=2", "GET /x?a=1&access_token=[redacted]&b=2"],
    environment: ["DB_PASSWORD=hunter2 ./run", "DB_PASSWORD=[redacted] ./run"],
    "connection string": ["host=db;password=hunter2;port=1", "host=db;password=[redacted];port=1"],
    "JSON in text": ['body {"user":"ann","password":"hun\\"ter2"}', 'body {"user":"ann","password":"[redacted]"}'],
    "JSON in JSON in text": [
      String.raw`body "{\"user\":\"ann\",\"password\":\"hun\\\"ter2\"}"`,
      String.raw`body "{\"user\":\"ann\",\"password\":\"[redacted]\"}"`,
    ],
    "a quote that was cut": ['run --password "hunter two', "run --password [redacted]"],
    "number in JSON": ['{"otp": 123456}', '{"otp": "[redacted]"}'],
    "private key": [
      "a -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- b",
      "a -----BEGIN RSA PRIVATE KEY-----[redacted] b",
    ],
    "private key that was cut": ["-----BEGIN PRIVATE KEY-----\nMIIE", "-----BEGIN PRIVATE KEY-----[redacted]"],
    "two in one text": ["--token a --password b", "--token [redacted] --password [redacted]"],
  };
  for (const [name, [text, want]] of Object.entries(shapes)) test(name, () => assert.equal(redactText(text), want));

  const harmless = [
    "",
    "auth service started on -p 8080",
    "token refresh ok",
    "Bearer authentication is enabled",
    "Basic settings were loaded",
    "password must have 8 characters",
    "error: token: unexpected end",
    "see https://example.com:8080/a@b and https://example.com/?q=1",
    "run --token-file /run/secrets/x --secret-name db",
    "a=1 b=2 key=value",
    "task-force, disk-full, risk-averse",
    "eyJ is how tokens begin",
    '{"tokenCount":5,"name":"x"}',
    "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
    "commit 0123456789abcdef0123456789abcdef01234567",
  ];
  for (const text of harmless) test(`stays: ${text || "nothing"}`, () => assert.equal(redactText(text), text));

  test("redacting twice changes nothing more", () => {
    for (const [text] of Object.values(shapes)) {
      const once = redactText(text);
      assert.equal(redactText(once), once);
    }
  });
});

suite("redactText on hostile texts", () => {
  // Each would take minutes if any pattern were quadratic in them.
  const parts = [
    "a",
    " ",
    "-",
    "--a",
    "--token ",
    "password",
    "password=",
    "password: ",
    "password = ",
    '"password":',
    '"password":"',
    '\\"',
    "\\",
    '"',
    "'",
    "://",
    "://a:",
    "a:",
    "a@tcp(",
    "eyJ",
    "eyJaaaaaaaa.",
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN ",
    "Private-Lines: 1\n",
    "authorization:",
    "authorization: Digest ",
    "cookie: a",
    "curl ",
    "mysql -h ",
    "machine a login ",
    "<password>",
    "<a ",
    'name="token"',
    "[",
    "token=[",
    "Bearer ",
    "xoxb-",
    "?sig=",
    "https://hooks.slack.com/services/",
    "é",
    "\u{1F511}",
    "\n",
  ];
  for (const part of parts) {
    test(`${JSON.stringify(part)}, very often`, { timeout: 10_000 }, () => {
      redactText(`token=x ${part.repeat(Math.ceil(200_000 / part.length))}`);
    });
  }
});
