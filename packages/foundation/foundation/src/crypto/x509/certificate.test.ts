// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { suite, test } from "node:test";
import * as tls from "node:tls";
import { createCertificate, keyTypeOf, type KeyType, toTlsOptions } from "./certificate.ts";

const keyTypes: Record<KeyType, { type: string; detail: string | number | undefined }> = {
  "P-256": { type: "ec", detail: "prime256v1" },
  "P-384": { type: "ec", detail: "secp384r1" },
  "P-521": { type: "ec", detail: "secp521r1" },
  Ed25519: { type: "ed25519", detail: undefined },
  "RSA-2048": { type: "rsa", detail: 2048 },
  "RSA-4096": { type: "rsa", detail: 4096 },
};

suite("createCertificate", () => {
  for (const [keyType, want] of Object.entries(keyTypes) as [KeyType, (typeof keyTypes)[KeyType]][]) {
    test(`${keyType}: signed by itself, with that key`, async () => {
      const certificate = createCertificate({ keyType });
      const read = new X509Certificate(certificate.der);
      const { asymmetricKeyType, asymmetricKeyDetails } = read.publicKey;
      assert.equal(asymmetricKeyType, want.type);
      assert.equal(asymmetricKeyDetails?.namedCurve ?? asymmetricKeyDetails?.modulusLength, want.detail);
      assert.equal(keyTypeOf(read), keyType);
      assert.ok(read.verify(read.publicKey));
      assert.ok(read.checkIssued(read));
      assert.ok(read.checkPrivateKey(certificate.privateKey));
      tls.createSecureContext(toTlsOptions(certificate));
    });
  }

  test("a key of another kind has no name", () => {
    assert.equal(keyTypeOf(generateKeyPairSync("rsa", { modulusLength: 1024 })), undefined);
    assert.equal(keyTypeOf(generateKeyPairSync("ec", { namedCurve: "secp256k1" })), undefined);
    assert.equal(keyTypeOf(generateKeyPairSync("ed448")), undefined);
  });

  test("has the fields of go-plugin's certificates", async () => {
    const read = new X509Certificate(createCertificate().der);
    assert.equal(read.subject, "O=Provide Foundry\nCN=localhost");
    assert.equal(read.issuer, read.subject);
    assert.equal(read.subjectAltName, "DNS:localhost");
    assert.equal(read.checkHost("localhost"), "localhost");
    assert.equal(read.ca, true);
    assert.deepEqual(read.keyUsage.toSorted(), ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
  });

  test("is valid from half a minute ago, for 30 years", async () => {
    const before = Date.now();
    const { validFrom, validTo } = new X509Certificate(createCertificate().der);
    const ageMs = before - Date.parse(validFrom);
    assert.ok(ageMs > 25_000 && ageMs < 35_000, `${ageMs} ms`);
    assert.equal(new Date(validTo).getUTCFullYear(), new Date(before).getUTCFullYear() + 30);
  });

  test("can be signed by another, over kinds of keys", async () => {
    const issuer = createCertificate({ keyType: "P-384", commonName: "issuer" });
    const leaf = createCertificate({ keyType: "Ed25519", isAuthority: false, issuer });
    const [readIssuer, readLeaf] = [new X509Certificate(issuer.der), new X509Certificate(leaf.der)];
    assert.ok(readLeaf.checkIssued(readIssuer));
    assert.ok(readLeaf.verify(readIssuer.publicKey));
    assert.equal(readLeaf.ca, false);
  });

  test("has another serial number each time", async () => {
    const [one, other] = [createCertificate(), createCertificate()];
    assert.notEqual(new X509Certificate(one.der).serialNumber, new X509Certificate(other.der).serialNumber);
  });

  // The length of a signature varies, and with it whether base64 is padded and where its last line ends.
  test("every one of many is taken by OpenSSL", async () => {
    for (let i = 0; i < 100; i++) tls.createSecureContext(toTlsOptions(createCertificate()));
  });
});
