import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";

/** Bytes as they go out: plain, small where that pays, and the tag by which a page knows that it has them already. */
export interface PackedBytes {
  readonly body: Buffer;
  readonly small: Buffer | undefined;
  readonly tag: string;
}

/** Shorter bytes are sent as they are. */
const WORTH_bytes = 1000;
const compress = promisify(brotliCompress);

/** The tag of some bytes. */
export function tagOf(body: Buffer): string {
  return `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
}

/** Packs bytes with Brotli; `quality` undefined for what is compressed already. */
export async function packBytes(body: Buffer, quality: number | undefined): Promise<PackedBytes> {
  const isWorth = quality !== undefined && body.length > WORTH_bytes;
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality ?? 0 };
  return { body, tag: tagOf(body), small: isWorth ? await compress(body, { params }) : undefined };
}

/** Sends bytes in the form that the page takes, or tells it that it has them. */
export function sendBytes(
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { body, small, tag }: PackedBytes,
  { type, cacheControl }: { readonly type: string; readonly cacheControl: string },
): FastifyReply {
  reply.headers({ etag: tag, "cache-control": cacheControl, vary: "accept-encoding" });
  if (request.headers["if-none-match"] === tag) return reply.code(304).send();
  reply.type(type);
  if (small === undefined || !/\bbr\b/.test(request.headers["accept-encoding"] ?? "")) return reply.send(body);
  return reply.header("content-encoding", "br").send(small);
}
