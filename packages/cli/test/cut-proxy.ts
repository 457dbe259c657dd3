import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** A way to a server that can be cut: while it is, nothing passes in either direction and nobody is told. */
export class CutProxy {
  readonly #server: Server;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #isCut = false;
  readonly port: number;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  static async start(target: number): Promise<CutProxy> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const proxy = new CutProxy(server, (server.address() as { port: number }).port);
    server.on("connection", (near) => proxy.#join(near, connect(target, "127.0.0.1")));
    return proxy;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** From now on nothing passes; connections stay open, as behind a cable that was pulled. */
  cut(): void {
    this.#isCut = true;
    for (const pair of this.#pairs) for (const socket of pair) socket.pause();
  }

  /** What was under way comes through late ("late"), or never while new connections do ("lost"). */
  mend(fate: "late" | "lost"): void {
    this.#isCut = false;
    for (const pair of this.#pairs)
      if (fate === "late") for (const socket of pair) socket.resume();
      else this.#pairs.delete(pair); // The server's end hears nothing more either, and the sockets stay open.
  }

  close(): void {
    this.#server.close();
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
  }

  #join(near: Socket, far: Socket): void {
    const pair = [near, far] as const;
    this.#pairs.add(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on("data", (bytes) => void (this.#pairs.has(pair) && to.write(bytes)));
      from.on("error", () => {});
      from.on("close", () => {
        if (this.#pairs.delete(pair)) to.destroy();
      });
      if (this.#isCut) from.pause();
    }
  }
}
