// SPDX-License-Identifier: Apache-2.0

/**
 * A registry of providers on this machine, as Terraform's and OpenTofu's own.
 *
 * Source: "Provider Registry Protocol" and "Remote Service Discovery" of Terraform's documentation.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { detectPlatform } from "@provide-foundry/foundation/platform";
import { closeServer } from "./close-server.ts";
import { createOpenPgpSigner, type OpenPgpSigner } from "./open-pgp.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import { createTlsMaterial } from "./tls-material.ts";
import { zipArchive } from "./zip-archive.ts";

/** One version of a provider. */
export interface PublishedProvider {
  /** The program and what lies beside it, by name; the program's begins with `terraform-provider-TYPE`. All executable. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Versions of the plugin protocol: `["6.0"]` unless told. */
  readonly protocols?: readonly string[];
  /** What is wrong with it, for tests of who installs it: nothing unless told. */
  readonly fault?: "checksum" | "signature";
}

export interface FakeRegistryOptions {
  /** By address without the host, then by version: `{ "example/notes": { "1.0.0": { files } } }`. For this platform. */
  readonly providers: Readonly<Record<string, Readonly<Record<string, PublishedProvider>>>>;
}

export interface FakeRegistry extends AsyncDisposable {
  /** The host in addresses of providers: `localhost:PORT`. */
  readonly host: string;
  /** For Terraform and other programs: makes them trust this registry, on Linux. */
  readonly env: Readonly<Record<"SSL_CERT_FILE", string>>;
  /** The certificate that a client of a test is to trust. */
  readonly ca: string;
  /** The paths that were asked for, in order. */
  readonly requests: readonly string[];
}

/**
 * Starts a registry, which signs what it has.
 *
 * @example
 * await using registry = await startFakeRegistry({ providers: { "example/notes": { "1.0.0": { files } } } });
 * await using project = TerraformProject.create({
 *   registry,
 *   files: { "main.tf": `terraform { required_providers { notes = { source = "${registry.host}/example/notes" } } }` },
 * });
 * await project.run("init");
 */
export async function startFakeRegistry({ providers }: FakeRegistryOptions): Promise<FakeRegistry> {
  const tls = createTlsMaterial();
  const signer = createOpenPgpSigner();
  const requests: string[] = [];
  const pages = new Map<string, string | Buffer>([
    ["/.well-known/terraform.json", JSON.stringify({ "providers.v1": "/v1/providers/" })],
  ]);
  for (const [address, versions] of Object.entries(providers)) publish(pages, signer, address, versions);

  const server = createServer(tls.server, (request, response) => {
    requests.push(request.url!);
    const page = pages.get(request.url!);
    if (page === undefined) response.writeHead(404).end();
    else response.writeHead(200, typeof page === "string" ? { "content-type": "application/json" } : {}).end(page);
  });
  const directory = temporaryDirectory();
  directory.write({ "ca.pem": tls.ca });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    host: `localhost:${(server.address() as AddressInfo).port}`,
    env: { SSL_CERT_FILE: path.join(directory.path, "ca.pem") },
    ca: tls.ca,
    requests,
    async [Symbol.asyncDispose]() {
      directory[Symbol.dispose]();
      await closeServer(server);
    },
  };
}

function publish(
  pages: Map<string, string | Buffer>,
  signer: OpenPgpSigner,
  address: string,
  versions: FakeRegistryOptions["providers"][string],
): void {
  const { os, arch, terraformName } = detectPlatform();
  const base = `/v1/providers/${address}`;
  const list = Object.entries(versions).map(([version, { protocols = ["6.0"] }]) => {
    return { version, protocols, platforms: [{ os, arch }] };
  });
  pages.set(`${base}/versions`, JSON.stringify({ versions: list }));

  for (const [version, { files, protocols = ["6.0"], fault }] of Object.entries(versions)) {
    const filename = `terraform-provider-${address.split("/").at(-1)}_${version}_${terraformName}.zip`;
    const folder = `${base}/${version}/files`;
    const archive = zipArchive(files);
    const shasum = createHash("sha256")
      .update(fault === "checksum" ? "" : archive)
      .digest("hex");
    const sums = Buffer.from(`${shasum}  ${filename}\n`);
    pages.set(`${folder}/${filename}`, archive);
    pages.set(`${folder}/SHA256SUMS`, sums);
    pages.set(`${folder}/SHA256SUMS.sig`, signer.sign(fault === "signature" ? Buffer.alloc(0) : sums));
    const download = {
      protocols,
      os,
      arch,
      filename,
      download_url: `${folder}/${filename}`,
      shasums_url: `${folder}/SHA256SUMS`,
      shasums_signature_url: `${folder}/SHA256SUMS.sig`,
      shasum,
      signing_keys: { gpg_public_keys: [{ key_id: signer.keyId, ascii_armor: signer.publicKey }] },
    };
    pages.set(`${base}/${version}/download/${os}/${arch}`, JSON.stringify(download));
  }
}
