// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { constants, generateKeyPairSync, publicEncrypt } from "node:crypto";
import { closeSync, ftruncateSync, openSync, symlinkSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { numberIntVal, parseNumberVal, stringVal, type Value } from "@provide-foundry/cty";
import { temporaryDirectory } from "@provide-foundry/testkit";
import { terraformFunctions } from "./index.ts";

function call(name: string, args: readonly Value[], baseDirectory = "."): Value {
  return terraformFunctions({ baseDirectory }).get(name)!.call(args);
}

suite("Terraform's functions are bounded", () => {
  test("a costly hash is refused", () => {
    assert.match(call("bcrypt", [stringVal("x"), numberIntVal(4)]).asString(), /^\$2a\$04\$.{53}$/);
    const cases: Record<string, RegExp> = { "19": /would take too long/, "32": /outside allowed range \(4,31\)/ };
    for (const [cost, message] of Object.entries(cases)) {
      assert.throws(() => call("bcrypt", [stringVal("x"), parseNumberVal(cost)]), message);
    }
    assert.throws(() => call("bcrypt", [stringVal("é".repeat(37))]), /password length exceeds 72 bytes/);
  });

  test("numbers beyond a network are refused, however large", () => {
    const network = stringVal("10.0.0.0/24");
    for (const number of ["1e40", "-1e40", "9223372036854775808"]) {
      assert.throws(() => call("cidrhost", [network, parseNumberVal(number)]), /does not accommodate/);
    }
    const huge = parseNumberVal("-9000000000000000000");
    assert.throws(() => call("cidrsubnet", [network, huge, numberIntVal(1)]), /does not accommodate/);
  });

  test("a large file is hashed but not held", () => {
    using directory = temporaryDirectory();
    const handle = openSync(path.join(directory.path, "large"), "w");
    ftruncateSync(handle, 2 ** 27 + 1);
    closeSync(handle);
    assert.throws(() => call("file", [stringVal("large")], directory.path), /has more than 134217728 bytes/);
    assert.match(call("filemd5", [stringVal("large")], directory.path).asString(), /^[0-9a-f]{32}$/);
    assert.throws(() => call("filemd5", [stringVal("/dev/zero")]), /has no end/);
  });

  test("links that lead back end where the system ends them", () => {
    using directory = temporaryDirectory();
    directory.write({ "deep/a.txt": "" });
    symlinkSync(".", path.join(directory.path, "loop"));
    const found = call("fileset", [stringVal("."), stringVal("**/a.txt")], directory.path);
    assert.equal(found.lengthInt(), 41);
  });

  test("a pattern of stars takes no more than its length times that of a name", () => {
    using directory = temporaryDirectory();
    directory.write({ ["a".repeat(200)]: "" });
    const pattern = stringVal(`${"*a".repeat(60)}*b`);
    assert.equal(call("fileset", [stringVal("."), pattern], directory.path).lengthInt(), 0);
    const braces = stringVal("{a,b}".repeat(20));
    assert.throws(() => call("fileset", [stringVal("."), braces], directory.path), /too many alternatives/);
  });

  test("what was encrypted is decrypted, and nothing is made up for what was not", () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
    const pem = stringVal(privateKey.export({ type: "pkcs1", format: "pem" }) as string);
    const padded = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, Buffer.from("secret é"));
    assert.equal(call("rsadecrypt", [stringVal(padded.toString("base64")), pem]).asString(), "secret é");
    padded[5]! ^= 1;
    assert.throws(() => call("rsadecrypt", [stringVal(padded.toString("base64")), pem]), /decryption error/);
  });

  test("what is compressed is what was given", () => {
    for (const text of ["", "a", "hello ".repeat(10_000)]) {
      const bytes = Buffer.from(call("base64gzip", [stringVal(text)]).asString(), "base64");
      assert.equal(gunzipSync(bytes).toString(), text);
    }
  });
});
