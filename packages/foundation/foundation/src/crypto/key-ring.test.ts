// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import fc from "fast-check";
import { CryptoError } from "./crypto-error.ts";
import { createSealingKey, KeyRing, sealingKeyId } from "./key-ring.ts";

function refused(code: string): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof CryptoError, String(error));
    assert.equal(error.code, code);
    return true;
  };
}

const oldKey = createSealingKey();
const newKey = createSealingKey();
const oldRing = new KeyRing({ keys: { old: oldKey }, current: "old" });
const bothRing = new KeyRing({ keys: { old: oldKey, new: newKey }, current: "new" });
const newRing = new KeyRing({ keys: { new: newKey }, current: "new" });

suite("KeyRing", () => {
  test("what it seals it opens, for the same purpose only", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), fc.string(), (data, purpose, other) => {
        const sealed = bothRing.seal(data, purpose);
        assert.deepEqual(Uint8Array.from(bothRing.open(sealed, purpose)), data);
        if (other !== purpose) assert.throws(() => bothRing.open(sealed, other), refused("crypto.damaged"));
      }),
    );
  });

  test("any changed bit is noticed", () => {
    const sealed = oldRing.seal(Buffer.from("secret"), "test");
    for (let bit = 0; bit < sealed.byteLength * 8; bit++) {
      const changed = Uint8Array.from(sealed);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      assert.throws(() => oldRing.open(changed, "test"), CryptoError);
    }
  });

  test("any part of it, and anything else, is refused", () => {
    const sealed = oldRing.seal(Buffer.from("secret"), "test");
    for (let length = 0; length < sealed.byteLength; length++) {
      assert.throws(() => oldRing.open(sealed.subarray(0, length), "test"), refused("crypto.damaged"));
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        assert.throws(() => oldRing.open(bytes, "test"), refused("crypto.damaged"));
      }),
    );
  });

  test("a key is replaced in three steps", () => {
    const sealed = oldRing.seal(Buffer.from("secret"), "test");
    assert.equal(sealingKeyId(sealed), "old");
    const resealed = bothRing.reseal(sealed, "test");
    assert.equal(sealingKeyId(resealed), "new");
    assert.equal(Buffer.from(newRing.open(resealed, "test")).toString(), "secret");
    assert.equal(bothRing.reseal(resealed, "test"), resealed);
    assert.throws(() => newRing.open(sealed, "test"), refused("crypto.unknown_key"));
  });

  test("the same data twice looks different, and is nowhere in it", () => {
    const data = Buffer.from("secret");
    assert.notDeepEqual(oldRing.seal(data, "test"), oldRing.seal(data, "test"));
    assert.equal(Buffer.from(oldRing.seal(data, "test")).includes(data), false);
  });

  test("a key of the same id that is another one is refused", () => {
    const other = new KeyRing({ keys: { old: newKey }, current: "old" });
    assert.throws(() => other.open(oldRing.seal(Buffer.from("x"), "test"), "test"), refused("crypto.damaged"));
  });

  test("wiping a key that was handed over does no harm", () => {
    const key = createSealingKey();
    const ring = new KeyRing({ keys: { a: key }, current: "a" });
    const sealed = ring.seal(Buffer.from("x"), "test");
    key.fill(0);
    assert.equal(Buffer.from(ring.open(sealed, "test")).toString(), "x");
  });

  const mistakes: Record<string, ConstructorParameters<typeof KeyRing>[0]> = {
    "no key": { keys: {}, current: "a" },
    "a current key that is not there": { keys: { a: oldKey }, current: "b" },
    "a short key": { keys: { a: oldKey.subarray(1) }, current: "a" },
    "an id with a space": { keys: { "a b": oldKey }, current: "a b" },
    "an id of nothing": { keys: { "": oldKey }, current: "" },
    "an inherited name": { keys: { a: oldKey }, current: "toString" },
  };
  for (const [name, options] of Object.entries(mistakes)) {
    test(`${name} is refused`, () => assert.throws(() => new KeyRing(options), refused("crypto.bad_key")));
  }
});
