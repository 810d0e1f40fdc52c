// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { isMet } from "../bench/benchmark.ts";
import { renderTable, renderTarget } from "../bench/render.ts";
import { growthExponent, median, percentile, round } from "../bench/statistics.ts";

suite("benchmarks", () => {
  test("a percentile lies between the samples around it", () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 2, 3]), 2.5);
    assert.equal(percentile([10, 20], 0.1), 11);
    assert.equal(percentile([7], 0.99), 7);
    assert.throws(() => median([]), RangeError);
  });

  test("growth is the exponent of a power law", () => {
    const points = (cost: (size: number) => number) => [1, 10, 100].map((size) => ({ size, cost: cost(size) }));
    assert.ok(Math.abs(growthExponent(points((size) => 3 * size)) - 1) < 1e-12);
    assert.ok(Math.abs(growthExponent(points((size) => 0.5 * size ** 2)) - 2) < 1e-12);
    assert.throws(() => growthExponent([{ size: 1, cost: 1 }]), RangeError);
  });

  test("figures have three digits that count", () => {
    assert.deepEqual([1234.5, 12.345, 0.12345].map(round), [1235, 12.3, 0.123]);
  });

  test("a table lines names up to the left and figures to the right", () => {
    const rows = [
      { name: "a", values: [1.2345, null] },
      { name: "longer", values: [100, "x"] },
    ];
    assert.equal(
      renderTable({ title: "Title, ms", columns: ["name", "p50", "p99"], rows }),
      "Title, ms\n  name     p50  p99\n  a       1.23    -\n  longer   100    x",
    );
  });

  test("a target is met, missed or not measured, in either direction", () => {
    const target = { what: "calls/s", limit: 100 };
    assert.equal(isMet({ ...target, measured: 100 }), true);
    assert.equal(isMet({ ...target, measured: 101 }), false);
    assert.equal(isMet({ ...target, measured: 101, atLeast: true }), true);
    assert.equal(isMet({ ...target, measured: null }), undefined);
    assert.equal(
      renderTarget({ ...target, measured: 99, atLeast: true }),
      "MISSED: calls/s: at least 100, measured 99",
    );
    assert.equal(renderTarget({ ...target, measured: null }), "not measured: calls/s: at most 100");
  });
});
