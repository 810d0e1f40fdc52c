// SPDX-License-Identifier: Apache-2.0

/**
 * What an error's body says about single values of the request, in the forms
 * that services have.
 *
 * Source: RFC 9457 (`detail`, `title`) with the `errors` of its example; FastAPI
 * (`detail[].loc`), Rails and Laravel (`errors.name[]`), JSON:API
 * (`errors[].source.pointer`), GitHub (`errors[].field`).
 *
 * @module
 */

/** One value that the service refuses. */
export interface Violation {
  /** Down to the property of the request; empty for the request as a whole. */
  readonly steps: readonly (string | number)[];
  readonly message: string;
}

/** A body's own words for what is wrong. */
export function findMessage(body: unknown): string | undefined {
  if (typeof body === "string") return shorten(body);
  if (!isRecord(body)) return undefined;
  const inner = isRecord(body["error"]) ? findMessage(body["error"]) : undefined;
  const texts = [body["detail"], body["message"], inner, body["error_description"], body["error"], body["title"]];
  const text = texts.find((part) => typeof part === "string" && part !== "");
  return text === undefined ? undefined : shorten(text as string);
}

export function findViolations(body: unknown): readonly Violation[] {
  if (!isRecord(body)) return [];
  const places = [body["errors"], body["violations"], body["invalid-params"], body["detail"], body["error"]];
  return places.map(fromPlace).find((found) => found.length > 0) ?? [];
}

function fromPlace(place: unknown): Violation[] {
  if (Array.isArray(place)) return place.flatMap(fromEntry);
  if (!isRecord(place)) return [];
  const entry = fromEntry(place);
  if (entry.length > 0) return entry;
  return Object.entries(place).flatMap(([name, messages]) => {
    const texts = [messages].flat().filter((text) => typeof text === "string");
    return texts.map((message) => ({ steps: readSteps(name), message: shorten(message) }));
  });
}

function fromEntry(entry: unknown): Violation[] {
  if (!isRecord(entry)) return [];
  const { source, pointer, loc, field, name, path } = entry;
  const place = (isRecord(source) ? source["pointer"] : undefined) ?? pointer ?? loc ?? field ?? path ?? name;
  const texts = [entry["detail"], entry["message"], entry["msg"], entry["reason"], entry["title"], entry["code"]];
  const message = texts.find((text) => typeof text === "string");
  if (place === undefined || message === undefined) return [];
  return [{ steps: readSteps(place), message: shorten(message) }];
}

/** Of `#/owner/tags/0`, `owner.tags[0]` or `["body", "owner", "tags", 0]`. */
function readSteps(place: unknown): readonly (string | number)[] {
  const parts = Array.isArray(place)
    ? place.filter((part) => typeof part === "string" || typeof part === "number")
    : splitPlace(typeof place === "string" ? place : "");
  return parts.map((part) => (/^\d+$/.test(String(part)) ? Number(part) : part)).filter((part) => part !== "");
}

function splitPlace(place: string): string[] {
  if (!place.startsWith("/") && !place.startsWith("#/")) return place.split(/[.[\]]+/);
  const escaped = place.slice(place.indexOf("/") + 1).split("/");
  return escaped.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** A page of HTML or a dump is nothing to read in a terminal. */
function shorten(text: string): string {
  const line = text.trim();
  return line.length > 1000 ? `${line.slice(0, 1000)} …` : line;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
