// SPDX-License-Identifier: Apache-2.0

import type { IncomingMessage } from "node:http";
import { Problem } from "./problem.ts";

const maxBodyBytes = 65_536;

/**
 * Reads a request's body as JSON.
 *
 * @throws Problem 415 if it is called something else, 413 over 64 KiB, 400 if it is not JSON in UTF-8.
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const type = request.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new Problem(415, "not_json", "the content type must be application/json");
  const bytes = await readBody(request);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch (error) {
    throw new Problem(400, "malformed_json", `the body is not JSON: ${(error as Error).message}`);
  }
}

/** Stops reading at the limit, whatever length the client announced. */
function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    request.on("data", (chunk: Buffer) => {
      sizeBytes += chunk.byteLength;
      if (sizeBytes <= maxBodyBytes) {
        chunks.push(chunk);
        return;
      }
      request.pause().removeAllListeners("data");
      reject(new Problem(413, "body_too_large", `the body has more than ${maxBodyBytes} bytes`));
    });
    request.once("end", () => resolve(Buffer.concat(chunks)));
    request.once("close", () => reject(new Problem(400, "incomplete_body", "the body ended early")));
  });
}
