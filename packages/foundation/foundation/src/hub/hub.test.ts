// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { HubError } from "./hub-error.ts";
import { createHub } from "./hub.ts";
import { token } from "./token.ts";

class Resource {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

class FileResource extends Resource {}

class DataSource {
  readonly kind = "data source";
}

const clock = token<() => number>("test.clock");

const failure = (code: string, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof HubError, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, message);
  assert.ok(error.hint, "every error says what to do");
  return true;
};

suite("hub", () => {
  test("P01 what is registered under a name is got by it", () => {
    const hub = createHub();
    const server = new Resource("server");
    hub.register("server", server);
    assert.equal(hub.get("server"), server);
    assert.equal(hub.get("server", Resource).name, "server");
    assert.equal(hub.has("server"), true);
    assert.equal(hub.has("client"), false);
  });

  test("P01 a duplicate name is an error that names both places, unless it replaces", () => {
    const hub = createHub();
    hub.register("server", 1);
    assert.throws(
      () => hub.register("server", 2),
      failure(
        "hub.duplicate",
        /^server is registered twice: at \S+hub\.test\.(ts|js):\d+ and at \S+hub\.test\.(ts|js):\d+$/,
      ),
    );
    assert.equal(hub.get("server"), 1);
    hub.register("server", 3, { replace: true });
    assert.equal(hub.get("server"), 3);
  });

  test("V06 the places are those of the declarations where the caller says so", () => {
    const hub = createHub();
    hub.registerLazy("a", Resource, () => new Resource("a"), { source: "src/a.ts:1" });
    assert.throws(
      () => hub.register("a", 1, { source: () => "src/b.ts:2" }),
      failure("hub.duplicate", /^a is registered twice: at src\/a\.ts:1 and at src\/b\.ts:2$/),
    );
  });

  test("an entry knows the line on which it was registered", () => {
    const hub = createHub();
    const here = /hub\.test\.(?:ts|js):(\d+)/.exec(new Error("here").stack!)![1];
    hub.register("a", 1);
    hub.registerLazy("b", Resource, () => new Resource("b"));
    const lines = hub.entries().map(({ source }) => Number(source.split(":").at(-1)) - Number(here));
    assert.deepEqual(lines, [1, 2]);
  });

  test("a name that nobody registered is an error that says what there is", () => {
    const hub = createHub();
    assert.throws(() => hub.get("server"), failure("hub.not_found", /^nothing is registered as server$/));
    assert.equal(hub.tryGet("server"), undefined);
    hub.register("client", 1);
    assert.throws(
      () => hub.get("server"),
      (error) => (error as HubError).hint === "There are: client.",
    );
    assert.throws(() => hub.get("__proto__"), failure("hub.not_found", /__proto__/));
  });

  test("a token is a name with a type", () => {
    const hub = createHub();
    hub.register(clock, () => 7);
    const now: number = hub.get(clock)();
    assert.equal(now, 7);
    assert.equal(hub.tryGet(token<string>("test.other")), undefined);
    // Another copy of the package that made the token has an object of its own.
    assert.equal(hub.get(token<() => number>("test.clock"))(), 7);
  });

  test("a component is not handed out as something that it is not", () => {
    const hub = createHub();
    hub.register("server", new DataSource());
    assert.throws(() => hub.get("server", Resource), failure("hub.wrong_type", /^server is not a Resource; it was/));
    assert.throws(() => hub.get(token("server")), failure("hub.wrong_type", /^server is not a server/));
    assert.throws(() => hub.tryGet("server", Resource), failure("hub.wrong_type", /^server is not a Resource/));
  });

  test("P02 discoverByType finds all of a class, typed", () => {
    const hub = createHub();
    hub.register("file", new FileResource("file"));
    hub.register("data", new DataSource());
    hub.register("plain", new Resource("plain"));
    hub.registerLazy("lazy", FileResource, () => assert.fail("was loaded"));
    hub.register("number", 1);
    hub.register("nothing", null);

    const names = (type: Parameters<typeof hub.discoverByType>[0]): string[] =>
      hub.discoverByType(type).map(({ name }) => name);
    assert.deepEqual(names(Resource), ["file", "plain", "lazy"]);
    assert.deepEqual(names(FileResource), ["file", "lazy"]);
    assert.deepEqual(names(DataSource), ["data"]);
    assert.deepEqual(names(Date), []);
    const [first] = hub.discoverByType(Resource);
    assert.equal(first!.component.name, "file");
  });

  test("P02 discoverByType finds all of a token", async () => {
    const hub = createHub();
    const check = token<{ run(): string }>("test.check");
    hub.register("one", { run: () => "1" }, { type: check });
    hub.registerLazy("two", check, async () => ({ run: () => "2" }));
    hub.register("other", { run: () => "3" });
    const results: string[] = [];
    for (const entry of hub.discoverByType(check)) results.push((await entry.load()).run());
    assert.deepEqual(results, ["1", "2"]);
  });

  test("a lazy component is loaded once, when it is first wanted", async () => {
    const hub = createHub();
    let loads = 0;
    hub.registerLazy("file", FileResource, async () => {
      loads++;
      return new FileResource("file");
    });
    assert.throws(() => hub.get("file"), failure("hub.not_loaded", /^file is not loaded; it was registered at /));
    assert.equal(hub.discoverByType(FileResource)[0]!.isLoaded, false);
    const all = await Promise.all([hub.load("file"), hub.load("file", Resource), hub.entries()[0]!.load()]);
    assert.equal(new Set(all).size, 1);
    assert.equal(loads, 1);
    assert.equal(hub.get("file", FileResource), all[0]);
    assert.equal(await hub.load("file"), all[0]);
    assert.equal(loads, 1);
  });

  test("undefined is a component like any other", async () => {
    const hub = createHub();
    let loads = 0;
    hub.registerLazy("nothing", token<undefined>("test.nothing"), () => void loads++);
    await hub.load("nothing");
    assert.equal(await hub.load("nothing"), undefined);
    assert.equal(loads, 1);
  });

  test("a load that fails names the entry, tells all who wait, and is tried again", async () => {
    const hub = createHub();
    let loads = 0;
    hub.registerLazy("file", Resource, () => {
      if (++loads === 1) throw new Error("disk gone");
      return new Resource("file");
    });
    const failed = failure("hub.load_failed", /^file could not be loaded; it was registered at \S+hub\.test/);
    const [first, second] = await Promise.allSettled([hub.load("file"), hub.load("file")]);
    for (const result of [first, second]) {
      assert.ok(result.status === "rejected" && failed(result.reason));
      assert.equal(((result.reason as HubError).cause as Error).message, "disk gone");
    }
    assert.equal(loads, 1);
    assert.equal((await hub.load("file", Resource)).name, "file");
  });

  test("a loader must give what was promised", async () => {
    const hub = createHub();
    hub.registerLazy("file", Resource, () => new DataSource() as unknown as Resource);
    await assert.rejects(hub.load("file"), failure("hub.wrong_type", /^file was registered as a Resource and is none/));
  });

  test("a scope sees what is around it and hides what it has itself", async () => {
    const hub = createHub();
    hub.register("a", "outer a");
    hub.register("b", "outer b");
    const scope = hub.scope();
    scope.register("b", "inner b");
    scope.register("c", "inner c");
    assert.deepEqual(
      scope.entries().map(({ name, component }) => [name, component]),
      [
        ["a", "outer a"],
        ["b", "inner b"],
        ["c", "inner c"],
      ],
    );
    assert.equal(hub.get("b"), "outer b");
    assert.equal(hub.has("c"), false);
    assert.throws(() => scope.register("c", 1), failure("hub.duplicate", /^c is registered twice/));
  });

  test("a lazy component of a hub is loaded once for all its scopes", async () => {
    const hub = createHub();
    hub.registerLazy("file", Resource, () => new Resource("file"));
    const [one, two] = await Promise.all([hub.scope().load("file"), hub.scope().load("file")]);
    assert.equal(one, two);
  });

  test("a closed hub disposes its own components, the last first, and no others", async () => {
    const log: string[] = [];
    const disposable = (name: string): AsyncDisposable => ({
      async [Symbol.asyncDispose]() {
        await Promise.resolve();
        log.push(name);
      },
    });
    const hub = createHub();
    hub.register("outer", disposable("outer"));
    {
      await using scope = hub.scope();
      scope.register("first", disposable("first"));
      scope.register("sync", { [Symbol.dispose]: () => log.push("sync") });
      scope.register("plain", {});
      scope.register("nothing", null);
      scope.registerLazy("unused", Resource, () => assert.fail("was loaded"));
      scope.registerLazy("loading", token("test.loading"), async () => disposable("loading"));
      scope.register("replaced", disposable("replaced"));
      scope.register("replaced", disposable("replacement"), { replace: true });
      void scope.load("loading");
    }
    assert.deepEqual(log, ["replacement", "loading", "sync", "first"]);
  });

  test("a component that cannot be disposed does not keep the others from it", async () => {
    const hub = createHub();
    let disposed = 0;
    const fail = (): never => {
      throw new Error("stuck");
    };
    hub.register("a", { [Symbol.dispose]: () => disposed++ });
    hub.register("b", { [Symbol.dispose]: fail });
    hub.register("c", { [Symbol.asyncDispose]: () => Promise.reject(new Error("stuck too")) });
    await assert.rejects(hub[Symbol.asyncDispose](), (error: AggregateError) => error.errors.length === 2);
    assert.equal(disposed, 1);
    await hub[Symbol.asyncDispose]();
  });

  test("a closed hub says so", async () => {
    const hub = createHub();
    hub.register("a", 1);
    await hub[Symbol.asyncDispose]();
    assert.throws(() => hub.get("a"), failure("hub.disposed", /disposed/));
    assert.throws(() => hub.register("b", 1), failure("hub.disposed", /disposed/));
    assert.throws(() => hub.entries(), failure("hub.disposed", /disposed/));
  });
});
