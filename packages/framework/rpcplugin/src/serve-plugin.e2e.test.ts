// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import * as fs from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { captureLogs, fakeProgram, takePort, temporaryDirectory } from "@provide-foundry/testkit";
import { pemFromDer, createCertificate } from "@provide-foundry/foundation/crypto/x509";
import { connectPlugin, type PluginConnection } from "./connect-plugin.ts";
import { echoHandshake } from "./testing/echo-handshake.ts";
import { Echo } from "./testing/echo-service.ts";
import { hostEnvironment, PluginProcess, programPath } from "./testing/plugin-process.ts";

const { cookieKey } = echoHandshake;

suite("R03 cookie", () => {
  const cases: Record<string, string | undefined> = { none: undefined, "a wrong one": "other", "an empty one": "" };
  for (const [name, cookie] of Object.entries(cases)) {
    test(`${name}: a message for people, code 1, and nothing on stdout`, async () => {
      await using plugin = PluginProcess.start("echo-plugin", { ...hostEnvironment, [cookieKey]: cookie });
      assert.deepEqual(await plugin.ended, { code: 1, signal: null });
      assert.equal(plugin.stdout, "");
      assert.match(plugin.stderr, /^This program is a plugin: .*\n.*ECHO_PLUGIN_COOKIE/);
    });
  }
});

suite("R03 negotiation", () => {
  const cases: Record<string, { offered: string | undefined; version: number }> = {
    "the highest in common": { offered: "3,5,9", version: 5 },
    "in any order": { offered: "5,3", version: 5 },
    "only one in common": { offered: "3,4", version: 3 },
    "none in common": { offered: "4,6", version: 3 },
    "a host that does not tell": { offered: undefined, version: 3 },
    "junk among them": { offered: "junk, 5", version: 5 },
  };
  for (const [name, { offered, version }] of Object.entries(cases)) {
    test(name, async () => {
      await using plugin = PluginProcess.start("echo-plugin", {
        ...hostEnvironment,
        PLUGIN_PROTOCOL_VERSIONS: offered,
      });
      assert.equal((await plugin.readHandshake()).version, version);
      if (offered?.includes("junk")) assert.match(plugin.stderr, /"@level":"warn".*"ignored":\["junk"\]/);
    });
  }

  test("a host that wants to multiplex is told that this plugin can; no other is told anything", async () => {
    for (const [value, multiplex] of [
      ["true", true],
      ["0", false],
      ["", undefined],
    ] as const) {
      await using plugin = PluginProcess.start("echo-plugin", { ...hostEnvironment, PLUGIN_MULTIPLEX_GRPC: value });
      assert.equal((await plugin.readHandshake()).multiplex, multiplex);
    }
  });
});

suite("R03 environment", () => {
  const cases: Record<string, { env: Record<string, string>; message: RegExp }> = {
    "a certificate that is none": { env: { PLUGIN_CLIENT_CERT: "x" }, message: /PLUGIN_CLIENT_CERT does not hold/ },
    "a port that is none": { env: { PLUGIN_MIN_PORT: "x" }, message: /PLUGIN_MIN_PORT is "x"/ },
    "a directory that does not exist": {
      env: { PLUGIN_UNIX_SOCKET_DIR: "/nowhere/at/all" },
      message: /cannot listen on the socket \/nowhere/,
    },
    "a path that is too long": {
      env: { PLUGIN_UNIX_SOCKET_DIR: `/tmp/${"x".repeat(100)}` },
      message: /path of the socket is \d+ bytes long.*\n.*PLUGIN_UNIX_SOCKET_DIR/,
    },
    "a group that does not exist": { env: { PLUGIN_UNIX_SOCKET_GROUP: "no-such-group" }, message: /no group/ },
    "a group that looks like an option": { env: { PLUGIN_UNIX_SOCKET_GROUP: "--help" }, message: /no group "--help"/ },
    "a group of another system, where groups cannot be asked for": {
      env: { PLUGIN_UNIX_SOCKET_GROUP: "corp", PATH: "/nowhere" },
      message: /no group "corp"\nSet PLUGIN_UNIX_SOCKET_GROUP/,
    },
    "a group that no system has": {
      env: { PLUGIN_UNIX_SOCKET_GROUP: "99999999999" },
      message: /cannot give \S+ to the group 99999999999: .*\n.*to which the plugin's user belongs/,
    },
  };
  for (const [name, { env, message }] of Object.entries(cases)) {
    test(`${name}: a message, code 1, and nothing on stdout`, async () => {
      await using plugin = PluginProcess.start("echo-plugin", { ...hostEnvironment, ...env });
      assert.deepEqual(await plugin.ended, { code: 1, signal: null });
      assert.equal(plugin.stdout, "");
      assert.match(plugin.stderr, /^The plugin cannot start: /);
      assert.match(plugin.stderr, message);
    });
  }
});

suite("R02 Unix socket", () => {
  test("Y06 in a directory of its own, which is private and gone with the plugin", async () => {
    await using plugin = PluginProcess.start("echo-plugin");
    const { network, address } = await plugin.readHandshake();
    assert.equal(network, "unix");
    const directory = path.dirname(address);
    assert.equal(modeOf(directory), "d700");
    assert.equal(modeOf(address), "s600");
    assert.match(path.basename(address), /^plugin/);
    await shutdown(await connect(plugin));
    assert.deepEqual(await plugin.ended, { code: 0, signal: null });
    assert.ok(!fs.existsSync(directory));
  });

  test("Y06 in the directory that the host names, which stays", async () => {
    using directory = temporaryDirectory();
    const env = { ...hostEnvironment, PLUGIN_UNIX_SOCKET_DIR: directory.path };
    await using plugin = PluginProcess.start("echo-plugin", env);
    const { address } = await plugin.readHandshake();
    assert.equal(path.dirname(address), directory.path);
    assert.equal(modeOf(address), "s600");
    await shutdown(await connect(plugin));
    await plugin.ended;
    assert.deepEqual(fs.readdirSync(directory.path), []);
  });

  test("Y06 for its owner only, also where files are everybody's", async () => {
    const shell = ["-c", 'umask 0; exec "$0" "$1"', process.execPath, programPath("echo-plugin")];
    await using plugin = new PluginProcess("/bin/sh", shell, hostEnvironment);
    const { address } = await plugin.readHandshake();
    assert.deepEqual([modeOf(path.dirname(address)), modeOf(address)], ["d700", "s600"]);
    await shutdown(await connect(plugin));
    await plugin.ended;
  });

  test("Y06 open to a group, by name and by number", async () => {
    const gid = process.getgid!();
    const name = fs.readFileSync("/etc/group", "utf8").match(new RegExp(`^([^:]+):[^:]*:${gid}:`, "m"))?.[1];
    for (const group of [name ?? String(gid), String(gid)]) {
      await using plugin = PluginProcess.start("echo-plugin", { ...hostEnvironment, PLUGIN_UNIX_SOCKET_GROUP: group });
      const { address } = await plugin.readHandshake();
      assert.equal(modeOf(address), "s660");
      assert.equal(modeOf(path.dirname(address)), "d710");
      assert.equal(fs.statSync(address).gid, gid);
    }
  });

  test("Y06 open to a group that only the system's directory knows", async () => {
    const gid = process.getuid!() === 0 ? 54_321 : process.getgid!();
    using getent = fakeProgram("getent", `console.log("other:x:1:\\ncorp:*:${gid}:ann,bob")`);
    const env = { ...hostEnvironment, PATH: getent.directory, PLUGIN_UNIX_SOCKET_GROUP: "corp" };
    await using plugin = PluginProcess.start("echo-plugin", env);
    const { address } = await plugin.readHandshake();
    assert.deepEqual([modeOf(address), fs.statSync(address).gid], ["s660", gid]);
    assert.deepEqual(
      getent.calls.map(({ args }) => args),
      [["group", "corp"]],
    );
  });

  test("Y06 when a group cannot have it, nothing is left behind", async () => {
    using directory = temporaryDirectory();
    const env = { ...hostEnvironment, TMPDIR: directory.path, PLUGIN_UNIX_SOCKET_GROUP: "99999999999" };
    await using plugin = PluginProcess.start("echo-plugin", env);
    assert.equal((await plugin.ended).code, 1);
    assert.deepEqual(fs.readdirSync(directory.path), []);
  });

  for (const signal of ["SIGTERM", "SIGHUP"] as const) {
    test(`is removed at ${signal}`, async () => {
      await using plugin = PluginProcess.start("echo-plugin");
      const { address } = await plugin.readHandshake();
      plugin.child.kill(signal);
      assert.deepEqual(await plugin.ended, { code: 0, signal: null });
      assert.ok(!fs.existsSync(path.dirname(address)));
    });
  }

  test("SIGINT is ignored: what Ctrl-C means is for the host to say", async () => {
    await using plugin = PluginProcess.start("echo-plugin");
    const connection = await connect(plugin);
    await connection.ping();
    plugin.child.kill("SIGINT");
    await sleep(100);
    await connection.ping();
    connection.close();
  });

  test("is removed, with the plugin, when the host is killed", async () => {
    await using host = PluginProcess.start("echo-host");
    const [pid, line] = (await host.readLine()).split(" ");
    const address = line!.split("|")[3]!;
    assert.ok(fs.existsSync(address));
    host.child.kill("SIGKILL");
    await until(() => !isAlive(Number(pid)));
    assert.ok(!fs.existsSync(path.dirname(address)));
  });

  test("is removed, with the plugin, when a host that is no parent is gone", async () => {
    // The shell stays, so that the plugin keeps its parent; the host is this test.
    const command = `"${process.execPath}" "${programPath("echo-plugin")}"; exit 0`;
    await using shell = new PluginProcess("/bin/sh", ["-c", command], hostEnvironment);
    const connection = await connect(shell);
    await connection.ping();
    const { address } = await shell.readHandshake();
    connection.close();
    await shell.ended;
    assert.ok(!fs.existsSync(path.dirname(address)));
  });
});

suite("the end of a plugin", () => {
  const ends: Record<string, { atShutdown: string; code: number; log: RegExp }> = {
    "after its last work": { atShutdown: "work", code: 0, log: /the last work is done/ },
    "although its last work fails": { atShutdown: "fail", code: 0, log: /"Error: the last work failed/ },
    "although its last work hangs, before the host kills it": {
      atShutdown: "hang",
      code: 1,
      log: /longer than 1500 ms/,
    },
  };
  for (const [name, { atShutdown, code, log }] of Object.entries(ends)) {
    test(name, async () => {
      await using plugin = PluginProcess.start("echo-plugin", { ...hostEnvironment, ECHO_AT_SHUTDOWN: atShutdown });
      const { address } = await plugin.readHandshake();
      await shutdown(await connect(plugin));
      assert.deepEqual(await plugin.ended, { code, signal: null });
      assert.match(plugin.stderr, log);
      assert.ok(!fs.existsSync(address));
    });
  }

  test("by an error that nothing caught: hosts show it to their user as a crash, and the socket is gone", async () => {
    await using plugin = PluginProcess.start("echo-plugin");
    const { address } = await plugin.readHandshake();
    const connection = await connect(plugin);
    await connection
      .client(Echo)
      .say({ text: "crash" })
      .catch(() => {});
    assert.equal((await plugin.ended).code, 1);
    assert.match(plugin.stderr, /^panic: /m);
    assert.match(plugin.stderr, /Error: nobody catches this\n +at /);
    assert.ok(!fs.existsSync(path.dirname(address)));
  });
});

suite("R02 TCP", () => {
  const tcp = { ...hostEnvironment, PLUGIN_SERVER_TRANSPORTS: "tcp" };

  test("on 127.0.0.1, on the first free port of the host's range", async () => {
    await using taken = await takePort();
    const { port } = taken;
    const env = { ...tcp, PLUGIN_MIN_PORT: String(port), PLUGIN_MAX_PORT: String(port + 20) };
    await using plugin = PluginProcess.start("echo-plugin", env);
    const { network, address } = await plugin.readHandshake();
    assert.equal(network, "tcp");
    const [host, chosen] = address.split(":");
    assert.equal(host, "127.0.0.1");
    assert.ok(Number(chosen) > port && Number(chosen) <= port + 20, address);
    await shutdown(await connect(plugin));
    assert.deepEqual(await plugin.ended, { code: 0, signal: null });
  });

  test("on any port without a range", async () => {
    await using plugin = PluginProcess.start("echo-plugin", tcp);
    const connection = await connect(plugin);
    assert.equal((await connection.client(Echo).say({ text: "hi" })).text, "hi");
    connection.close();
  });

  test("a range without a free port: a message, code 1", async () => {
    await using taken = await takePort();
    const port = String(taken.port);
    await using plugin = PluginProcess.start("echo-plugin", { ...tcp, PLUGIN_MIN_PORT: port, PLUGIN_MAX_PORT: port });
    assert.equal((await plugin.ended).code, 1);
    assert.match(plugin.stderr, /all ports .* are taken/);
  });

  test("with mutual TLS", async () => {
    const own = createCertificate({ keyType: "P-521" });
    const env = { ...tcp, PLUGIN_CLIENT_CERT: pemFromDer("CERTIFICATE", own.der) };
    await using plugin = PluginProcess.start("echo-plugin", env);
    const line = await plugin.readHandshake();
    const peer = new X509Certificate(line.certificate!);
    assert.equal(peer.publicKey.asymmetricKeyDetails?.namedCurve, "prime256v1");
    const connection = await connectPlugin({
      endpoint: line,
      version: 5,
      tls: { own, peer },
      logger: captureLogs().logger,
    });
    assert.equal((await connection.client(Echo).say({ text: "hi" })).text, "hi");
    await shutdown(connection);
    await plugin.ended;
  });
});

suite("F03 stdout", () => {
  test("holds exactly the handshake line; what code prints reaches the host, before it connects and after", async () => {
    await using plugin = PluginProcess.start("noisy-plugin");
    const printed = { stdout: "", stderr: "" };
    const connection = await connect(plugin, (stream, data) => (printed[stream] += Buffer.from(data).toString()));
    await connection.client(Echo).say({ text: "hello" });
    await until(() => printed.stdout.includes("in a call: hello\n"));
    await until(() => printed.stderr.includes("an error after the handshake\n"));
    for (const text of [
      "at import",
      "written at import",
      "before serving",
      "bytes before serving",
      "while loading",
      "after the handshake",
      "later, through a console of old",
    ]) {
      assert.match(printed.stdout, new RegExp(`^${text}$`, "m"));
    }
    assert.match(printed.stderr, /^an error at import$/m);
    await shutdown(connection);
    await plugin.ended;
    assert.match(plugin.stdout, /^1\|3\|unix\|[^|\n]+\|grpc\|\n$/);
    assert.match(plugin.stderr, /at the end/, "what nobody read ends up on stderr");
  });

  test("stays empty when the program is started by hand", async () => {
    await using plugin = PluginProcess.start("noisy-plugin", {});
    assert.equal((await plugin.ended).code, 1);
    assert.equal(plugin.stdout, "");
    assert.match(plugin.stderr, /^This program is a plugin/);
    assert.match(plugin.stderr, /^at import$/m);
  });

  test("logs stay on stderr, in the form that hosts read", async () => {
    await using plugin = PluginProcess.start("noisy-plugin");
    const connection = await connect(plugin);
    await connection
      .client(Echo)
      .say({ text: "not found" })
      .catch(() => {});
    await shutdown(connection);
    await plugin.ended;
    const logs = plugin.stderr.split("\n").filter((line) => line.startsWith("{"));
    assert.ok(logs.length > 0);
    for (const line of logs) assert.equal(typeof JSON.parse(line)["@message"], "string");
  });
});

async function connect(
  plugin: PluginProcess,
  onOutput?: Parameters<typeof connectPlugin>[0]["onOutput"],
): Promise<PluginConnection> {
  const endpoint = await plugin.readHandshake();
  return connectPlugin({ endpoint, version: endpoint.version, onOutput, logger: captureLogs().logger });
}

async function shutdown(connection: PluginConnection): Promise<void> {
  await connection.shutdown(2_000);
  connection.close();
}

/** Kind and permissions, as `ls -l` and octal: `s600` for a private socket. */
function modeOf(file: string): string {
  const { mode } = fs.statSync(file);
  const isSocket = (mode & fs.constants.S_IFMT) === fs.constants.S_IFSOCK;
  return `${isSocket ? "s" : "d"}${(mode & 0o777).toString(8)}`;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Waits for a condition that nothing announces; the test's own time limit ends it. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10);
}
