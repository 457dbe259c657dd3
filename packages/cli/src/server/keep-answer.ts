import type { FastifyReply, FastifyRequest } from "fastify";
import { packBytes, type PackedBytes, sendBytes, tagOf } from "./packed-bytes.ts";

/** Gives a JSON answer, made once for all who ask within a second, with a tag by which a page knows that it has it already. */
export type KeptAnswer = (request: FastifyRequest, reply: FastifyReply) => Promise<never>;

/** How old an answer may be where others asked in the last half second; a new one is made meanwhile, not oftener than every three seconds. */
const STALE_ms = 10_000;
const BUSY_ms = 500;
const REMAKE_ms = 3000;
const QUALITY = 4;

/**
 * Answers with what `make` gives, JSON-able or JSON already. Whoever asks alone gets what is true now, give or take `keep_ms`; where many ask, nobody waits
 * while it is made anew.
 */
export function keepAnswer(make: () => Promise<unknown>, keep_ms = 1000): KeptAnswer {
  let kept: PackedBytes | undefined;
  let made_ms = -Infinity;
  let asked_ms = -Infinity;
  let making: Promise<PackedBytes> | undefined;
  const makeNow = (): Promise<PackedBytes> => {
    making ??= (async () => {
      const value = await make();
      const body = Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
      if (kept?.tag !== tagOf(body)) kept = await packBytes(body, QUALITY);
      made_ms = performance.now();
      return kept;
    })().finally(() => (making = undefined));
    return making;
  };
  return async (request, reply) => {
    const now_ms = performance.now();
    const [age_ms, isBusy] = [now_ms - made_ms, now_ms - asked_ms < BUSY_ms];
    asked_ms = now_ms;
    const isGood = kept !== undefined && (age_ms <= keep_ms || (isBusy && age_ms < STALE_ms));
    if (isGood && age_ms > Math.max(keep_ms, REMAKE_ms)) makeNow().catch(() => {}); // Who asks next is told what went wrong.
    const packed = isGood ? kept! : await makeNow();
    // Bytes are sent as they are: the route's schema describes them and does not write them.
    const form = { type: "application/json; charset=utf-8", cacheControl: "no-cache" };
    return sendBytes({ request, reply }, packed, form) as never;
  };
}
