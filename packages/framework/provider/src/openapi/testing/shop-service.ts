// SPDX-License-Identifier: Apache-2.0

import {
  type RecordedRequest,
  type ScriptedAnswer,
  type ScriptedServer,
  startScriptedServer,
} from "@provide-foundry/testkit";

type Item = Readonly<Record<string, unknown>>;

export interface ShopService extends AsyncDisposable {
  readonly url: string;
  readonly requests: ScriptedServer["requests"];
  /** By shop and id; for tests that change things behind Terraform's back. */
  readonly items: Map<string, Item>;
  /** The status codes with which the next requests fail. */
  readonly failures: number[];
}

/** The service that `shop.yaml` describes, in memory. The key is `sesame`. */
export async function startShopService(): Promise<ShopService> {
  const items = new Map<string, Item>();
  const failures: number[] = [];
  const shop = new Shop(items, failures);
  const server = await startScriptedServer((request) => shop.answer(request));
  return {
    url: `${server.url}/v1`,
    requests: server.requests,
    items,
    failures,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

class Shop {
  readonly #items: Map<string, Item>;
  readonly #failures: number[];
  /** Beyond what a number holds exactly. */
  #lastId = 9_007_199_254_740_993n;

  constructor(items: Map<string, Item>, failures: number[]) {
    this.#items = items;
    this.#failures = failures;
  }

  answer({ method, path, headers, body }: RecordedRequest): ScriptedAnswer {
    const failure = this.#failures.shift();
    if (failure !== undefined)
      return { status: failure, headers: { "retry-after": "0" }, body: { message: "not now" } };
    if (headers.get("x-api-key") !== "sesame")
      return { status: 401, body: { title: "Unauthorized", detail: "Who are you?" } };
    const url = new URL(path, "http://shop");
    const [, , , shop = "", , id] = url.pathname.split("/");
    if (id === undefined) return method === "POST" ? this.#create(shop, body) : this.#list(shop, url.searchParams);
    return this.#serve(method, `${shop}/${id}`, body);
  }

  #create(shop: string, body: string): ScriptedAnswer {
    const values = JSON.parse(body) as Item;
    const problem = findProblem(values, [...this.#items.values()]);
    if (problem !== undefined) return problem;
    const id = String(this.#lastId++);
    this.#items.set(`${shop}/${id}`, { createdAt: "2026-01-02T03:04:05Z", status: "ready", ...complete(values) });
    return { status: 201, ...this.#show(shop, id) };
  }

  #list(shop: string, query: URLSearchParams): ScriptedAnswer {
    const [page, size] = [Number(query.get("page")), Number(query.get("per_page"))];
    const color = query.get("color");
    const keys = [...this.#items.keys()].filter((key) => key.startsWith(`${shop}/`));
    const wanted = keys.filter((key) => color === null || this.#items.get(key)!["color"] === color);
    const shown = wanted.slice((page - 1) * size, page * size).map((key) => this.#text(key));
    return { headers: { "content-type": "application/json" }, body: `{"items":[${shown.join()}]}` };
  }

  #serve(method: string, key: string, body: string): ScriptedAnswer {
    const item = this.#items.get(key);
    if (item === undefined) return { status: 404, body: { message: "no such item" } };
    const [shop = "", id = ""] = key.split("/");
    if (method === "DELETE") {
      this.#items.delete(key);
      return { status: 204, body: "" };
    }
    if (method === "PATCH") {
      const changes = JSON.parse(body) as Item;
      const problem = findProblem(
        { ...item, ...changes },
        [...this.#items.values()].filter((other) => other !== item),
      );
      if (problem !== undefined) return problem;
      const merged = Object.entries({ ...item, ...complete(changes) }).filter(([, value]) => value !== null);
      this.#items.set(key, Object.fromEntries(merged) as Item);
    }
    return this.#show(shop, id);
  }

  #show(shop: string, id: string): ScriptedAnswer {
    return { headers: { "content-type": "application/json" }, body: this.#text(`${shop}/${id}`) };
  }

  /** The id is written as a number, which JavaScript could not. */
  #text(key: string): string {
    const { supplierKey: _, ...item } = this.#items.get(key)!;
    return `{"id":${key.split("/")[1]},${JSON.stringify(item).slice(1)}`;
  }
}

/** With what the shop itself adds. */
function complete(values: Item): Item {
  const variants = values["variants"] as readonly Item[] | undefined;
  return {
    ...values,
    ...(variants && { variants: variants.map((variant) => ({ ...variant, sku: `SKU-${String(variant["name"])}` })) }),
  };
}

function findProblem({ title, price, availableFrom }: Item, others: readonly Item[]): ScriptedAnswer | undefined {
  if (others.some((other) => other["title"] === title))
    return { status: 409, body: { message: `there is a ${String(title)} already` } };
  if (Number(price) > 1000)
    return { status: 422, body: { detail: [{ loc: ["body", "price"], msg: "too expensive", type: "value" }] } };
  if (String(availableFrom).startsWith("1999"))
    return { status: 422, body: { title: "Invalid", errors: [{ pointer: "#/availableFrom", detail: "is over" }] } };
  return undefined;
}
