// SPDX-License-Identifier: Apache-2.0

export { CryptoError } from "./crypto-error.ts";
export { hashFile, type HashAlgorithm } from "./hash-file.ts";
export { createSealingKey, KeyRing, sealingKeyId, type KeyRingOptions } from "./key-ring.ts";
export { createSigningKeys, type PrivateKey, type PublicKey, type SigningKeys } from "./keys.ts";
export { sign, signPackage, verify, verifyPackage } from "./sign.ts";
