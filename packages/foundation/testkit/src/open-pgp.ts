// SPDX-License-Identifier: Apache-2.0

import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";

/** Signs as the authors of providers do. The key is new each time and protects nothing. */
export interface OpenPgpSigner {
  /** 16 hexadecimal digits. */
  readonly keyId: string;
  /** With its armour. */
  readonly publicKey: string;
  /** A detached signature, in binary. */
  sign(data: Uint8Array): Buffer;
}

/** Source: RFC 4880, sections 4.2 (packets), 5.2.3 (signatures), 5.5.2 (keys), 6 (armour), 12.2 (fingerprints). */
export function createOpenPgpSigner(): OpenPgpSigner {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = publicKeyBody(publicKey);
  const hashedKey = Buffer.concat([Buffer.of(0x99), uint16(key.length), key]);
  const fingerprint = createHash("sha1").update(hashedKey).digest();
  const user = Buffer.from("Test <test@example.com>");
  const hashedUser = Buffer.concat([Buffer.of(0xb4), uint32(user.length), user]);
  const makeSignature = (type: number, data: Uint8Array): Buffer =>
    packet(2, signatureBody(type, data, fingerprint, privateKey));
  const [binary, certification] = [0x00, 0x13];
  const keyRing = [
    packet(6, key),
    packet(13, user),
    makeSignature(certification, Buffer.concat([hashedKey, hashedUser])),
  ];
  return {
    keyId: fingerprint.subarray(-8).toString("hex").toUpperCase(),
    publicKey: armour("PUBLIC KEY BLOCK", Buffer.concat(keyRing)),
    sign: (data) => makeSignature(binary, data),
  };
}

const rsa = 1;
const sha256 = 8;

/** In the past, as keys have to be. */
const createdSeconds = Date.UTC(2026, 0, 1) / 1_000;

function publicKeyBody(key: KeyObject): Buffer {
  const { n, e } = key.export({ format: "jwk" });
  return Buffer.concat([Buffer.of(4), uint32(createdSeconds), Buffer.of(rsa), mpi(n!), mpi(e!)]);
}

function signatureBody(type: number, data: Uint8Array, fingerprint: Buffer, privateKey: KeyObject): Buffer {
  const created = subpacket(2, uint32(createdSeconds));
  const issuer = subpacket(33, Buffer.concat([Buffer.of(4), fingerprint]));
  const mayCertifyAndSign = subpacket(27, Buffer.of(0x03));
  const hashed = Buffer.concat([created, issuer, mayCertifyAndSign]);
  const head = Buffer.concat([Buffer.of(4, type, rsa, sha256), uint16(hashed.length), hashed]);
  const signed = Buffer.concat([data, head, Buffer.of(4, 0xff), uint32(head.length)]);
  const unhashed = subpacket(16, fingerprint.subarray(-8));
  const firstBytes = createHash("sha256").update(signed).digest().subarray(0, 2);
  const signature = sign("sha256", signed, privateKey).toString("base64url");
  return Buffer.concat([head, uint16(unhashed.length), unhashed, firstBytes, mpi(signature)]);
}

function packet(tag: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.of(0xc0 | tag, 0xff), uint32(body.length), body]);
}

function subpacket(type: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.of(body.length + 1, type), body]);
}

/** A number of any size: its length in bits, and its bytes without zeros in front. */
function mpi(base64url: string): Buffer {
  const bytes = Buffer.from(base64url, "base64url");
  const value = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
  return Buffer.concat([uint16(value.length * 8 - Math.clz32(value[0]!) + 24), value]);
}

function armour(title: string, data: Buffer): string {
  const lines = data.toString("base64").match(/.{1,64}/g) ?? [];
  return [`-----BEGIN PGP ${title}-----`, "", ...lines, `=${checksum(data)}`, `-----END PGP ${title}-----`, ""].join(
    "\n",
  );
}

function checksum(data: Buffer): string {
  let crc = 0xb704ce;
  for (const byte of data) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc & 0x800000 ? 0x1864cfb : 0);
  }
  return Buffer.of((crc >> 16) & 0xff, (crc >> 8) & 0xff, crc & 0xff).toString("base64");
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
