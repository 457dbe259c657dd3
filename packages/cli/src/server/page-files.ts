import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".map": "application/json",
};
const COMPRESSED = new Set([".html", ".js", ".css", ".json", ".svg", ".wasm", ".map"]);
const compress = promisify(brotliCompress);

interface PageFile {
  readonly body: Buffer;
  readonly small: Buffer | undefined;
  readonly tag: string;
}

/** Hands out the files that a folder holds now, from memory and compressed: a class that opens the workbench at once is served in a second. */
export function addPageFiles(app: FastifyInstance, folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const url = `/${path
      .slice(folder.length + 1)
      .split(sep)
      .join("/")}`;
    const answer = makeAnswer(path, url.startsWith("/assets/"));
    app.get(url, { schema: { hide: true } }, answer);
    if (url === "/index.html") app.get("/", { schema: { hide: true } }, answer);
  }
}

function makeAnswer(
  path: string,
  isNamedByContent: boolean,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> {
  let file: Promise<PageFile> | undefined;
  const type = TYPES[extname(path)] ?? "application/octet-stream";
  return async (request, reply) => {
    file ??= readPageFile(path);
    const { body, small, tag } = await file;
    reply.headers({
      etag: tag,
      vary: "accept-encoding",
      "cache-control": isNamedByContent ? "public, max-age=31536000, immutable" : "no-cache",
    });
    if (request.headers["if-none-match"] === tag) return reply.code(304).send();
    reply.type(type);
    if (small === undefined || !/\bbr\b/.test(request.headers["accept-encoding"] ?? "")) return reply.send(body);
    return reply.header("content-encoding", "br").send(small);
  };
}

async function readPageFile(path: string): Promise<PageFile> {
  const body = await readFile(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
  const small = COMPRESSED.has(extname(path)) && body.length > 1000 ? await compress(body, { params }) : undefined;
  return { body, small, tag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"` };
}
