import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { packBytes, type PackedBytes, sendBytes } from "./packed-bytes.ts";

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
const QUALITY = 5;

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
  let file: Promise<PackedBytes> | undefined;
  const type = TYPES[extname(path)] ?? "application/octet-stream";
  const cacheControl = isNamedByContent ? "public, max-age=31536000, immutable" : "no-cache";
  return async (request, reply) => {
    file ??= readFile(path).then((body) => packBytes(body, COMPRESSED.has(extname(path)) ? QUALITY : undefined));
    return sendBytes({ request, reply }, await file, { type, cacheControl });
  };
}
