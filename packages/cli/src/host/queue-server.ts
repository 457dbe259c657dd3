import type { Redis } from "ioredis";
import { deserialize, serialize } from "node:v8";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Build } from "./build.ts";
import { refuse } from "./problems.ts";

/** Prefix of every key on the server. */
export const PREFIX = "parapet";
/** Results and shared inputs that nobody fetched go after a day. */
export const KEEP_s = 86_400;

/** How long an answer may be due; longer than workers wait for work at a time, 10 s. */
const SILENCE_ms = 12_000;

/** Keys beside the queue's own. */
export const KEYS = {
  shared: (run: string): string => `${PREFIX}:shared:${run}`,
  result: (run: string, batch: number): string => `${PREFIX}:result:${run}:${batch}`,
  worker: (id: string): string => `${PREFIX}:worker:${id}`,
  run: (id: string): string => `${PREFIX}:run:${id}`,
} as const;

/** One batch of a study on its way to a worker. */
export interface BatchJob {
  readonly run: string;
  readonly batch: number;
  /** Name of the module among the studies' tasks, and of the function in it. */
  readonly module: string;
  readonly function: string;
  /** Packed list of tasks. */
  readonly tasks: string;
}

/** What a worker says of itself, or a run of what it needs. */
export interface Presence {
  readonly build: Build;
  readonly threads: number;
  readonly host: string;
}

/** To text and back with every bit: typed arrays, infinities and all. */
export function pack(value: unknown): string {
  return deflateRawSync(serialize(value), { level: 1 }).toString("base64");
}

/** The value that `pack` was given. */
export function unpack(text: string): unknown {
  return deserialize(inflateRawSync(Buffer.from(text, "base64")));
}

/** Connects to a queue's server and stays connected through restarts. Throws BadInput when it cannot be reached at the start. */
export async function connect(url: string, note: (line: string) => void): Promise<Redis> {
  if (!/^rediss?:\/\/[^\s/]+/.test(url))
    throw refuse(`"${url}" is not the address of a queue; one such as redis://127.0.0.1:6379 is due`);
  const { Redis: Client } = await import("ioredis");
  let isUp = false;
  let wasUp = false;
  const client = new Client(url, {
    lazyConnect: true,
    maxRetriesPerRequest: null,
    // A connection that has silently died (a cable, a router that forgot it) is given up and made anew.
    socketTimeout: SILENCE_ms,
    retryStrategy: (times) => (wasUp ? Math.min(100 * times, 2000) : null),
  });
  let reason = "no answer";
  client.on("error", (error: Error) => {
    reason = error.message;
  });
  client.on("ready", () => {
    if (wasUp && !isUp) note("the queue is back");
    isUp = true;
    wasUp = true;
  });
  client.on("close", () => {
    if (isUp) note("the connection to the queue is lost; waiting for it");
    isUp = false;
  });
  try {
    await client.connect();
  } catch {
    client.disconnect();
    throw refuse(`the queue at ${url} cannot be reached (${reason}); docs/operations.md tells how to start one`);
  }
  return client;
}

/** Leaves the server without a word. */
export function disconnect(client: Redis): void {
  client.removeAllListeners("close");
  client.disconnect();
}

/** Every presence of a kind on the server. */
export async function listPresences(client: Redis, kind: "worker" | "run"): Promise<readonly Presence[]> {
  const keys: string[] = [];
  let cursor = "0";
  do {
    const [next, found] = await client.scan(cursor, "MATCH", `${PREFIX}:${kind}:*`, "COUNT", 200);
    keys.push(...found);
    cursor = next;
  } while (cursor !== "0");
  if (keys.length === 0) return [];
  const texts = await client.mget(keys.toSorted());
  return texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as Presence]));
}

/** Keeps telling the server that this process is there, until stopped. */
export function keepPresent(client: Redis, key: string, presence: Presence): () => Promise<void> {
  const tell = (): void => {
    if (client.status === "ready") client.set(key, JSON.stringify(presence), "EX", 10).catch(() => {});
  };
  tell();
  const timer = setInterval(tell, 3000);
  return async () => {
    clearInterval(timer);
    if (client.status === "ready") await client.del(key);
  };
}
