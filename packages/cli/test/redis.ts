import { Redis } from "ioredis";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PREFIX } from "../src/host/queue-server.ts";
import { binary, type Ending } from "./spawn-parapet.ts";

/** Whether a test that needs redis-server can run; says why it is skipped, and is never skipped in CI. */
export const hasRedis: boolean =
  spawnSync("redis-server", ["--version"]).status === 0 ||
  process.env["CI"] !== undefined ||
  (console.log("skipped: redis-server is not installed here (apt-get install redis-server)"), false);

/** A real server of a test's own, which may be stopped and started again on the same port. */
export class RedisServer {
  readonly port: number;
  readonly #folder: string;
  readonly #addresses: readonly string[];
  #child: ChildProcess | undefined;

  private constructor(port: number, folder: string, addresses: readonly string[]) {
    this.port = port;
    this.#folder = folder;
    this.#addresses = addresses;
  }

  /** `addresses` are listened on beside this machine's own. */
  static async start(addresses: readonly string[] = []): Promise<RedisServer> {
    const server = new RedisServer(await findFreePort(), await mkdtemp(join(tmpdir(), "parapet-redis-")), addresses);
    await server.up();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it empty: nothing of what it knew is kept. */
  async up(): Promise<void> {
    const argv = ["--port", String(this.port), "--bind", "127.0.0.1", ...this.#addresses, "--save", "", "--dir", this.#folder]; // prettier-ignore
    if (this.#addresses.length > 0) argv.push("--protected-mode", "no");
    this.#child = spawn("redis-server", argv, { stdio: ["ignore", "pipe", "inherit"] });
    for await (const chunk of this.#child.stdout!) if (String(chunk).includes("Ready to accept")) break;
  }

  async down(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  }

  /** How many batches a worker is at, or wait for one. */
  async countBatches(state: "active" | "wait"): Promise<number> {
    const client = new Redis(this.url, { lazyConnect: true, retryStrategy: () => null });
    client.on("error", () => {});
    try {
      const keys = await client.keys(`${PREFIX}:*:${state}`);
      const lengths = await Promise.all(keys.map((key) => client.llen(key)));
      return lengths.reduce((sum, length) => sum + length, 0);
    } finally {
      client.disconnect();
    }
  }

  async close(): Promise<void> {
    await this.down();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** A process of the command line that a test may kill. */
export interface Running {
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<Ending>;
  /** Waits until standard error holds a text. */
  readonly says: (text: string) => Promise<void>;
}

/** Starts the real binary in a folder without waiting for its end; `enter` are words to put before the command. */
export function startParapet(folder: string, argv: readonly string[], enter: readonly string[] = []): Running {
  const [program, ...words] = [...enter, process.execPath, binary, ...argv];
  const child = spawn(program!, words, { cwd: folder, timeout: 300_000 });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return {
    kill: (signal) => void child.kill(signal),
    ended,
    says: async (text) => {
      while (!stderr.includes(text)) {
        if (child.exitCode !== null)
          throw new Error(`ended with ${child.exitCode} before it said "${text}": ${stderr}`);
        await sleep(50);
      }
    },
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
