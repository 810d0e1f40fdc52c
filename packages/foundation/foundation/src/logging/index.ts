// SPDX-License-Identifier: Apache-2.0

/**
 * What a program's log can have beyond `createLogger`: emoji, limits and settings from the environment.
 *
 * @module
 */

export { createEmoji, standardEmoji, type EmojiColumn, type EmojiSet } from "./emoji.ts";
export { LogEnvironmentError, loggerOptionsFromEnvironment } from "./environment.ts";
export { limitRate, type LogRate, type RateLimitOptions } from "./rate-limit.ts";
export { sample, type SamplingOptions } from "./sampling.ts";
