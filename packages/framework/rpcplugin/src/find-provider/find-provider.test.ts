// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { type TemporaryDirectory, temporaryDirectory, zipArchive } from "@provide-foundry/testkit";
import { findProvider, type FindProviderOptions, type FoundProvider } from "./find-provider.ts";

/** A folder with a project and the home of its user, in which nothing of this machine is found. */
class Machine implements Disposable {
  readonly #directory: TemporaryDirectory = temporaryDirectory();

  /** @param files Programs by path; archives where the name says so. */
  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [name, content] of Object.entries(files)) {
      const type = /terraform-provider-([a-z]+)/.exec(name)?.[1];
      const isArchive = name.endsWith(".zip");
      this.#directory.write({
        [name]: isArchive ? zipArchive({ [`terraform-provider-${type}_x5`]: content }) : content,
      });
      if (!isArchive) chmodSync(this.path(name), 0o755);
    }
    this.#directory.write({ "project/main.tf": "" });
  }

  path(name: string): string {
    return path.join(this.#directory.path, name);
  }

  find(name: string, { env, ...options }: FindProviderOptions = {}): Promise<FoundProvider> {
    return findProvider(name, {
      cwd: this.path("project"),
      env: { HOME: this.path("home"), XDG_DATA_DIRS: this.path("share"), ...env },
      unpackDirectory: this.path("unpacked"),
      platform: "linux_amd64",
      ...options,
    });
  }

  /** What the program that is found contains. */
  async read(name: string, options?: FindProviderOptions): Promise<string> {
    const found = await this.find(name, options);
    assert.equal(found.kind, "program");
    return readFileSync(found.command, "utf8");
  }

  /** What the error says of a place. */
  async reason(name: string, place: string, options?: FindProviderOptions): Promise<string | undefined> {
    const found = this.find(name, options);
    await assert.rejects(found, { code: "plugin.not_found" });
    const { message } = (await found.catch((error: Error) => error)) as Error;
    const lines = message.split("\n").map((line) => line.replace("  - ", ""));
    const start = `${place.startsWith("/") ? this.path(place.slice(1)) : place}: `;
    return lines.find((line) => line.startsWith(start))?.slice(start.length);
  }

  [Symbol.dispose](): void {
    this.#directory[Symbol.dispose]();
  }
}

const random = "registry.terraform.io/hashicorp/random";
const installed = `project/.terraform/providers/${random}`;
const program = "linux_amd64/terraform-provider-random_v3";

suite("findProvider", () => {
  const places: Record<string, { file: string; options?: (machine: Machine) => FindProviderOptions }> = {
    "what terraform init has installed": { file: `${installed}/3.1.0/${program}` },
    "what it has installed elsewhere": {
      file: `data/providers/${random}/3.1.0/${program}`,
      options: () => ({ env: { TF_DATA_DIR: "../data" } }),
    },
    "an unpacked mirror": {
      file: `mirror/${random}/3.1.0/${program}`,
      options: (machine) => ({ mirrors: [machine.path("mirror")] }),
    },
    "a packed mirror": {
      file: `mirror/${random}/terraform-provider-random_3.1.0_linux_amd64.zip`,
      options: () => ({ mirrors: ["../mirror"] }),
    },
    "a mirror of OpenTofu": {
      file: `mirror/registry.opentofu.org/hashicorp/random/3.1.0/${program}`,
      options: () => ({ mirrors: ["../mirror"] }),
    },
    "the project's own plugins": { file: `project/terraform.d/plugins/${random}/3.1.0/${program}` },
    "the user's plugins": { file: `home/.terraform.d/plugins/${random}/3.1.0/${program}` },
    "the user's data": { file: `home/.local/share/terraform/plugins/${random}/3.1.0/${program}` },
    "the system's data": { file: `share/terraform/plugins/${random}/3.1.0/${program}` },
    "the plugin cache": {
      file: `cache/${random}/3.1.0/${program}`,
      options: (machine) => ({ env: { TF_PLUGIN_CACHE_DIR: machine.path("cache") } }),
    },
  };
  for (const [name, { file, options }] of Object.entries(places)) {
    test(
      `U02 finds a provider in ${name}`,
      { skip: process.platform === "win32" && "other folders there" },
      async () => {
        using machine = new Machine({ [file]: "found" });
        const found = await machine.find("random", options?.(machine));
        assert.ok(found.kind === "program");
        assert.equal(found.version, "3.1.0");
        assert.equal(readFileSync(found.command, "utf8"), "found");
        assert.ok(file.startsWith(path.relative(machine.path("."), found.place)), found.place);
        assert.equal(statSync(found.command).mode & 0o100, 0o100, "it is executable");
      },
    );
  }

  test("takes the highest version that is no pre-release, or the one that is wanted", async () => {
    using machine = new Machine({
      [`${installed}/3.9.0/${program}`]: "3.9.0",
      [`${installed}/3.10.0/${program}`]: "3.10.0",
      [`${installed}/4.0.0-beta1/${program}`]: "4.0.0-beta1",
      [`${installed}/5.0.0/darwin_arm64/terraform-provider-random`]: "of another system",
    });
    assert.equal(await machine.read("random"), "3.10.0");
    assert.equal(await machine.read("random", { version: "4.0.0-beta1" }), "4.0.0-beta1");
  });

  test("an earlier place wins over a higher version in a later one", async () => {
    using machine = new Machine({
      [`${installed}/1.0.0/${program}`]: "installed",
      [`home/.terraform.d/plugins/${random}/2.0.0/${program}`]: "mirrored",
      "build/terraform-provider-random": "in development",
    });
    assert.equal(await machine.read("random"), "installed");
    assert.equal(await machine.read("random", { version: "2.0.0" }), "mirrored");
    assert.equal(await machine.read("random", { devOverrides: { "hashicorp/random": "../build" } }), "in development");
  });

  test("follows the links that terraform init makes", async () => {
    using machine = new Machine({
      [`home/.terraform.d/plugins/${random}/2.0.0/${program}`]: "mirrored",
      [`${installed}/2.0.0/.keep`]: "",
    });
    const target = machine.path(`home/.terraform.d/plugins/${random}/2.0.0/linux_amd64`);
    symlinkSync(target, machine.path(`${installed}/2.0.0/linux_amd64`));
    const found = await machine.find("random");
    assert.equal(found.place, machine.path("project/.terraform/providers"));
  });

  test("of a folder's files it takes the first with the provider's name", async () => {
    using machine = new Machine({
      "build/terraform-provider-random_v2": "second",
      "build/terraform-provider-random.sh": "first",
      "build/terraform-provider-randomness": "another provider's",
      "build/terraform-provider-random/LICENSE": "a folder",
    });
    assert.equal(await machine.read("random", { devOverrides: { random: machine.path("build") } }), "first");
  });

  test("an archive is unpacked once, and again when it is another of the same version", async () => {
    const archive = "mirror/registry.terraform.io/hashicorp/random/terraform-provider-random_3.1.0_linux_amd64.zip";
    using machine = new Machine({ [archive]: "old" });
    const options = { mirrors: [machine.path("mirror")] };
    assert.equal(await machine.read("random", options), "old");
    assert.deepEqual(await Promise.all([machine.read("random", options), machine.read("random", options)]), [
      "old",
      "old",
    ]);
    assert.equal(readdirSync(machine.path("unpacked")).length, 1);
    using other = new Machine({ [archive]: "new" });
    const unpackDirectory = machine.path("unpacked");
    assert.equal(await other.read("random", { mirrors: [other.path("mirror")], unpackDirectory }), "new");
  });

  test("one that runs already comes before all others", async () => {
    using machine = new Machine({ [`${installed}/1.0.0/${program}`]: "installed" });
    const entry = {
      Protocol: "grpc",
      ProtocolVersion: 6,
      Pid: 12,
      Test: true,
      Addr: { Network: "unix", String: "/tmp/x" },
    };
    const env = { TF_REATTACH_PROVIDERS: JSON.stringify({ [random]: entry }) };
    const found = await machine.find("hashicorp/random", { env });
    const reattach = { network: "unix", address: "/tmp/x", version: 6, pid: 12 };
    assert.deepEqual(found, { kind: "running", reattach, place: "TF_REATTACH_PROVIDERS" });
    assert.match((await machine.reason("time", "TF_REATTACH_PROVIDERS", { env })) ?? "", /^has only registry.*random$/);
  });

  test("a program can be named by its path, against the folder of the configuration", async () => {
    using machine = new Machine({ "project/bin/anything": "found" });
    assert.equal(await machine.read("./bin/anything"), "found");
    assert.equal(await machine.read(machine.path("project/bin/anything")), "found");
    await assert.rejects(machine.find("./bin/other"), { code: "plugin.not_found", message: /bin\/other$/ });
  });
});

suite("a provider that is not found", () => {
  test("the error lists all places in order, and why it is in none of them", async () => {
    using machine = new Machine();
    await assert.rejects(machine.find("example/acme", { version: "1.2.3" }), (error: Error & { hint: string }) => {
      const [first, ...places] = error.message.replaceAll(machine.path("."), "").split("\n");
      assert.equal(
        first,
        "there is no program of the provider example/acme 1.2.3 for linux_amd64; these places were looked at:",
      );
      assert.deepEqual(places, [
        "  - TF_REATTACH_PROVIDERS: is not set",
        "  - development overrides: there is none for it",
        "  - /project/.terraform/providers: there is no such folder",
        "  - /project/terraform.d/plugins: there is no such folder",
        "  - /home/.terraform.d/plugins: there is no such folder",
        "  - /home/.local/share/terraform/plugins: there is no such folder",
        "  - /share/terraform/plugins: there is no such folder",
      ]);
      assert.match(error.hint, /terraform init/);
      return true;
    });
  });

  const files = { [`${installed}/3.1.0/${program}`]: "x", [`${installed}/3.2.0/${program}`]: "x" };
  const folder = "/project/.terraform/providers";
  const reasons: Record<string, { options?: FindProviderOptions; name?: string; place?: string; want: string }> = {
    "of another version": { options: { version: "3.3.0" }, want: "has only 3.1.0, 3.2.0" },
    "of another system": { options: { platform: "windows_arm64" }, want: "has it only for linux_amd64" },
    "of another name": { name: "time", want: "does not have it" },
    "in an override that does not exist": {
      name: "time",
      options: { devOverrides: { time: "/no/such/folder" } },
      place: "development overrides",
      want: "/no/such/folder: there is no such folder",
    },
  };
  for (const [name, { options, place = folder, want, name: provider = "random" }] of Object.entries(reasons)) {
    test(`${name}: ${want}`, async () => {
      using machine = new Machine(files);
      assert.equal(await machine.reason(provider, place, options), want);
    });
  }

  test("a program that is not executable is told from none", async () => {
    using machine = new Machine(files);
    chmodSync(machine.path(`${installed}/3.2.0/${program}`), 0o644);
    assert.match((await machine.reason("random", folder)) ?? "", /3.2.0.*has the file .*_v3, which is not executable$/);
  });

  test("a folder without the program says so", async () => {
    using machine = new Machine({ [`${installed}/3.2.0/linux_amd64/README.md`]: "x" });
    assert.match((await machine.reason("random", folder)) ?? "", /linux_amd64: has no file terraform-provider-random$/);
  });

  test("an archive that is none, or leads out of its folder, is an error, and nothing is left of it", async () => {
    for (const archive of [Buffer.from("PK"), zipArchive({ "../../escaped": "x" })]) {
      using directory = temporaryDirectory();
      directory.write({ [`mirror/${random}/terraform-provider-random_3.1.0_linux_amd64.zip`]: archive });
      const unpackDirectory = path.join(directory.path, "a/b");
      const env = { XDG_DATA_DIRS: directory.path };
      const options = { cwd: directory.path, env, mirrors: ["mirror"], platform: "linux_amd64", unpackDirectory };
      await assert.rejects(findProvider("random", options), { code: "plugin.archive", message: /cannot be unpacked/ });
      assert.deepEqual(readdirSync(unpackDirectory), []);
      assert.equal(existsSync(path.join(directory.path, "escaped")), false);
    }
  });
});
