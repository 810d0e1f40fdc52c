// SPDX-License-Identifier: Apache-2.0

// For those who write a plugin.
export { type Handshake, TerraformHandshake } from "./handshake.ts";
export { servePlugin, type ServePluginOptions } from "./serve-plugin.ts";
export { debugPlugin, type DebugPluginOptions } from "./debug-plugin.ts";
export { formatReattach, type Reattach } from "./reattach.ts";
export type { PluginContext, ServiceLoader } from "./plugin-server.ts";
export { type CallContext, type Handler, implementService, type Service, type ServiceImpl } from "./grpc/service.ts";
export { GrpcError, type GrpcErrorOptions } from "./grpc/grpc-error.ts";
export { Status, statusName } from "./grpc/status.ts";
export { Metadata, type MetadataValue } from "./grpc/metadata.ts";
export { PluginError } from "./plugin-error.ts";

// For those who use one.
export { Plugin, startPlugin, type StartPluginOptions } from "./start-plugin.ts";
export type { Exit } from "./plugin-program.ts";
export { formatPluginLogEntry, type PluginLogEntry, type PluginLogLevel, PluginLogReader } from "./plugin-log.ts";
export {
  connectPlugin,
  type ConnectPluginOptions,
  type OutputHandler,
  PluginConnection,
  type PluginConnectionOptions,
} from "./connect-plugin.ts";
export { reattachPlugin, type ReattachPluginOptions } from "./reattach-plugin.ts";
export { parseReattach } from "./parse-reattach.ts";
export type { CallOptions, ClientMethod, GrpcClient } from "./grpc/service.ts";

// For both, and for other transports.
export { Broker, type BrokerServer } from "./broker.ts";
export { CapturedOutput } from "./captured-output.ts";
export { dial, type DialOptions, openChannel, type OpenChannelOptions } from "./dial.ts";
export { type ChannelOptions, GrpcChannel } from "./grpc/channel.ts";
export { createClient } from "./grpc/client.ts";
export { GrpcServer, type GrpcServerOptions, type LazyServices } from "./grpc/server.ts";
export {
  type Endpoint,
  formatHandshakeLine,
  type HandshakeLine,
  negotiateVersion,
  parseHandshakeLine,
  type SocketNetwork,
} from "./handshake.ts";
export { listen, type Listener, type ListenOptions } from "./listen.ts";
export type { Multiplexer, MultiplexerOptions, OpenMultiplexer } from "./multiplexer.ts";
export type { MutualTls } from "./mutual-tls.ts";
export { type Environment, type PluginEnvironment, readPluginEnvironment } from "./plugin-environment.ts";
export { PluginServer, type PluginServerOptions } from "./plugin-server.ts";
export { installStdoutGuard, type StdoutGuard } from "./stdout-guard.ts";
export { socketTransport, type Transport } from "./transport.ts";
export {
  type Certificate,
  type CertificateOptions,
  createCertificate,
  type KeyType,
  keyTypeOf,
} from "@provide-foundry/foundation/crypto/x509";
