// SPDX-License-Identifier: Apache-2.0

import { DiagnosticError } from "../definition/diagnostic-error.ts";
import { toAttributeName } from "./attribute-name.ts";
import { type Violation, findMessage, findViolations } from "./find-violations.ts";
import { parseExactJson } from "./exact-json.ts";

/**
 * What a service answered in place of a result. Thrown out of a handler it is the diagnostic: at the attribute of the
 * first value that the service refuses, where its answer names one.
 */
export class RestError extends DiagnosticError {
  static {
    this.define("RestError", "provider.rest");
  }

  /** Of HTTP; undefined when there was no answer. */
  get status(): number | undefined {
    const status: unknown = (this.context as Readonly<Record<string, unknown>>)["status"];
    return typeof status === "number" ? status : undefined;
  }

  /**
   * @param call As its reader knows it: `POST /pets`.
   * @param names Attributes that are not called after their property.
   */
  static async fromResponse(
    call: string,
    response: Response,
    names: Readonly<Record<string, string>> = {},
  ): Promise<RestError> {
    const { status } = response;
    const body = readBody(await response.text());
    const violations = findViolations(body).map((violation) => toAttributes(violation, names));
    const told = violations.map(({ steps, message }) =>
      steps.length === 0 ? message : `${steps.join(".")}: ${message}`,
    );
    const detail = [
      findMessage(body),
      ...told,
      `${call} was answered with ${status} ${response.statusText}`.trim() + ".",
    ];
    return new RestError(summaryOf(status), {
      detail: detail.filter((line) => line !== undefined).join("\n"),
      path: violations.find(({ steps }) => steps.length > 0)?.steps,
      hint: hintOf(status),
      context: { status, ...retryAfterOf(response) },
    });
  }
}

function readBody(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    return /^\s*</.test(text) || text.trim() === "" ? undefined : text;
  }
}

/** What precedes the properties themselves, as FastAPI and JSON:API write it. */
const envelopes: readonly (string | number)[] = ["body", "data", "attributes"];

function toAttributes({ steps, message }: Violation, names: Readonly<Record<string, string>>): Violation {
  const start = steps.findIndex((step) => !envelopes.includes(step));
  const inner = start < 0 ? [] : steps.slice(start);
  const named = inner.map((step) => (typeof step === "number" ? step : (names[step] ?? toAttributeName(step))));
  return { steps: named, message };
}

function summaryOf(status: number): string {
  if (status === 401 || status === 403) return "The service does not allow it";
  if (status === 404 || status === 410) return "The service does not have it";
  if (status === 409 || status === 412) return "The service has a conflict with it";
  if (status === 429) return "The service is asked too often";
  if (status >= 300 && status < 400) return "The service is somewhere else";
  return status >= 500 ? "The service failed" : "The service refused";
}

function hintOf(status: number): string {
  if (status === 401 || status === 403) return "Check the credentials in the provider's block.";
  if (status === 409 || status === 412)
    return "Import what exists already, or apply again when nobody else changes it.";
  if (status >= 300 && status < 400) return "Set the provider's endpoint to where the service is.";
  return status === 429 || status >= 500 ? "Try again later." : "Change the configuration as the service says.";
}

function retryAfterOf({ headers }: Response): { readonly headers?: Headers } {
  const value = headers.get("retry-after");
  return value === null ? {} : { headers: new Headers({ "retry-after": value }) };
}
