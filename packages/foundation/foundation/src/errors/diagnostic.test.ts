// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { errorToDiagnostic, type ErrorDiagnostic } from "./diagnostic.ts";
import { FoundationError } from "./foundation-error.ts";

const looped = new Error("first", { cause: new Error("second") });
(looped.cause as Error).cause = looped;

suite("errorToDiagnostic", () => {
  const cases: Record<string, { error: unknown; want: Partial<ErrorDiagnostic> }> = {
    "P10 an error with all that one can have": {
      error: new FoundationError("the port is taken\nby another server", {
        context: { path: ["server", 0, "port"], detail: "It listens since noon." },
        hint: "Choose another one.",
        cause: new Error("EADDRINUSE"),
      }),
      want: {
        severity: "error",
        summary: "the port is taken",
        detail: "by another server\n\nIt listens since noon.\n\nCaused by: EADDRINUSE\n\nChoose another one.",
        attribute: ["server", 0, "port"],
      },
    },
    "a path that is one name": {
      error: new FoundationError("wrong", { context: { path: "title" } }),
      want: { summary: "wrong", detail: "", attribute: ["title"] },
    },
    "a plain error": { error: new TypeError("wrong"), want: { summary: "wrong", detail: "" } },
    "causes in a circle": { error: looped, want: { summary: "first", detail: "Caused by: second" } },
    "an error without a message": { error: new Error(""), want: { summary: "An error without a message" } },
    "a text": { error: "wrong\nindeed", want: { summary: "wrong", detail: "indeed" } },
    "something else": { error: Symbol("x"), want: { summary: "Something that is no error was thrown", detail: "" } },
    nothing: { error: undefined, want: { summary: "Something that is no error was thrown" } },
    "Y09 secrets in every part": {
      error: new FoundationError("got https://ann:hunter2@host/", {
        context: { detail: "--token hunter2" },
        hint: "password=hunter2",
        cause: new Error("Authorization: Bearer hunter2"),
      }),
      want: {
        summary: "got https://ann:[redacted]@host/",
        detail: "--token [redacted]\n\nCaused by: Authorization: Bearer [redacted]\n\npassword=[redacted]",
      },
    },
  };
  for (const [name, { error, want }] of Object.entries(cases)) {
    test(name, () => {
      const got = errorToDiagnostic(error);
      assert.deepEqual({ ...got, ...want }, got);
    });
  }

  for (const path of [[], [{}], 1, {}, "", null]) {
    test(`a context whose path is ${JSON.stringify(path)} marks nothing`, () => {
      assert.equal("attribute" in errorToDiagnostic(new FoundationError("x", { context: { path } })), false);
    });
  }

  test("an error whose getters throw still has a diagnostic", () => {
    const hostile = Object.defineProperty({}, "message", {
      get: () => {
        throw new Error("no");
      },
    });
    assert.equal(errorToDiagnostic(hostile).summary, "[unreadable]");
  });
});
