// SPDX-License-Identifier: Apache-2.0

/**
 * What every launcher does, in whatever language it is written: docs/pspf-launcher.md, held to.
 *
 * @module
 */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { appendFile, chmod, mkdir, readFile, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { suite, test } from "node:test";
import { spawnProcess } from "@provide-foundry/foundation";
import { temporaryDirectory } from "@provide-foundry/testkit";
import { trailerBytes } from "./format/index-block.ts";
import { openPackage } from "./reader/package-file.ts";
import { LauncherBench, launcherKinds, system, tarSlot } from "./testing/launcher-bench.ts";
import { rawTar } from "./testing/raw-tar.ts";

const keyOfTest = "67d3b5eaf0c0bf6b5a602d359daecc86a7a74053490ec37ae08e71360587c870";
const share = [{ path: "share/text", mode: 0o644, content: Buffer.from("text\n") }];
const isRoot = process.getuid?.() === 0;

const hostileArchives: readonly (readonly [name: string, tar: Uint8Array, message: RegExp])[] = [
  ["a path that leads up", rawTar([{ path: "../../escaped" }]), /"\.\." in it/],
  ["a path that leads up later", rawTar([{ path: "a/../../../escaped" }]), /"\.\." in it/],
  ["an absolute path", rawTar([{ path: "/tmp/escaped-package" }]), /absolute/],
  ["a backslash", rawTar([{ path: String.raw`a\..\x` }]), /backslash/],
  ["a link that leads out", rawTar([{ path: "a/l", type: "SymbolicLink", linkpath: "../../x" }]), /leads out|"\.\."/],
  ["an absolute link", rawTar([{ path: "l", type: "SymbolicLink", linkpath: "/etc/passwd" }]), /link to|absolute/],
  [
    "a file through a link",
    rawTar([{ path: "d/x" }, { path: "l", type: "SymbolicLink", linkpath: "d" }, { path: "l/y" }]),
    /l is a link/,
  ],
  ["a file twice", rawTar([{ path: "x" }, { path: "./x" }]), /there already/],
  ["a hard link", rawTar([{ path: "x", type: "Link", linkpath: "bin/program" }]), /neither a file/],
  ["a device", rawTar([{ path: "x", type: "CharacterDevice" }]), /neither a file/],
  ["a fifo", rawTar([{ path: "x", type: "FIFO" }]), /neither a file/],
];

for (const kind of launcherKinds) {
  suite(kind.name, { skip: kind.skip }, () => {
    test("B02 the program gets arguments, environment, standard input and directory, and ends with its own code", async () => {
      using bench = await LauncherBench.open(kind);
      const script = '#!/bin/sh\npwd\ncat\necho "$1|$2|$GREETING|$PACKAGE"\nexit 42\n';
      const file = await bench.install(
        bench.pack({ script, execution: { environment: { PACKAGE: "{package_name} {version}" } } }),
      );
      const result = await bench.run(file, ["a b", "$HOME"], { input: "input\n", env: { GREETING: "hello" } });
      assert.equal(result.stdout, `${bench.directory}\ninput\na b|$HOME|hello|program 1.2.3\n`);
      assert.equal(result.stderr, "");
      assert.equal(result.exitCode, 42);
    });

    test("B03 a package runs with no PATH and no network", async () => {
      using bench = await LauncherBench.open(kind);
      const file = await bench.install(bench.pack({ files: share }));
      const alone = ["-i", "PATH=/nonexistent", `HOME=${bench.directory}`, file, "x"];
      const [command, ...args] = [...(isRoot ? ["unshare", "--net"] : []), "/usr/bin/env", ...alone];
      const stdout = execFileSync(command!, args, { encoding: "utf8" });
      assert.match(stdout, /^arguments: x\n/);
    });

    test("a second start uses what the first has unpacked", async () => {
      using bench = await LauncherBench.open(kind);
      const file = await bench.install(bench.pack({ files: share }));
      await bench.run(file);
      const [tree] = await bench.trees();
      const before = await stat(path.join(tree!, "share/text"));
      const { stdout } = await bench.run(file);
      assert.match(stdout, /text\n/);
      assert.equal((await stat(path.join(tree!, "share/text"))).ino, before.ino);
      assert.deepEqual(await bench.trees(), [tree]);
      // Another name is the same package; another package is not.
      await bench.run(await bench.install(await readFile(file), "renamed"));
      assert.deepEqual(await bench.trees(), [tree]);
    });

    test("the cache belongs to the user alone", async () => {
      using bench = await LauncherBench.open(kind);
      const file = await bench.install(bench.pack());
      await bench.run(file);
      for (const directory of [await bench.workspace(), ...(await bench.trees())]) {
        assert.equal((await stat(directory)).mode & 0o777, 0o700, directory);
      }
    });

    test("a cache that others may write to is not used", async () => {
      using bench = await LauncherBench.open(kind);
      const file = await bench.install(bench.pack());
      await bench.run(file);
      await chmod(await bench.workspace(), 0o777);
      const { exitCode, stderr } = await bench.run(file);
      assert.equal(exitCode, 107);
      assert.match(stderr, /^flavor: the cache cannot be trusted \(others may write to /);
    });

    const touches: readonly [name: string, touch: (tree: string) => Promise<void>][] = [
      ["a file that was changed", (tree) => appendFile(path.join(tree, "share/text"), "more")],
      ["a file that is gone", (tree) => rm(path.join(tree, "share/text"))],
      [
        "a file that was changed and given its old time",
        async (tree) => {
          const file = path.join(tree, "share/text");
          const { atime, mtime } = await stat(file);
          await writeFile(file, "TEXT\n");
          await utimes(file, atime, mtime);
        },
      ],
      ["a file with another mode", (tree) => chmod(path.join(tree, "bin/program"), 0o700)],
      [
        "a file that became a link",
        async (tree) => {
          await rm(path.join(tree, "share/text"));
          await symlink("/etc/passwd", path.join(tree, "share/text"));
        },
      ],
      ["a tree that is gone", (tree) => rm(tree, { recursive: true })],
      ["a list of files that is broken", (tree) => writeFile(path.join(tree, "../complete.json"), "{")],
      ["a list of files that is gone", (tree) => rm(path.join(tree, "../complete.json"))],
      [
        "a list of files that names another tree",
        async (tree) => {
          const marker = path.join(tree, "../complete.json");
          const text = await readFile(marker, "utf8");
          await writeFile(marker, text.replace(path.basename(tree), "../../../elsewhere"));
        },
      ],
    ];
    for (const [name, touch] of touches) {
      test(`unpacked anew: ${name}`, async () => {
        using bench = await LauncherBench.open(kind);
        const file = await bench.install(bench.pack({ files: share }));
        const first = await bench.run(file);
        const [tree] = await bench.trees();
        await touch(tree!);
        const { stdout, stderr, exitCode } = await bench.run(file);
        assert.deepEqual([stdout, stderr, exitCode], [first.stdout, "", 0]);
        assert.equal((await bench.trees()).length, 1);
        assert.notEqual((await bench.trees())[0], tree);
      });
    }

    test("B01 B04 a package with a changed byte in trailer, table, metadata, launcher or slot is never run", async () => {
      using bench = await LauncherBench.open(kind);
      const bytes = bench.pack({ script: "#!/bin/sh\ntouch ran\n" });
      const file = await bench.install(bytes);
      const places = await placesOf(file, bytes.length);
      for (const at of places) {
        const changed = bytes.slice();
        changed[at]! ^= 0x01;
        await bench.install(changed);
        const { exitCode, stdout, stderr } = await bench.run(file);
        assert.ok([102, 103, 107].includes(exitCode), `byte ${at} of ${bytes.length}: ${exitCode} ${stderr}`);
        assert.match(stderr, /^flavor: [^\n]+\n$/, `byte ${at}`);
        assert.equal(stdout, "");
        await rm(bench.path(".cache"), { recursive: true, force: true });
      }
      assert.equal(existsSync(bench.path("ran")), false);
      await bench.install(bytes);
      assert.equal((await bench.run(file)).exitCode, 0);
    });

    test("B01 a package that was cut anywhere is never run", async () => {
      using bench = await LauncherBench.open(kind);
      const bytes = bench.pack({ script: "#!/bin/sh\ntouch ran\n" });
      const file = await bench.install(bytes);
      const start = (await openedIndex(file)).launcherSize;
      for (let length = bytes.length - 1; length >= start; length -= length > bytes.length - 40 ? 1 : 331) {
        await bench.install(bytes.subarray(0, length));
        const { exitCode } = await bench.run(file);
        assert.equal(exitCode, 102, `cut to ${length}`);
      }
      assert.equal(existsSync(bench.path("ran")), false);
    });

    test("Y01 a slot that was swapped with its entry in the table is never run", async () => {
      using bench = await LauncherBench.open(kind);
      const good = bench.pack({ script: "#!/bin/sh\necho good\n" });
      const evil = bench.pack({ script: "#!/bin/sh\necho evil\n" });
      const [from, to] = [await bench.install(evil, "evil"), await bench.install(good)];
      const [source, target] = [await openedIndex(from), await openedIndex(to)];
      // Metadata, key and signature of the good one, everything else of the other: same lengths, as the scripts have.
      const mixed = evil.slice();
      mixed.set(
        good.subarray(target.metadataOffset, target.metadataOffset + target.metadataSize),
        source.metadataOffset,
      );
      await bench.install(mixed);
      const { exitCode, stdout } = await bench.run(to);
      assert.ok(exitCode === 107 || exitCode === 102, String(exitCode));
      assert.equal(stdout, "");
    });

    for (const [name, tar, message] of hostileArchives) {
      test(`refused: ${name}`, async () => {
        using bench = await LauncherBench.open(kind);
        const file = await bench.install(bench.pack({ slots: [tarSlot("hostile", tar)] }));
        const { exitCode, stdout, stderr } = await bench.run(file);
        assert.equal(exitCode, 103, stderr);
        assert.match(stderr, message);
        assert.equal(stdout, "");
        assert.equal(existsSync(bench.path(".cache/flavor/pspf/escaped")), false);
        assert.deepEqual(await bench.trees(), []);
      });
    }

    test("more or less content than was signed is refused", async () => {
      using bench = await LauncherBench.open(kind);
      for (const originalSize of [10, 1_000_000]) {
        const slot = { ...tarSlot("wrong", rawTar([{ path: "x", content: "x".repeat(5000) }])), originalSize };
        const { exitCode } = await bench.run(await bench.install(bench.pack({ slots: [slot] })));
        assert.equal(exitCode, 103);
        await rm(bench.path(".cache"), { recursive: true });
      }
    });

    test("two hundred starts at once unpack once, and all run", async () => {
      using bench = await LauncherBench.open(kind);
      const filler = { path: "share/filler", mode: 0o644, content: Buffer.alloc(3_000_000, "x") };
      const file = await bench.install(bench.pack({ files: [...share, filler] }));
      const results = await Promise.all(Array.from({ length: 200 }, (_, at) => bench.run(file, [String(at)])));
      const wrong = results.filter(
        ({ stdout, exitCode }, at) =>
          exitCode !== 0 || !stdout.startsWith(`arguments: ${at}\n`) || !stdout.endsWith("text\n"),
      );
      assert.deepEqual(wrong, []);
      assert.equal((await bench.trees()).length, 1);
    });

    test("a start that is killed while it unpacks leaves nothing that a later one would use", async () => {
      using bench = await LauncherBench.open(kind);
      const filler = { path: "share/filler", mode: 0o644, content: Buffer.alloc(40_000_000, "x") };
      const file = await bench.install(bench.pack({ files: [filler, ...share] }));
      let killedInside = 0;
      for (let delayMs = 0; delayMs < 120; delayMs += 12) {
        await rm(bench.path(".cache"), { recursive: true, force: true });
        const child = await spawnProcess(file, [], {
          env: { inherit: "none", variables: { PATH: "/usr/bin:/bin", HOME: bench.directory } },
        });
        await new Promise((resolve) => setTimeout(resolve, delayMs));
        await child.stop("SIGKILL");
        const isUnfinished = existsSync(bench.path(".cache/flavor/pspf")) && (await bench.trees()).length === 1;
        if (isUnfinished && !existsSync(path.join(await bench.workspace(), "complete.json"))) killedInside++;
        const { stdout, exitCode } = await bench.run(file);
        assert.deepEqual([exitCode, stdout.endsWith("text\n")], [0, true], `killed after ${delayMs} ms`);
        assert.equal((await bench.trees()).length, 1);
      }
      assert.ok(killedInside > 0, "no start was killed while it unpacked");
    });

    test("a full disk is said, and the next start with room goes on", { skip: noMounts() }, async () => {
      using bench = await LauncherBench.open(kind);
      const noise = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7919) % 251));
      const file = await bench.install(
        bench.pack({ files: [{ path: "noise", mode: 0o644, content: noise }, ...share] }),
      );
      const disk = bench.path("disk");
      await mkdir(disk, { mode: 0o700 });
      await system("mount", "-t", "tmpfs", "-o", "size=200k,mode=700", "tmpfs", disk);
      try {
        const full = await bench.run(file, [], { env: { FLAVOR_CACHE: disk } });
        assert.ok([103, 106].includes(full.exitCode), full.stderr);
        assert.match(full.stderr, /no space left/i);
        await system("mount", "-o", "remount,size=10m", disk);
        assert.equal((await bench.run(file, [], { env: { FLAVOR_CACHE: disk } })).exitCode, 0);
      } finally {
        await system("umount", disk);
      }
    });

    test("settings that ask for less, or for what nobody knows, are refused", async () => {
      using bench = await LauncherBench.open(kind);
      const file = await bench.install(bench.pack());
      for (const value of ["none", "minimal", "relaxed", "STRICT", "x"]) {
        const { exitCode, stderr } = await bench.run(file, [], { env: { FLAVOR_VALIDATION: value } });
        assert.equal(exitCode, 105, value);
        assert.match(stderr, /^flavor: FLAVOR_VALIDATION is wrong/);
      }
      for (const name of ["FLAVOR_EXEC_MODE", "FLAVOR_WORKENV_CACHE", "FLAVOR_LAUNCHER_CLI"]) {
        assert.equal((await bench.run(file, [], { env: { [name]: "perhaps" } })).exitCode, 105, name);
      }
      assert.equal((await bench.run(file, [], { env: { FLAVOR_VALIDATION: "strict" } })).exitCode, 0);
    });

    test("strict hashes the files again", async () => {
      using bench = await LauncherBench.open(kind);
      const file = await bench.install(bench.pack({ files: share }));
      await bench.run(file);
      const marker = path.join(await bench.workspace(), "complete.json");
      const text = await readFile(marker, "utf8");
      await writeFile(marker, text.replaceAll(/"sha256":"[0-9a-f]{64}"/g, `"sha256":"${"0".repeat(64)}"`));
      const [tree] = await bench.trees();
      await bench.run(file);
      assert.deepEqual(await bench.trees(), [tree]);
      await bench.run(file, [], { env: { FLAVOR_VALIDATION: "strict" } });
      assert.notDeepEqual(await bench.trees(), [tree]);
    });

    test("FLAVOR_WORKENV_CACHE=0 unpacks anew", async () => {
      using bench = await LauncherBench.open(kind);
      const file = await bench.install(bench.pack());
      await bench.run(file);
      const before = await bench.trees();
      assert.equal((await bench.run(file, [], { env: { FLAVOR_WORKENV_CACHE: "0" } })).exitCode, 0);
      assert.notDeepEqual(await bench.trees(), before);
    });

    test("trust: pinned keys, keys of the first use, and what may be asked for", async () => {
      using bench = await LauncherBench.open(kind);
      const file = await bench.install(bench.pack());
      const other = await bench.install(bench.pack({ seed: "other" }), "other");
      const store = bench.path(".config/flavor/trust");
      assert.equal((await bench.run(file)).exitCode, 0);
      const asked = await bench.run(file, [], { env: { FLAVOR_TRUST: "pinned" } });
      assert.equal(asked.exitCode, 107);
      assert.match(asked.stderr, new RegExp(`its key ${keyOfTest} is not in the trust store`));

      await mkdir(path.join(store, "keys"), { recursive: true });
      await writeFile(path.join(store, "policy"), "pinned\n");
      await writeFile(path.join(store, "keys", keyOfTest), "another\n");
      assert.equal((await bench.run(file)).exitCode, 107);
      await writeFile(path.join(store, "keys", keyOfTest), "another\nprogram\n");
      assert.equal((await bench.run(file)).exitCode, 0);
      assert.equal((await bench.run(file, [], { env: { FLAVOR_TRUST: "intact" } })).exitCode, 0);
      assert.equal((await bench.run(other, [], { env: { FLAVOR_TRUST: "intact" } })).exitCode, 107);

      await writeFile(path.join(store, "policy"), "first-use\n");
      assert.equal((await bench.run(file)).exitCode, 0);
      assert.equal((await readFile(path.join(store, "packages/program"), "utf8")).trim(), keyOfTest);
      const changed = await bench.run(other);
      assert.equal(changed.exitCode, 107);
      assert.match(changed.stderr, /when it was first run here/);

      await writeFile(path.join(store, "policy"), "everybody\n");
      assert.equal((await bench.run(file)).exitCode, 107);
      assert.equal((await bench.run(file, [], { env: { FLAVOR_TRUST: "everybody" } })).exitCode, 107);
    });

    test("Y03 the environment is filtered as was signed, and what providers need stays", async () => {
      using bench = await LauncherBench.open(kind);
      const filter = { unset: ["*"], pass: ["KEEP_*"], map: { KEEP_OLD: "NEW" }, set: { SET: "{version}" } };
      const script = "#!/bin/sh\n/usr/bin/env | /usr/bin/sort\n";
      const file = await bench.install(bench.pack({ script, execution: { filter } }));
      const env = {
        KEEP_ME: "1",
        KEEP_OLD: "2",
        SECRET: "3",
        TF_PLUGIN_MAGIC_COOKIE: "4",
        PLUGIN_MIN_PORT: "5",
        HTTPS_PROXY: "6",
      };
      const { stdout } = await bench.run(file, [], { env });
      const lines = stdout.split("\n").filter((line) => !/^(FLAVOR_|PATH=|PWD=|_=|SHLVL=|OLDPWD=|$)/.test(line));
      assert.deepEqual(lines, [
        "HTTPS_PROXY=6",
        "KEEP_ME=1",
        "NEW=2",
        "PLUGIN_MIN_PORT=5",
        "SET=1.2.3",
        "TF_PLUGIN_MAGIC_COOKIE=4",
      ]);
      assert.match(stdout, new RegExp(`FLAVOR_ORIGINAL_COMMAND=${file}\n`));
    });

    test("a program in the package is never looked up elsewhere", async () => {
      using bench = await LauncherBench.open(kind);
      await mkdir(bench.path("hijack"));
      await writeFile(bench.path("hijack/program"), "#!/bin/sh\necho hijacked\n", { mode: 0o755 });
      const file = await bench.install(bench.pack());
      const { stdout } = await bench.run(file, [], { env: { PATH: `${bench.path("hijack")}:/usr/bin:/bin` } });
      assert.match(stdout, /^arguments:/);
      const named = await bench.install(bench.pack({ execution: { argv: ["program"] } }), "named");
      const found = await bench.run(named, [], { env: { PATH: `${bench.path("hijack")}:/usr/bin:/bin` } });
      assert.match(found.stdout, /^arguments:/);
    });

    test("a program that is not there is said, with the code for it", async () => {
      using bench = await LauncherBench.open(kind);
      for (const argv of [["{workenv}/bin/none"], ["no-such-program"], ["{workenv}/share/text"]]) {
        const { exitCode, stderr } = await bench.run(
          await bench.install(bench.pack({ files: share, execution: { argv } })),
        );
        assert.equal(exitCode, 104, stderr);
        assert.match(stderr, /^flavor: cannot run /);
      }
    });

    test("a command that is only a text is split as a shell splits it", async () => {
      using bench = await LauncherBench.open(kind);
      const command = `{workenv}/bin/program 'a b' "c \\"d\\"" e\\ f ''x`;
      const execution = { command, argv: undefined, primary_slot: 0 };
      const script = '#!/bin/sh\nfor word; do echo "<$word>"; done\n';
      const file = await bench.install(bench.pack({ script, extra: { execution } }));
      const { stdout } = await bench.run(file, ["g"]);
      assert.equal(stdout, '<a b>\n<c "d">\n<e f>\n<x>\n<g>\n');
    });

    test("spawn mode forwards signals and ends as the program ends", async () => {
      using bench = await LauncherBench.open(kind);
      const script = '#!/bin/sh\ntrap "echo got it; exit 9" TERM\necho ready\nwhile :; do sleep 0.05; done\n';
      const file = await bench.install(bench.pack({ script }));
      const child = await spawnProcess(file, [], {
        env: {
          inherit: "none",
          variables: { PATH: "/usr/bin:/bin", HOME: bench.directory, FLAVOR_EXEC_MODE: "spawn" },
        },
      });
      await child.waitForLine("ready", 20_000);
      process.kill(child.pid, "SIGTERM");
      await child.waitForLine("got it", 20_000);
      assert.equal((await child.exited).exitCode, 9);
      const killed = await bench.install(bench.pack({ script: "#!/bin/sh\nkill -KILL $$\n" }), "killed");
      assert.equal((await bench.run(killed, [], { env: { FLAVOR_EXEC_MODE: "spawn" } })).exitCode, 137);
    });

    test("setup commands run once, in the tree, and one that fails ends the start", async () => {
      using bench = await LauncherBench.open(kind);
      const setup_commands = [
        { type: "write_file", path: "{workenv}/etc/made", content: "for {package_name}\n" },
        { type: "chmod", path: "{workenv}/etc/made", mode: "0600" },
        { type: "execute", command: "/bin/sh -c 'pwd >> {workenv}/etc/made; echo noise'" },
        {
          type: "enumerate_and_execute",
          command: "/bin/chmod 0640",
          enumerate: { path: "{workenv}/share", pattern: "te*" },
        },
      ];
      const script = '#!/bin/sh\ncat "$FLAVOR_WORKENV/etc/made"\n';
      const file = await bench.install(bench.pack({ script, files: share, extra: { setup_commands } }));
      const { stdout, exitCode } = await bench.run(file);
      const [tree] = await bench.trees();
      assert.deepEqual([stdout, exitCode], [`for program\n${tree}\n`, 0]);
      assert.equal((await stat(path.join(tree!, "etc/made"))).mode & 0o777, 0o600);
      assert.equal((await stat(path.join(tree!, "share/text"))).mode & 0o777, 0o640);
      assert.equal((await bench.run(file)).stdout, stdout);

      for (const wrong of [
        { type: "execute", command: "/bin/false" },
        { type: "write_file", path: "../x", content: "" },
      ]) {
        await rm(bench.path(".cache"), { recursive: true });
        const failing = await bench.install(bench.pack({ extra: { setup_commands: [wrong] } }), "failing");
        for (let start = 0; start < 2; start++) {
          const failed = await bench.run(failing);
          assert.equal(failed.exitCode, 103);
          assert.match(failed.stderr, /setup command 1 failed|refused to unpack/);
        }
      }
    });

    test("F03 nothing but the program writes to standard output, and logs have no values", async () => {
      using bench = await LauncherBench.open(kind);
      const file = await bench.install(bench.pack());
      const env = { FLAVOR_LAUNCHER_LOG_LEVEL: "debug", SECRET: "s3cr3t-value" };
      const { stdout, stderr } = await bench.run(file, ["s3cr3t-argument"], { env });
      assert.match(stdout, /^arguments: s3cr3t-argument\n/);
      assert.match(stderr, /^flavor: unpacking$/m);
      assert.doesNotMatch(stderr, /s3cr3t/);
    });

    test("the launcher's own commands tell about the package", async () => {
      using bench = await LauncherBench.open(kind);
      const file = await bench.install(bench.pack({ files: share }));
      const command = (...args: string[]): ReturnType<typeof bench.run> =>
        bench.run(file, args, { env: { FLAVOR_LAUNCHER_CLI: "1" } });
      assert.equal((await command()).stdout, `program 1.2.3\nkey   ${keyOfTest}\nslots 1\n`);
      assert.equal((await command("verify")).stdout, `program 1.2.3 is what was signed with ${keyOfTest}\n`);
      await using opened = await openPackage(file);
      assert.equal((await command("metadata")).stdout, Buffer.from(opened.metadataJson).toString());
      assert.equal((await command("extract", "0", "out")).exitCode, 0);
      assert.equal(await readFile(bench.path("out/share/text"), "utf8"), "text\n");
      assert.match((await command("run", "x")).stdout, /^arguments: x\n/);
      assert.match((await command("help")).stdout, /extract INDEX DIR/);
      assert.equal((await command("dance")).exitCode, 105);
      assert.equal((await command("extract", "7", "out2")).exitCode, 105);
    });
  });
}

async function openedIndex(file: string): Promise<Awaited<ReturnType<typeof openPackage>>["index"]> {
  await using opened = await openPackage(file);
  return opened.index;
}

/** One byte of every field of the index and of the table, of the metadata, of the launcher and of each slot. */
async function placesOf(file: string, size: number): Promise<readonly number[]> {
  await using opened = await openPackage(file);
  const { index, slots } = opened;
  const block = size - trailerBytes + 4;
  const fields = [
    0, 4, 8, 16, 24, 32, 40, 48, 56, 60, 64, 96, 128, 640, 644, 832, 856, 864, 900, 1000, 1376, 5000, 8191,
  ];
  const entry = [0, 8, 16, 24, 32, 40, 48, 56, 57, 58, 59, 62, 63];
  return [
    size - trailerBytes,
    size - 1,
    ...fields.map((offset) => block + offset),
    ...entry.map((offset) => index.slotTableOffset + offset),
    ...[0, 10, index.metadataSize - 1].map((offset) => index.metadataOffset + offset),
    // Text of the launcher that it does not need to run.
    index.launcherSize - 1,
    slots[0]!.offset,
    slots[0]!.offset + slots[0]!.size - 1,
  ];
}

function noMounts(): string | false {
  using directory = temporaryDirectory();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=4k", "tmpfs", directory.path], { stdio: "ignore" });
    execFileSync("umount", [directory.path]);
    return false;
  } catch {
    return "this machine does not allow mounts";
  }
}
