// SPDX-License-Identifier: Apache-2.0

export {
  createCertificate,
  keyTypeOf,
  toTlsOptions,
  type Certificate,
  type CertificateOptions,
  type KeyType,
} from "./certificate.ts";
export { certificateDerFromPem, pemFromDer, toRawBase64 } from "./pem.ts";
