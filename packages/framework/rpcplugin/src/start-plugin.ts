// SPDX-License-Identifier: Apache-2.0

/**
 * Starts a plugin's program and connects to it, as go-plugin's hosts do.
 *
 * Source: go-plugin 1.7, client.go.
 *
 * @module
 */

import { X509Certificate } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { createLogger, type Logger } from "@provide-foundry/foundation";
import { type Certificate, createCertificate, type KeyType, pemFromDer } from "@provide-foundry/foundation/crypto/x509";
import { connectPlugin, type OutputHandler, type PluginConnection } from "./connect-plugin.ts";
import { type Endpoint, type Handshake, type HandshakeLine, parseHandshakeLine } from "./handshake.ts";
import type { MutualTls } from "./mutual-tls.ts";
import type { Environment } from "./plugin-environment.ts";
import { PluginError } from "./plugin-error.ts";
import { PluginLogRelay } from "./plugin-log-relay.ts";
import { type Exit, PluginProgram } from "./plugin-program.ts";
import { socketTransport, type Transport } from "./transport.ts";

export interface StartPluginOptions {
  readonly command: string;
  readonly args?: readonly string[];
  /** The plugin's whole environment, to which the handshake's variables are added. Default: nothing else. */
  readonly env?: Environment;
  /** Default: this process's. */
  readonly cwd?: string;
  readonly handshake: Handshake;
  /** The versions of the application's protocol that the host can speak. */
  readonly versions: readonly number[];
  /** The kind of key for mutual TLS; `"none"` leaves the connection unencrypted. Default `"P-256"`. */
  readonly tls?: KeyType | "none";
  /** Lets the broker's connections share the main one, as hosts need to whose plugins can be reached at one address only. Default: false. */
  readonly multiplex?: boolean;
  /** How the plugin is reached. It has to have the same. Default: sockets. */
  readonly transport?: Transport;
  /** From start to handshake line. Default 60,000. */
  readonly startTimeoutMs?: number;
  /** For one message from the plugin. Default 256 MiB. */
  readonly maxMessageBytes?: number;
  /** What the plugin's code prints. Default: it is dropped. */
  readonly onOutput?: OutputHandler;
  /** The lines of the plugin's stderr, which are its logs; one of more than 64 KiB in parts. Default: they are dropped. */
  readonly onLog?: (line: string) => void;
  /**
   * Takes what the plugin logs, each entry at its level with its fields and under the name of its module, and the lines
   * that its code prints. Default: they are dropped.
   */
  readonly pluginLogger?: Logger;
  /** What the host itself has to say. Default: warnings, to stderr. */
  readonly logger?: Logger;
}

/** How long a plugin that was asked to end may take. */
const shutdownMs = 2_000;

/**
 * Starts a plugin.
 *
 * @throws PluginError `plugin.start`, `plugin.handshake` or `plugin.connect`; the program is not left running.
 */
export async function startPlugin(options: StartPluginOptions): Promise<Plugin> {
  const { command, args = [], env = {}, cwd, tls: keyType = "P-256", startTimeoutMs = 60_000 } = options;
  const logger = options.logger ?? createLogger({ name: "plugin-host", level: "warn" });
  const relay = options.pluginLogger && new PluginLogRelay(options.pluginLogger);
  const own = keyType === "none" ? undefined : createCertificate({ keyType });
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "plugin-host"));
  const { transport = socketTransport({ directory }) } = options;
  const program = new PluginProgram({
    command,
    args,
    env: { ...env, ...handshakeEnvironment(options, own, directory) },
    cwd,
    onLog(line, entry) {
      options.onLog?.(line);
      relay?.log(entry);
    },
  });
  void program.exited.then(() => fs.rmSync(directory, { recursive: true, force: true }));
  try {
    const firstLine = await program.readFirstLine(startTimeoutMs);
    const line = parseHandshakeLine(firstLine, options.versions, transport.networks);
    void program.exited.then(() => removeSocket(line));
    const connection = await connectPlugin({
      endpoint: line,
      version: line.version,
      tls: mutualTls(own, line),
      transport,
      multiplex: checkMultiplexing(options, line),
      maxMessageBytes: options.maxMessageBytes,
      onOutput(stream, data) {
        options.onOutput?.(stream, data);
        relay?.print(stream, data);
      },
      logger,
    });
    if (relay) connection.channel.onClose(() => relay.end());
    return new Plugin(program, line, connection, logger);
  } catch (error) {
    await program.kill();
    throw error instanceof PluginError ? await program.withLastWords(error) : error;
  }
}

/** A plugin that runs. Has to be closed. */
export class Plugin implements AsyncDisposable {
  /** Where it listens. */
  readonly endpoint: Endpoint;
  readonly connection: PluginConnection;
  readonly #program: PluginProgram;
  readonly #logger: Logger;

  constructor(program: PluginProgram, endpoint: Endpoint, connection: PluginConnection, logger: Logger) {
    this.#program = program;
    this.endpoint = endpoint;
    this.#logger = logger;
    this.connection = connection;
  }

  get pid(): number {
    return this.#program.pid!; // it runs
  }

  /** How the program ended, once it has. */
  get exited(): Promise<Exit> {
    return this.#program.exited;
  }

  /**
   * What explains a call that failed because the connection is gone: how the program ended, with its last words.
   *
   * @returns Undefined if the program still runs.
   */
  explainLoss(): Promise<PluginError | undefined> {
    return this.#program.explainEnd();
  }

  /** Asks the plugin to end, and ends it if that takes more than two seconds. */
  async close(): Promise<void> {
    const timer = setTimeout(() => {
      this.#logger.warn("the plugin did not end when it was asked to, and is killed", {
        command: this.#program.command,
        pid: this.pid,
        waited_ms: shutdownMs,
      });
      void this.#program.kill();
    }, shutdownMs);
    this.connection.broker.close();
    await this.connection.shutdown(shutdownMs);
    this.connection.close();
    await this.exited;
    clearTimeout(timer);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function handshakeEnvironment(
  { handshake, versions, multiplex }: StartPluginOptions,
  own: Certificate | undefined,
  directory: string,
): Record<string, string> {
  return {
    [handshake.cookieKey]: handshake.cookieValue,
    PLUGIN_PROTOCOL_VERSIONS: versions.join(","),
    PLUGIN_MIN_PORT: "10000",
    PLUGIN_MAX_PORT: "25000",
    PLUGIN_UNIX_SOCKET_DIR: directory,
    ...(multiplex && { PLUGIN_MULTIPLEX_GRPC: "true" }),
    ...(own && { PLUGIN_CLIENT_CERT: pemFromDer("CERTIFICATE", own.der) }),
  };
}

/** A plugin that is killed leaves its socket behind, which lies elsewhere if it does not heed the host's directory. */
function removeSocket({ network, address }: Endpoint): void {
  if (network !== "unix") return;
  try {
    if (fs.lstatSync(address).isSocket()) fs.unlinkSync(address);
  } catch {
    // It is gone, as it should be, or not ours.
  }
}

/** @throws PluginError `plugin.handshake` when only one side has a certificate, or the plugin's is none. */
function mutualTls(own: Certificate | undefined, { certificate }: HandshakeLine): MutualTls | undefined {
  if (own && certificate) return { own, peer: readCertificate(certificate) };
  if (!own && !certificate) return undefined;
  throw new PluginError(own ? "the plugin does not encrypt its connection" : "the plugin demands mutual TLS", {
    code: "plugin.handshake",
    hint: own ? "Use a version of the plugin that can, or a host that does not ask for it." : "Let the host offer it.",
  });
}

/** @throws PluginError `plugin.handshake` when the plugin cannot do what it was asked for. */
function checkMultiplexing({ multiplex = false }: StartPluginOptions, line: HandshakeLine): boolean {
  if (!multiplex || line.multiplex) return multiplex;
  throw new PluginError("the plugin cannot multiplex the broker's connections", {
    code: "plugin.handshake",
    hint: "Leave multiplexing off, or use a plugin that was made with go-plugin 1.6 or later, or with this package.",
  });
}

function readCertificate(der: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch (cause) {
    throw new PluginError("the plugin's certificate cannot be read", {
      code: "plugin.handshake",
      hint: "Use versions of plugin and host that fit each other.",
      cause,
    });
  }
}
