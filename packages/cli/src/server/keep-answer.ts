import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";

/** Gives a JSON answer, made once for all who ask within a second, with a tag by which a page knows that it has it already. */
export type KeptAnswer = (request: FastifyRequest, reply: FastifyReply) => Promise<never>;

interface Made {
  readonly body: Buffer;
  readonly small: Buffer | undefined;
  readonly tag: string;
}

/** How old an answer may be where others asked in the last half second; a new one is made meanwhile, not oftener than every three seconds. */
const STALE_ms = 10_000;
const BUSY_ms = 500;
const REMAKE_ms = 3000;
const compress = promisify(brotliCompress);

/**
 * Answers with what `make` gives, JSON-able or JSON already. Whoever asks alone gets what is true now, give or take `keep_ms`; where many ask, nobody waits
 * while it is made anew.
 */
export function keepAnswer(make: () => Promise<unknown>, keep_ms = 1000): KeptAnswer {
  let kept: Made | undefined;
  let made_ms = -Infinity;
  let asked_ms = -Infinity;
  let making: Promise<Made> | undefined;
  const makeNow = (): Promise<Made> => {
    making ??= (async () => {
      const value = await make();
      const body = Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
      const tag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
      if (kept?.tag !== tag) kept = { body, tag, small: body.length > 1000 ? await compress(body, BROTLI) : undefined };
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
    const { body, small, tag } = isGood ? kept! : await makeNow();
    reply.headers({ etag: tag, "cache-control": "no-cache", vary: "accept-encoding" });
    // Bytes are sent as they are: the route's schema describes them and does not write them.
    if (request.headers["if-none-match"] === tag) return reply.code(304).send() as never;
    reply.type("application/json; charset=utf-8");
    if (small === undefined || !/\bbr\b/.test(request.headers["accept-encoding"] ?? ""))
      return reply.send(body) as never;
    return reply.header("content-encoding", "br").send(small) as never;
  };
}

const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
