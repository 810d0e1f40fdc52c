// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import * as fs from "node:fs";
import path from "node:path";
import { suite, test, type TestContext } from "node:test";
import { captureLogs, type TemporaryDirectory, temporaryDirectory } from "@provide-foundry/testkit";
import type { KeyType } from "@provide-foundry/foundation/crypto/x509";
import { createClient } from "./grpc/client.ts";
import { GrpcError } from "./grpc/grpc-error.ts";
import { Status } from "./grpc/status.ts";
import { PluginError } from "./plugin-error.ts";
import { startPlugin, type StartPluginOptions } from "./start-plugin.ts";
import { abstractTransport } from "./testing/abstract-transport.ts";
import { echoHandshake } from "./testing/echo-handshake.ts";
import { Echo } from "./testing/echo-service.ts";
import { programPath } from "./testing/plugin-process.ts";

const echo: StartPluginOptions = {
  command: process.execPath,
  args: [programPath("echo-plugin")],
  handshake: echoHandshake,
  versions: [5, 7],
};

/** A Node program in one line. */
function program(source: string): StartPluginOptions {
  return { ...echo, args: ["-e", source] };
}

/** What this process makes among temporary files is in the directory, until the test ends. */
function ownTemporaryFiles(t: TestContext): TemporaryDirectory {
  const { TMPDIR } = process.env;
  t.after(() => (TMPDIR === undefined ? delete process.env["TMPDIR"] : (process.env["TMPDIR"] = TMPDIR)));
  const directory = temporaryDirectory();
  process.env["TMPDIR"] = directory.path;
  return directory;
}

suite("startPlugin", () => {
  const keys: readonly (KeyType | "none")[] = ["P-256", "P-384", "P-521", "RSA-2048", "Ed25519", "none"];
  for (const tls of keys) {
    test(`R03 with the key ${tls}: starts, talks, ends`, async () => {
      const plugin = await startPlugin({ ...echo, tls });
      const { connection } = plugin;
      assert.equal(connection.version, 5);
      await connection.ping();
      assert.equal((await connection.client(Echo).say({ text: "hi" })).text, "hi");
      await plugin.close();
      assert.deepEqual(await plugin.exited, { code: 0, signal: null });
    });
  }

  test("shares its one connection with the broker when asked to", async () => {
    const plugin = await startPlugin({ ...echo, multiplex: true });
    const { connection } = plugin;
    assert.equal((await connection.client(Echo).say({ text: "hi" })).text, "hi");
    await connection.broker.accept(connection.broker.nextId(), []);
    await plugin.close();
    assert.deepEqual(await plugin.exited, { code: 0, signal: null });
  });

  test("Z03 over a transport of somebody else's", { skip: process.platform !== "linux" }, async () => {
    const plugin = await startPlugin({ ...echo, args: [programPath("abstract-plugin")], transport: abstractTransport });
    const { connection } = plugin;
    assert.equal((await connection.client(Echo).say({ text: "hi" })).text, "hi");
    const channel = await connection.broker.dial(1);
    assert.equal((await createClient(Echo, channel).say({ text: "brokered" })).text, "brokered");
    channel.close();
    await plugin.close();
    assert.deepEqual(await plugin.exited, { code: 0, signal: null });
    await assert.rejects(startPlugin({ ...echo, args: [programPath("abstract-plugin")] }), {
      code: "plugin.handshake",
      message: /the plugin listens on "abstract"/,
    });
  });

  test("R05 64 MiB there and back over mutual TLS", async () => {
    await using plugin = await startPlugin(echo);
    const data = Buffer.alloc(64 * 1024 * 1024, "0123456789abcdef");
    const answer = await plugin.connection.client(Echo).say({ data });
    assert.ok(data.equals(answer.data));
  });

  test("hands on what the plugin prints and logs", async () => {
    const output: string[] = [];
    const logs: string[] = [];
    const plugin = await startPlugin({
      ...echo,
      args: [programPath("noisy-plugin")],
      versions: [3],
      onOutput: (stream, data) => output.push(`${stream} ${Buffer.from(data).toString()}`),
      onLog: (line) => logs.push(line),
    });
    await plugin.connection
      .client(Echo)
      .say({ text: "not found" })
      .catch(() => {});
    await plugin.close();
    assert.ok(output.includes("stdout written at import\n"));
    assert.ok(output.includes("stderr an error at import\n"));
    assert.ok(logs.some((line) => JSON.parse(line)["@message"] === "a call failed"));
  });

  test("F03 passes on what the plugin logs and prints to a logger", async () => {
    const logs = captureLogs();
    const plugin = await startPlugin({
      ...echo,
      args: [programPath("noisy-plugin")],
      versions: [3],
      pluginLogger: logs.logger,
    });
    await assert.rejects(plugin.connection.client(Echo).say({ text: "not found" }));
    await plugin.close();
    const find = (message: string): unknown => logs.entries.find((entry) => entry.message === message);
    const failed = find("a call failed") as (typeof logs.entries)[number];
    assert.deepEqual([failed.level, failed.logger, failed.fields["path"]], ["debug", "test.noisy", "/test.Echo/Say"]);
    const printed = find("written at import") as (typeof logs.entries)[number];
    assert.deepEqual([printed.level, printed.logger, printed.fields], ["info", "test", { stream: "stdout" }]);
    assert.ok(find("in a call: not found"));
  });

  test("a plugin that logs for ever without an end of line fills no memory", async () => {
    const lengths: number[] = [];
    const source = `const text = "x".repeat(2 ** 20);
      const write = (left) => (left > 0 ? process.stderr.write(text, () => write(left - 1)) : process.exit(3));
      write(20);`;
    const starting = startPlugin({ ...program(source), onLog: (line) => lengths.push(line.length) });
    await assert.rejects(starting, (error: Error) => {
      assert.match(error.message, /ended with code 3 before it introduced itself; its last words:\nx{500}\.\.\./);
      assert.ok(error.message.length < 4_000);
      return true;
    });
    assert.equal(
      lengths.reduce((sum, length) => sum + length),
      20 * 2 ** 20,
    );
    assert.ok(Math.max(...lengths) <= 2 ** 17, `${Math.max(...lengths)}`);
  });

  test("a crash is quoted from where it begins, and what was logged before it is readable", async () => {
    const trace = Array.from({ length: 60 }, (_, index) => `goroutine ${index}`).join("\\n");
    const crash = program(`console.error("panic: assignment to nil map\\n\\n${trace}"); process.exitCode = 2`);
    await assert.rejects(startPlugin(crash), (error: Error) => {
      assert.match(error.message, /its last words:\npanic: assignment to nil map\n\ngoroutine 0\n/);
      assert.ok(error.message.endsWith("goroutine 17"));
      return true;
    });
    const entry = { "@level": "error", "@message": "no licence", "@module": "acme", "@timestamp": "x", path: "/a b" };
    const quiet = program(`console.error(${JSON.stringify(JSON.stringify(entry))}); process.exitCode = 2`);
    await assert.rejects(startPlugin(quiet), { message: /its last words:\n\[error\] acme: no licence path="\/a b"$/ });
  });

  test("Y06 lets nobody else in, and leaves nothing behind", async (t) => {
    using directory = ownTemporaryFiles(t);
    const plugin = await startPlugin(echo);
    const [own, ...others] = fs.readdirSync(directory.path, { recursive: true, encoding: "utf8" });
    const modeOf = (name: string): string => (fs.statSync(path.join(directory.path, name)).mode & 0o777).toString(8);
    assert.equal(modeOf(own!), "700");
    assert.deepEqual(others.map(modeOf), ["600"], "the plugin's socket, in the directory of the host");
    await plugin.close();
    await assert.rejects(startPlugin(program("process.exit(3)")));
    assert.deepEqual(fs.readdirSync(directory.path), []);
  });

  test("Y06 a plugin that leaks its socket leaves nothing behind either: one that dies, or has to be killed", async (t) => {
    using directory = ownTemporaryFiles(t);
    for (const signal of ["SIGKILL", "SIGSTOP"] as const) {
      const plugin = await startPlugin(echo);
      const files = fs.readdirSync(directory.path, { recursive: true });
      assert.equal(files.length, 2, "the host's directory, and the socket in it");
      process.kill(plugin.pid, signal);
      await plugin.close();
      assert.deepEqual(fs.readdirSync(directory.path), []);
    }
  });

  test("tells calls when the plugin dies", async () => {
    await using plugin = await startPlugin(echo);
    const call = plugin.connection.client(Echo).say({ text: "hang" });
    process.kill(plugin.pid, "SIGKILL");
    await assert.rejects(call, (error) => error instanceof GrpcError && error.code === Status.UNAVAILABLE);
    assert.deepEqual(await plugin.exited, { code: null, signal: "SIGKILL" });
  });

  test("kills a plugin that does not end when asked", async () => {
    const plugin = await startPlugin(echo);
    process.kill(plugin.pid, "SIGSTOP");
    await plugin.close();
    assert.deepEqual(await plugin.exited, { code: null, signal: "SIGKILL" });
  });

  test("Y06 a plugin that ignores Shutdown and leaks its socket: the log says so, and the socket is removed", async () => {
    using directory = temporaryDirectory();
    const socket = path.join(directory.path, "leaked");
    const listening = `() => console.log("1|5|unix|${socket}|grpc|")`;
    const source = `require("node:net").createServer(() => {}).listen(${JSON.stringify(socket)}, ${listening})`;
    const logs = captureLogs();
    const plugin = await startPlugin({ ...program(source), tls: "none", logger: logs.logger });
    assert.ok(fs.existsSync(socket));
    await plugin.close();
    assert.deepEqual(await plugin.exited, { code: null, signal: "SIGKILL" });
    assert.equal(fs.existsSync(socket), false);
    const warnings = logs.entries.filter(({ level }) => level === "warn");
    assert.deepEqual(
      warnings.map(({ message }) => message),
      ["the plugin did not end when it was asked to, and is killed"],
    );
  });

  test("a file that a plugin gives for its socket is left alone", async () => {
    using directory = temporaryDirectory();
    directory.write({ precious: "content" });
    const file = path.join(directory.path, "precious");
    const source = `console.log("1|5|unix|${file}|grpc|"); setTimeout(() => {}, 60000)`;
    await assert.rejects(startPlugin({ ...program(source), tls: "none" }), { code: "plugin.connect" });
    assert.equal(fs.readFileSync(file, "utf8"), "content");
  });

  const failures: Record<string, { options: StartPluginOptions; code: string; message: RegExp }> = {
    "a program that does not exist": {
      options: { ...echo, command: "/no/such/program" },
      code: "plugin.start",
      message: /cannot be started: .*ENOENT/,
    },
    "a program that ends": {
      options: program(`console.error("out of cheese"); process.exit(3)`),
      code: "plugin.start",
      message: /ended with code 3 before it introduced itself; its last words:\nout of cheese/,
    },
    "a program that is killed": {
      options: program(`process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 60000)`),
      code: "plugin.start",
      message: /ended with SIGTERM/,
    },
    "a program that waits": {
      options: {
        ...program(`console.error("waiting for the database"); setTimeout(() => {}, 60000)`),
        startTimeoutMs: 1_000,
      },
      code: "plugin.start",
      message: /did not start within 1000 ms; its last words:\nwaiting for the database/,
    },
    "a program that is no plugin": {
      options: program(`console.log("Hello, world!"); setTimeout(() => {}, 60000)`),
      code: "plugin.handshake",
      message: /did not introduce itself as a plugin; its first line is "Hello, world!"/,
    },
    "a plugin that prints before it introduces itself": {
      options: program(
        `console.error("reading the config"); console.log("loading\\n1|5|unix|/nowhere|grpc|"); setTimeout(() => {}, 60000)`,
      ),
      code: "plugin.handshake",
      message: /its first line is "loading"; its last words:\nreading the config/,
    },
    "a plugin that ends after it has introduced itself": {
      options: {
        ...program(`console.error("out of cheese"); console.log("1|5|unix|/nowhere|grpc|"); process.exit(4)`),
        tls: "none",
      },
      code: "plugin.connect",
      message: /cannot connect to unix \/nowhere.*; its last words:\nout of cheese/,
    },
    "a program that prints for ever": {
      options: program(`const print = () => process.stdout.write("x".repeat(10000), print); print()`),
      code: "plugin.handshake",
      message: /did not introduce itself/,
    },
    "a plugin for another host": {
      options: { ...echo, handshake: { cookieKey: "OTHER", cookieValue: "x" } },
      code: "plugin.start",
      message: /its last words:\nThis program is a plugin/,
    },
    "no version in common": {
      options: { ...echo, versions: [6] },
      code: "plugin.handshake",
      message: /the plugin speaks version "3".*this host 6/,
    },
    "a plugin that cannot multiplex": {
      options: {
        ...program(`console.log("1|5|unix|/nowhere|grpc||false"); setTimeout(() => {}, 60000)`),
        tls: "none",
        multiplex: true,
      },
      code: "plugin.handshake",
      message: /cannot multiplex/,
    },
    "a plugin without TLS": {
      options: program(`console.log("1|5|unix|/nowhere|grpc|"); setTimeout(() => {}, 60000)`),
      code: "plugin.handshake",
      message: /does not encrypt/,
    },
    "a plugin whose certificate is none": {
      options: program(`console.log("1|5|unix|/nowhere|grpc|${"A".repeat(100)}"); setTimeout(() => {}, 60000)`),
      code: "plugin.handshake",
      message: /certificate cannot be read/,
    },
    "a plugin that is not where it says": {
      options: { ...program(`console.log("1|5|unix|/nowhere|grpc|"); setTimeout(() => {}, 60000)`), tls: "none" },
      code: "plugin.connect",
      message: /cannot connect to unix \/nowhere/,
    },
  };
  for (const [name, { options, code, message }] of Object.entries(failures)) {
    test(`${name} is an error that says so`, async () => {
      await assert.rejects(startPlugin(options), (error) => {
        assert.ok(error instanceof PluginError, String(error));
        assert.equal(error.code, code);
        assert.match(error.message, message);
        assert.ok(error.hint, "it says what to do");
        return true;
      });
    });
  }
});
