// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";
import { certificateDerFromPem, pemFromDer, toRawBase64 } from "./pem.ts";

test("PEM has lines of 64 columns and no empty one, whatever the length", () => {
  for (let size = 1; size < 200; size++) {
    const lines = pemFromDer("CERTIFICATE", Buffer.alloc(size, 0xa5)).split("\n");
    assert.equal(lines.at(-1), "", "ends with a newline");
    const body = lines.slice(1, -2);
    assert.ok(
      body.every((line) => line.length > 0 && line.length <= 64),
      `${size} bytes`,
    );
    assert.equal(body.join("").length % 4, 0, "is padded");
  }
});

test("PEM gives back its bytes", () => {
  for (let size = 1; size < 200; size++) {
    const der = Buffer.alloc(size, 0xa5);
    assert.deepEqual(certificateDerFromPem(pemFromDer("CERTIFICATE", der)), der);
  }
});

test("the certificate is found among other text, with any line ends", () => {
  const pem = `subject=x\r\n${pemFromDer("CERTIFICATE", Buffer.from("abc")).replaceAll("\n", "\r\n")}`;
  assert.equal(certificateDerFromPem(pem)?.toString(), "abc");
  assert.equal(certificateDerFromPem(pemFromDer("PRIVATE KEY", Buffer.from("abc"))), undefined);
  assert.equal(certificateDerFromPem("MIIB"), undefined);
});

test("the handshake line's base64 has no padding", () => {
  assert.equal(toRawBase64(Buffer.from("a")), "YQ");
  assert.equal(toRawBase64(Uint8Array.of(0xfb, 0xff)), "+/8");
});
