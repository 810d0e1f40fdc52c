// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { suite, test } from "node:test";
import { FileError } from "../files/file-error.ts";
import { createTemporaryDirectory } from "../files/temporary-directory.ts";
import { CryptoError } from "./crypto-error.ts";
import { hashFile } from "./hash-file.ts";
import { createSigningKeys, type PublicKey } from "./keys.ts";
import { sign, signPackage, verify, verifyPackage } from "./sign.ts";

function refused(code: string): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof CryptoError, String(error));
    assert.equal(error.code, code);
    return true;
  };
}

const hex = (text: string): Uint8Array => Buffer.from(text, "hex");
const keys = createSigningKeys();

suite("sign and verify", () => {
  test("the signatures are those of RFC 8032, 7.1", () => {
    const publicKey = hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    const signature = hex(
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da" +
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    );
    assert.equal(verify(hex("72"), signature, publicKey), true);
    assert.equal(verify(hex("73"), signature, publicKey), false);
  });

  test("what one key signs only its own public key confirms, in any form", () => {
    const content = Buffer.from("content");
    const signature = sign(content, keys.privateKey);
    const object = createPublicKey(keys.publicKey);
    const raw = object.export({ format: "der", type: "spki" }).subarray(-32);
    for (const publicKey of [keys.publicKey, object, raw]) assert.equal(verify(content, signature, publicKey), true);
    assert.equal(verify(content, signature, createSigningKeys().publicKey), false);
  });

  test("a signature of another shape is wrong, not an error", () => {
    for (const length of [0, 1, 63, 65, 1_000]) {
      assert.equal(verify(Buffer.from("x"), new Uint8Array(length), keys.publicKey), false);
    }
  });

  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey;
  const wrongKeys: Record<string, PublicKey> = {
    "no PEM": "hunter2",
    nothing: "",
    "a private key": keys.privateKey,
    "a key of RSA": rsa.export({ format: "pem", type: "spki" }).toString(),
    "an object of RSA": rsa,
    "31 bytes": new Uint8Array(31),
  };
  for (const [name, key] of Object.entries(wrongKeys)) {
    test(`${name} in place of a public key is refused, and not quoted`, () => {
      assert.throws(
        () => verify(Buffer.from("x"), new Uint8Array(64), key),
        (error) => refused("crypto.bad_key")(error) && !JSON.stringify(error).includes("hunter2"),
      );
    });
  }

  test("a public key does not sign", () => {
    assert.throws(() => sign(Buffer.from("x"), keys.publicKey), refused("crypto.bad_key"));
  });
});

suite("packages", () => {
  async function withPackage(run: (file: string, signature: Uint8Array) => Promise<void>): Promise<void> {
    using dir = createTemporaryDirectory();
    const file = path.join(dir.path, "package.zip");
    await writeFile(file, new Uint8Array(1_000_000).fill(7));
    await run(file, await signPackage(file, keys.privateKey));
  }

  test("Y05 a package with its publisher's signature is accepted", () =>
    withPackage((file, signature) => verifyPackage(file, signature, keys.publicKey)));

  test("Y05 a package with one changed bit is refused", () =>
    withPackage(async (file, signature) => {
      const content = new Uint8Array(1_000_000).fill(7);
      content[999_999]! ^= 1;
      await writeFile(file, content);
      await assert.rejects(verifyPackage(file, signature, keys.publicKey), (error) => {
        assert.ok(refused("crypto.bad_signature")(error));
        assert.match((error as Error).message, /package\.zip does not have the signature of this key$/);
        return true;
      });
    }));

  test("Y05 a changed or cut signature is refused", () =>
    withPackage(async (file, signature) => {
      const changed = Uint8Array.from(signature, (byte, at) => (at === 10 ? byte ^ 1 : byte));
      for (const wrong of [changed, signature.subarray(0, 63), new Uint8Array()]) {
        await assert.rejects(verifyPackage(file, wrong, keys.publicKey), refused("crypto.bad_signature"));
      }
    }));

  test("Y05 the signature of somebody else is refused", () =>
    withPackage(async (file, signature) => {
      const { publicKey } = createSigningKeys();
      await assert.rejects(verifyPackage(file, signature, publicKey), refused("crypto.bad_signature"));
    }));

  test("Y05 a signature of the same bytes for another purpose is refused", () =>
    withPackage(async (file) => {
      const content = await hashFile(file, "sha512");
      for (const signature of [
        sign(content, keys.privateKey),
        sign(new Uint8Array(1_000_000).fill(7), keys.privateKey),
      ]) {
        await assert.rejects(verifyPackage(file, signature, keys.publicKey), refused("crypto.bad_signature"));
      }
    }));

  test("Y05 a package that is not there is told from one that is wrong", () =>
    withPackage(async (file, signature) => {
      await assert.rejects(verifyPackage(`${file}.old`, signature, keys.publicKey), FileError);
      await assert.rejects(verifyPackage(file, signature, "no key"), refused("crypto.bad_key"));
    }));
});

suite("hashFile", () => {
  test("the hash of nothing, of a text, of a large file", async () => {
    using dir = createTemporaryDirectory();
    const file = path.join(dir.path, "file");
    const hashes: Record<string, string> = {
      "": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      abc: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      ["a".repeat(1_000_000)]: "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
    };
    for (const [text, want] of Object.entries(hashes)) {
      await writeFile(file, text);
      assert.equal(Buffer.from(await hashFile(file)).toString("hex"), want);
    }
  });

  test("a signal ends it", async () => {
    using dir = createTemporaryDirectory();
    const file = path.join(dir.path, "file");
    await writeFile(file, "text");
    await assert.rejects(hashFile(file, "sha256", { signal: AbortSignal.abort(new Error("enough")) }), /enough/);
    await assert.rejects(hashFile(dir.path), FileError);
  });
});
