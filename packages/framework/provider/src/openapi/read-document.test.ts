// SPDX-License-Identifier: Apache-2.0

import { temporaryDirectory } from "@provide-foundry/testkit";
import assert from "node:assert/strict";
import path from "node:path";
import { suite, test } from "node:test";
import { generateProvider } from "./generate-provider.ts";
import { OpenApiError } from "./openapi-error.ts";

const head = "openapi: 3.1.0\ninfo: { title: Pets, version: 1.0.0 }\n";
const paths = (schema: string): string => `paths:
  /pets:
    post:
      requestBody: { content: { application/json: { schema: ${schema} } } }
      responses: { "201": { description: made } }
`;

suite("a document that is none", () => {
  const cases: Record<string, { files: Record<string, string>; want: readonly RegExp[]; maxBytes?: number }> = {
    "Swagger 2.0": {
      files: { "api.yaml": 'swagger: "2.0"\n' },
      want: [/it is of Swagger "2\.0"; OpenAPI 3\.0 and 3\.1 are read/],
    },
    "a later version": { files: { "api.yaml": "openapi: 4.0.0\n" }, want: [/its version is "4\.0\.0"/] },
    "something else": { files: { "api.yaml": "- 1\n" }, want: [/it has no `openapi`/] },
    "an empty file": { files: { "api.yaml": "" }, want: [/it has no `openapi`|empty/] },
    "no YAML": { files: { "api.yaml": "a: [1\nb: }" }, want: [/api\.yaml.*\(2:1\)/] },
    "JSON that breaks off": { files: { "api.yaml": '{"openapi": "3.0.3", ' }, want: [/unexpected end/] },
    "a file that is not there": { files: {}, want: [/ENOENT/] },
    "what the specification does not have": {
      files: { "api.yaml": `${head}${paths("{ type: strng }")}bogus: 1\n` },
      want: [/#\/bogus \(api\.yaml:8:1\): .*`bogus`/, /schema\/type \(api\.yaml:6:\d+\): .*Did you mean "string"\?/],
    },
    "a reference into nothing": {
      files: { "api.yaml": head + paths('{ $ref: "#/components/schemas/Pet" }') },
      want: [/\/schema \(api\.yaml:6:\d+\): Can't resolve \$ref/],
    },
    "a file that is not there to be referred to": {
      files: { "api.yaml": head + paths('{ $ref: "pet.yaml" }') },
      want: [/Can't resolve \$ref.*ENOENT/],
    },
    "a reference to the network": {
      files: { "api.yaml": head + paths('{ $ref: "http://127.0.0.1:9/pet.yaml" }') },
      want: [/references are followed in files only/],
    },
    "a reference to itself": {
      files: {
        "api.yaml": `${head}${paths("{ type: string }")}components: { schemas: { Pet: { $ref: "#/components/schemas/Pet" } } }\n`,
      },
      want: [/a \$ref leads back to itself/],
    },
    "one that is too large": {
      files: { "api.yaml": head },
      want: [/it has 53 bytes; at most 10 are read/],
      maxBytes: 10,
    },
    "aliases that are too large": { files: { "api.yaml": laughter() }, want: [/more than 10000000 values/] },
    "one that is nested without end": {
      files: { "api.yaml": `{"openapi": ${"[".repeat(200_000)}` },
      want: [/nesting exceeded/],
    },
    "nothing that makes up a resource": {
      files: { "api.yaml": head + paths("{ type: object }") },
      want: [/no operations of it make up a resource/],
    },
  };
  for (const [name, { files, want, maxBytes }] of Object.entries(cases)) {
    test(name, async () => {
      using folder = temporaryDirectory();
      folder.write(files);
      const document = path.join(folder.path, "api.yaml");
      await assert.rejects(generateProvider({ document, ...(maxBytes !== undefined && { maxBytes }) }), (error) => {
        assert.ok(error instanceof OpenApiError, String(error));
        assert.ok(error.message.startsWith(`${document}:`), error.message);
        assert.ok(error.hint);
        for (const pattern of want) assert.match(error.message, pattern);
        return true;
      });
    });
  }
});

/** Ten times ten times ten …, in a few lines. */
function laughter(): string {
  const lines = Array.from(
    { length: 9 },
    (_, index) => `  a${index + 1}: &a${index + 1} [${`*a${index},`.repeat(10)}]`,
  );
  return `${head}x-ha:\n  a0: &a0 [${"ha,".repeat(10)}]\n${lines.join("\n")}\n`;
}
