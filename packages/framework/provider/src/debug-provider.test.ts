// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { checkAddress, introduceProvider } from "./debug-provider.ts";

suite("introduceProvider", () => {
  const reattach = { version: 6, pid: 7, network: "unix", address: "/tmp/it's/plugin1" } as const;
  const json = (socket: string): string =>
    '{"example/acme":{"Protocol":"grpc","ProtocolVersion":6,"Pid":7,"Test":true,' +
    `"Addr":{"Network":"unix","String":${JSON.stringify(socket)}}}}`;

  test("a line for the shell, with Go's JSON", () => {
    assert.equal(
      introduceProvider("example/acme", reattach, "linux").split("\n")[2],
      `\tTF_REATTACH_PROVIDERS='${json(`/tmp/it'"'"'s/plugin1`).replaceAll('\\"', '"')}'`,
    );
  });

  test("on Windows a line for each of its two shells", () => {
    const [, , prompt, powerShell] = introduceProvider("example/acme", reattach, "win32").split("\n");
    assert.equal(prompt, `\tCommand Prompt:\tset "TF_REATTACH_PROVIDERS=${json("/tmp/it's/plugin1")}"`);
    assert.equal(powerShell, `\tPowerShell:\t$env:TF_REATTACH_PROVIDERS='${json("/tmp/it''s/plugin1")}'`);
  });
});

suite("checkAddress", () => {
  for (const address of ["example/acme", "registry.example.com/example/acme", "localhost:8080/example/ac-me"]) {
    test(address, () => assert.equal(checkAddress("acme", address), address));
  }

  for (const address of [undefined, "", "acme", "example/", "a/b/c/d", "example/acme ", "https://example/acme"]) {
    test(`not ${JSON.stringify(address)}`, () => {
      assert.throws(() => checkAddress("acme", address), {
        code: "provider.definition",
        message: /^provider acme: address: .*required_providers/,
      });
    });
  }
});
