// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { closeSync, openSync } from "node:fs";
import { devNull } from "node:os";
import { suite, test } from "node:test";
import { isatty } from "node:tty";
import { detectPlatform, type Platform, type PlatformSources } from "./detect-platform.ts";
import { detectTerminal, isTerminal, type Terminal, type TerminalSources } from "./terminal.ts";

interface Faked extends Partial<Omit<PlatformSources, "readText">> {
  readonly files?: Readonly<Record<string, string>>;
}

const detect = ({ files = {}, ...sources }: Faked): Platform =>
  detectPlatform({
    platform: "linux",
    arch: "x64",
    env: {},
    glibcVersion: () => "2.41",
    readText: (file) => files[file],
    ...sources,
  });

suite("detectPlatform", () => {
  const cases: Record<string, { from: Faked; want: Partial<Platform> }> = {
    "Linux with glibc": { from: {}, want: { os: "linux", arch: "amd64", terraformName: "linux_amd64", libc: "glibc" } },
    "Linux with musl": { from: { glibcVersion: () => undefined }, want: { libc: "musl" } },
    "a Mac": { from: { platform: "darwin", arch: "arm64" }, want: { terraformName: "darwin_arm64" } },
    "Windows of 32 bits": { from: { platform: "win32", arch: "ia32" }, want: { terraformName: "windows_386" } },
    "a Raspberry Pi": { from: { arch: "arm" }, want: { terraformName: "linux_arm" } },
    FreeBSD: { from: { platform: "freebsd" }, want: { terraformName: "freebsd_amd64" } },
    "a system of which we know nothing": {
      from: { platform: "haiku", arch: "vax" },
      want: { terraformName: "haiku_vax" },
    },
    GitHub: { from: { env: { CI: "true", GITHUB_ACTIONS: "true" } }, want: { ci: "github" } },
    GitLab: { from: { env: { CI: "1", GITLAB_CI: "true" } }, want: { ci: "gitlab" } },
    "Azure, which does not set CI": { from: { env: { TF_BUILD: "True" } }, want: { ci: "azure" } },
    "another continuous integration": { from: { env: { CI: "1" } }, want: { ci: "unknown" } },
    Docker: { from: { files: { "/.dockerenv": "" } }, want: { container: "docker" } },
    "Docker by its control group": {
      from: { files: { "/proc/1/cgroup": "1:cpu:/docker/ab12" } },
      want: { container: "docker" },
    },
    Podman: { from: { files: { "/run/.containerenv": "" }, env: { container: "oci" } }, want: { container: "podman" } },
    Kubernetes: { from: { env: { KUBERNETES_SERVICE_HOST: "10.0.0.1" } }, want: { container: "kubernetes" } },
    "Kubernetes by its control group": {
      from: { files: { "/proc/1/cgroup": "1:cpu:/kubepods/x" } },
      want: { container: "kubernetes" },
    },
    "another container": { from: { env: { container: "lxc" } }, want: { container: "unknown" } },
    "WSL 1": { from: { files: { "/proc/sys/kernel/osrelease": "4.4.0-19041-Microsoft\n" } }, want: { wsl: 1 } },
    "WSL 2": {
      from: { files: { "/proc/sys/kernel/osrelease": "5.15.90.1-microsoft-standard-WSL2\n" } },
      want: { wsl: 2 },
    },
  };
  for (const [name, { from, want }] of Object.entries(cases)) {
    test(`F06 ${name}`, () => {
      const got = detect(from);
      assert.deepEqual({ ...got, ...want }, got);
    });
  }

  test("F06 what is not there is not in the result", () => {
    assert.deepEqual(detect({ platform: "darwin", env: { CI: "false", GITHUB_ACTIONS: "true", container: "x" } }), {
      os: "darwin",
      arch: "amd64",
      terraformName: "darwin_amd64",
    });
    assert.deepEqual(Object.keys(detect({})), ["os", "arch", "terraformName", "libc"]);
  });

  test("F06 this machine is one of those that Node runs on", () => {
    assert.match(detectPlatform().terraformName, /^[a-z]+_[a-z0-9]+$/);
  });
});

suite("detectTerminal", () => {
  const cases: Record<string, { from: Partial<TerminalSources>; want: Partial<Terminal> }> = {
    "a terminal": { from: {}, want: { isTty: true, colors: 16, unicode: true, emoji: true, columns: 120 } },
    "a terminal of 256 colours": { from: { env: { TERM: "xterm-256color" } }, want: { colors: 256 } },
    "a terminal of all colours": { from: { env: { COLORTERM: "truecolor" } }, want: { colors: 16_777_216 } },
    Windows: { from: { platform: "win32", env: {} }, want: { colors: 16_777_216, unicode: false, emoji: false } },
    "Windows Terminal": { from: { platform: "win32", env: { WT_SESSION: "1" } }, want: { unicode: true, emoji: true } },
    "a pipe": { from: { stream: {} }, want: { isTty: false, colors: 0, emoji: false, columns: 80 } },
    PROVIDE_NO_EMOJI: { from: { env: { PROVIDE_NO_EMOJI: "1", LANG: "C.UTF-8" } }, want: { colors: 16, emoji: false } },
    NO_COLOR: { from: { env: { NO_COLOR: "1", LANG: "C.UTF-8" } }, want: { colors: 0, emoji: false } },
    "NO_COLOR, whatever it says": { from: { env: { NO_COLOR: "false" } }, want: { colors: 0 } },
    "an empty NO_COLOR": { from: { env: { NO_COLOR: "" } }, want: { colors: 16 } },
    "FORCE_COLOR on a pipe": {
      from: { stream: {}, env: { FORCE_COLOR: "1", NO_COLOR: "1" } },
      want: { colors: 16, emoji: false },
    },
    "FORCE_COLOR with a number of colours": {
      from: { stream: {}, env: { FORCE_COLOR: "3" } },
      want: { colors: 16_777_216 },
    },
    "FORCE_COLOR that forces none": { from: { env: { FORCE_COLOR: "0" } }, want: { colors: 0 } },
    "a dumb terminal": { from: { env: { TERM: "dumb" } }, want: { isTty: true, colors: 0 } },
    "the console of Linux": { from: { env: { TERM: "linux", LANG: "en_US.UTF-8" } }, want: { unicode: false } },
    "another charset": { from: { env: { LANG: "de_DE.ISO-8859-1" } }, want: { unicode: false, emoji: false } },
    "a charset in other words": { from: { env: { LC_CTYPE: "utf8", LANG: "C" } }, want: { unicode: true } },
    "the charset that wins": { from: { env: { LC_ALL: "C", LANG: "C.UTF-8" } }, want: { unicode: false } },
    "no charset on Linux": { from: { env: {} }, want: { unicode: false } },
    "no charset on a Mac": { from: { platform: "darwin", env: {} }, want: { unicode: true } },
    "a terminal that does not say how wide it is": {
      from: { stream: { isTTY: true, columns: 0 } },
      want: { columns: 80 },
    },
  };
  for (const [name, { from, want }] of Object.entries(cases)) {
    test(`F06 ${name}`, () => {
      const usual = { stream: { isTTY: true, columns: 120 }, env: { LANG: "C.UTF-8" }, platform: "linux" };
      const got = detectTerminal({ ...usual, ...from });
      assert.deepEqual({ ...got, ...want }, got);
    });
  }
});

suite("isTerminal", () => {
  test("a file, nothing at all and what is closed are none", () => {
    const files = [import.meta.filename, devNull].map((file) => openSync(file, "r"));
    assert.deepEqual(files.map(isTerminal), [false, false]);
    for (const file of files) closeSync(file);
    assert.equal(isTerminal(999_999), false);
  });

  test("says of the standard streams what Node says", () => {
    for (const fd of [0, 1, 2]) assert.equal(isTerminal(fd), isatty(fd));
  });
});
