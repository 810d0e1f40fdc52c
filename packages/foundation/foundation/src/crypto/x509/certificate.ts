// SPDX-License-Identifier: Apache-2.0

/**
 * Makes certificates for TLS between programs of one's own: the one-time ones of
 * go-plugin's AutoMTLS, and those of tests.
 *
 * A certificate library costs 100 ms and more to import, which is longer than
 * all the rest of a plugin's start. This writes the few fields such a
 * certificate has and leaves keys and signatures to `node:crypto`.
 *
 * Source: RFC 5280; the profile follows go-plugin's own certificates
 * (CN=localhost, DNS name localhost, client and server use, CA).
 *
 * @module
 */

import { generateKeyPairSync, type KeyObject, randomBytes, sign, type X509Certificate } from "node:crypto";
import {
  derBitString,
  derBoolean,
  derExplicit,
  derImplicit,
  derNamedBits,
  derNull,
  derObjectIdentifier,
  derOctetString,
  derSequence,
  derSet,
  derTime,
  derUnsigned,
  derUtf8String,
} from "./der.ts";
import { pemFromDer } from "./pem.ts";

/** go-plugin itself uses P-521; P-256 is the fastest and every peer takes it. */
export type KeyType = "P-256" | "P-384" | "P-521" | "Ed25519" | "RSA-2048" | "RSA-4096";

interface SignatureScheme {
  readonly algorithm: string;
  /** Null for an algorithm that brings its own. */
  readonly hash: string | null;
}

const signatureSchemes: Readonly<Record<KeyType, SignatureScheme>> = {
  "P-256": { algorithm: "1.2.840.10045.4.3.2", hash: "sha256" },
  "P-384": { algorithm: "1.2.840.10045.4.3.3", hash: "sha384" },
  "P-521": { algorithm: "1.2.840.10045.4.3.4", hash: "sha512" },
  Ed25519: { algorithm: "1.3.101.112", hash: null },
  "RSA-2048": { algorithm: "1.2.840.113549.1.1.11", hash: "sha256" },
  "RSA-4096": { algorithm: "1.2.840.113549.1.1.11", hash: "sha256" },
};

/** The kinds of one algorithm that differ in size. */
const rsaBits: Partial<Record<KeyType, number>> = { "RSA-2048": 2048, "RSA-4096": 4096 };

export interface CertificateOptions {
  /** Default `P-256`. */
  readonly keyType?: KeyType;
  /** Subject and, when self-signed, issuer. Default `localhost`. */
  readonly commonName?: string;
  /** DNS names in the subject alternative name. Default `["localhost"]`, which Go's TLS demands. */
  readonly dnsNames?: readonly string[];
  /** Default 30 seconds ago, for clocks that differ a little. */
  readonly notBefore?: Date;
  /** Default 30 years ahead, as go-plugin does: the key lives no longer than the process. */
  readonly notAfter?: Date;
  /** Whether it may sign other certificates. Default true: OpenSSL wants that of a trusted self-signed one. */
  readonly isAuthority?: boolean;
  /** Who signs it. Default: itself. */
  readonly issuer?: Certificate;
}

/** A certificate with its private key. */
export interface Certificate {
  readonly der: Uint8Array;
  readonly commonName: string;
  readonly keyType: KeyType;
  readonly privateKey: KeyObject;
}

interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** Makes a key pair and a certificate for it; 2 ms, with RSA-2048 a hundred times as much, with RSA-4096 a second. */
export function createCertificate(options: CertificateOptions = {}): Certificate {
  const { keyType = "P-256", commonName = "localhost", issuer } = options;
  const { publicKey, privateKey } = generateKeyPair(keyType);
  const signer = issuer ?? { keyType, privateKey, commonName };
  const { hash } = signatureSchemes[signer.keyType];
  const algorithm = algorithmIdentifier(signer.keyType);
  const tbsCertificate = derSequence(
    derExplicit(0, derUnsigned(Uint8Array.of(2))), // version 3, which allows extensions
    derUnsigned(randomBytes(16)),
    algorithm,
    distinguishedName(signer.commonName),
    validity(options),
    distinguishedName(commonName),
    publicKey.export({ type: "spki", format: "der" }),
    derExplicit(3, extensions(options)),
  );
  const signature = sign(hash, tbsCertificate, signer.privateKey);
  const der = derSequence(tbsCertificate, algorithm, derBitString(signature));
  return { der, commonName, keyType, privateKey };
}

const curves: Readonly<Record<string, KeyType>> = { prime256v1: "P-256", secp384r1: "P-384", secp521r1: "P-521" };

/**
 * The kind of a certificate's key, whoever made it.
 *
 * @returns Undefined for a kind that `createCertificate` does not make.
 */
export function keyTypeOf({ publicKey }: Pick<X509Certificate, "publicKey">): KeyType | undefined {
  const { asymmetricKeyType, asymmetricKeyDetails } = publicKey;
  switch (asymmetricKeyType) {
    case "ec":
      return curves[asymmetricKeyDetails?.namedCurve ?? ""];
    case "ed25519":
      return "Ed25519";
    case "rsa":
      return (Object.keys(rsaBits) as KeyType[]).find((type) => rsaBits[type] === asymmetricKeyDetails?.modulusLength);
    default:
      return undefined;
  }
}

/** What `node:tls` takes as `cert` and `key`. */
export function toTlsOptions({ der, privateKey }: Certificate): { cert: string; key: string } {
  return {
    cert: pemFromDer("CERTIFICATE", der),
    key: pemFromDer("PRIVATE KEY", privateKey.export({ type: "pkcs8", format: "der" })),
  };
}

// Synchronous, as an elliptic key is made faster than a thread that could make it is started.
function generateKeyPair(keyType: KeyType): KeyPair {
  if (keyType === "Ed25519") return generateKeyPairSync("ed25519");
  const modulusLength = rsaBits[keyType];
  if (modulusLength !== undefined) return generateKeyPairSync("rsa", { modulusLength });
  return generateKeyPairSync("ec", { namedCurve: keyType });
}

const organizationName = "2.5.4.10";
const commonNameType = "2.5.4.3";

function distinguishedName(commonName: string): Buffer {
  const attribute = (type: string, text: string): Buffer =>
    derSet(derSequence(derObjectIdentifier(type), derUtf8String(text)));
  return derSequence(attribute(organizationName, "Provide Foundry"), attribute(commonNameType, commonName));
}

function validity({ notBefore, notAfter }: CertificateOptions): Buffer {
  const now = Date.now();
  const start = notBefore ?? new Date(now - 30_000);
  const end = notAfter ?? new Date(new Date(now).setUTCFullYear(new Date(now).getUTCFullYear() + 30));
  return derSequence(derTime(start), derTime(end));
}

/** Bits of the key usage extension, RFC 5280 4.2.1.3. */
const keyUsage = { digitalSignature: 0, keyEncipherment: 2, keyAgreement: 4, keyCertSign: 5 } as const;

function extensions({ dnsNames = ["localhost"], isAuthority = true }: CertificateOptions): Buffer {
  const { keyCertSign, ...leafUsage } = keyUsage;
  const usage = isAuthority ? [...Object.values(leafUsage), keyCertSign] : Object.values(leafUsage);
  return derSequence(
    extension("2.5.29.15", true, derNamedBits(usage)),
    extension(
      "2.5.29.37",
      false,
      derSequence(derObjectIdentifier("1.3.6.1.5.5.7.3.2"), derObjectIdentifier("1.3.6.1.5.5.7.3.1")),
    ),
    extension("2.5.29.19", true, isAuthority ? derSequence(derBoolean(true)) : derSequence()),
    extension("2.5.29.17", false, derSequence(...dnsNames.map((name) => derImplicit(2, Buffer.from(name, "latin1"))))),
  );
}

function extension(id: string, isCritical: boolean, value: Uint8Array): Buffer {
  const content = derOctetString(value);
  return isCritical
    ? derSequence(derObjectIdentifier(id), derBoolean(true), content)
    : derSequence(derObjectIdentifier(id), content);
}

function algorithmIdentifier(keyType: KeyType): Buffer {
  const algorithm = derObjectIdentifier(signatureSchemes[keyType].algorithm);
  // Only RSA's identifier has parameters, which are null.
  return keyType in rsaBits ? derSequence(algorithm, derNull()) : derSequence(algorithm);
}
