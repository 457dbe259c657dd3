import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";

/** Nothing from elsewhere and no script in the page itself; workers and wasm are the page's own. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  // The globe library sets the look of its credits in attributes, and has one style of its own, known by its hash.
  "style-src 'self'",
  "style-src-elem 'self' 'sha256-gM2CWYHXIHTu7Ts6ncwv0GMWZ9LXGrz2qqqjyuDojl8='",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self' blob: data:",
  "frame-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "object-src 'none'",
].join("; ");

/** A result's report is one file with its own style and no script. */
const REPORT_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'";

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]", "::1"]);

export interface GuardSettings {
  /** Address that the server listens on. */
  readonly host: string;
  /** What a visitor must show; absent on loopback. */
  readonly token?: string;
}

/** Whether an address is this machine's own. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host);
}

/** A token nobody guesses. */
export function makeToken(): string {
  return randomBytes(24).toString("base64url");
}

/**
 * Sets the security headers of every answer; refuses requests for a host name that is not this machine's (a page elsewhere
 * that had its name point here), changes asked for by other pages, and visitors without the token where there is one.
 */
export function guardRequests(app: FastifyInstance, { host, token }: GuardSettings): void {
  app.addHook("onRequest", async (request, reply) => {
    reply.headers({
      "content-security-policy": request.url.startsWith("/api/jobs/") ? REPORT_POLICY : PAGE_POLICY,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": "geolocation=(), camera=(), microphone=()",
    });
    const refusal = refusalOf(request.raw, { host, ...(token === undefined ? {} : { token }) });
    if (refusal !== undefined) return reply.code(refusal.code).send({ message: refusal.message });
    if (
      token !== undefined &&
      !holdsToken(request.headers.cookie, token) &&
      request.headers.authorization === undefined
    )
      reply.header("set-cookie", `parapet=${token}; HttpOnly; SameSite=Strict; Path=/`);
    return undefined;
  });
}

/** Why a request is not answered; undefined for one that is. */
export function refusalOf(
  { headers, url = "/" }: Pick<IncomingMessage, "headers" | "url">,
  { host, token }: GuardSettings,
): { readonly code: number; readonly message: string } | undefined {
  const asked = (headers.host ?? "").replace(/:\d+$/, "");
  if (isLoopback(host) && !isLoopback(asked)) return { code: 421, message: "ask for 127.0.0.1 or localhost" };
  const { origin } = headers;
  if (origin !== undefined && hostOf(origin) !== headers.host)
    return { code: 403, message: "requests from other pages are not answered" };
  if (token === undefined || holdsToken(headers.cookie, token)) return undefined;
  const given = new URL(url, "http://x").searchParams.get("token");
  const bearer = headers.authorization?.replace(/^Bearer /, "");
  if (isSame(bearer ?? given, token)) return undefined;
  return { code: 401, message: "the token is missing: open the address that was printed" };
}

/** Host of an origin; undefined for "null" and anything else that is none. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

function holdsToken(cookie: string | undefined, token: string): boolean {
  return (cookie ?? "").split(/;\s*/).some((part) => part.startsWith("parapet=") && isSame(part.slice(8), token));
}

function isSame(given: unknown, token: string): boolean {
  if (typeof given !== "string" || given.length !== token.length) return false;
  return timingSafeEqual(Buffer.from(given), Buffer.from(token));
}
