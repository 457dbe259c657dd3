import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import type { IncomingMessage, Server } from "node:http";
import { isIP } from "node:net";
import type { Duplex } from "node:stream";
import { deadReckon, ecefToGeodetic, type ReadEntity, readDisPdu, type ReadShot } from "parapet";
import { WebSocketServer } from "ws";
import { refuse } from "../host/problems.ts";
import { type GuardSettings, refusalOf } from "./guard-requests.ts";
import type { LiveEntity, LiveMessage } from "./live-types.ts";

interface Heard {
  readonly entity: ReadEntity;
  readonly heard_ms: number;
}

const TELL_ms = 200;
/** An entity that says nothing for this long has left: 2.4 heartbeats of 5 s (IEEE 1278.1-2012, 4.2.8). */
const SILENT_ms = 12_000;
const MOST_ENTITIES = 5000;
const MOST_SHOTS = 200;
const MOST_PAGES = 300;
const BEHIND_bytes = 1_000_000;

/** Listens for an outside simulation's DIS datagrams and tells the pages of the workbench over WebSocket. */
export class Live {
  readonly #socket: Socket;
  readonly #heard = new Map<string, Heard>();
  readonly #pages = new WebSocketServer({ noServer: true, maxPayload: 1000 });
  readonly #timer: NodeJS.Timeout;
  #shots: ReadShot[] = [];
  #wasEmpty = true;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("message", (bytes) => this.#hear(bytes));
    this.#timer = setInterval(() => this.#tell(), TELL_ms);
  }

  /** Listens to an address and port, "127.0.0.1:3000". Throws BadInput where that cannot be. */
  static async listen(text: string): Promise<Live> {
    const match = /^\[?([0-9a-fA-F.:]+?)\]?:(\d{1,5})$/.exec(text);
    const [address = "", port] = [match?.[1], Number(match?.[2])];
    if (isIP(address) === 0 || !(port >= 0 && port < 65_536))
      throw refuse(`--dis: "${text}" is no address and port; one such as 127.0.0.1:3000 is due`);
    const socket = createSocket({ type: isIP(address) === 6 ? "udp6" : "udp4", reuseAddr: true });
    socket.bind(port, address);
    try {
      await once(socket, "listening");
    } catch (error) {
      throw refuse(`--dis: nothing can be heard at ${text}: ${(error as Error).message}`);
    }
    return new Live(socket);
  }

  get port(): number {
    return this.#socket.address().port;
  }

  /** Answers pages that ask a server for /api/live; whoever may not see its other pages may not see this. */
  attach(server: Server, settings: GuardSettings): void {
    server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const path = new URL(request.url ?? "/", "http://x").pathname;
      const isFull = this.#pages.clients.size >= MOST_PAGES;
      const refusal =
        path !== "/api/live" ? { code: 404, message: "not here" } : isFull ? { code: 503, message: "too many pages" } : refusalOf(request, settings); // prettier-ignore
      if (refusal !== undefined) socket.end(`HTTP/1.1 ${refusal.code} ${refusal.message}\r\nConnection: close\r\n\r\n`);
      else this.#pages.handleUpgrade(request, socket, head, (page) => page.on("error", () => page.terminate()));
    });
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    for (const page of this.#pages.clients) page.terminate();
    this.#pages.close();
    this.#socket.close();
    await once(this.#socket, "close");
  }

  #hear(bytes: Uint8Array): void {
    const read = readDisPdu(bytes);
    if (read === undefined) return;
    if (read.kind !== "entity") {
      if (this.#shots.length < MOST_SHOTS) this.#shots.push(read);
      return;
    }
    const id = nameId(read.id);
    this.#heard.delete(id); // The one that was silent longest stands first.
    if (!read.isGone) this.#heard.set(id, { entity: read, heard_ms: performance.now() });
    const [oldest] = this.#heard.keys();
    if (this.#heard.size > MOST_ENTITIES && oldest !== undefined) this.#heard.delete(oldest);
  }

  #tell(): void {
    const now_ms = performance.now();
    for (const [id, { heard_ms }] of this.#heard) {
      if (now_ms - heard_ms < SILENT_ms) break;
      this.#heard.delete(id);
    }
    const isEmpty = this.#heard.size === 0 && this.#shots.length === 0;
    if (isEmpty && this.#wasEmpty) return;
    this.#wasEmpty = isEmpty;
    const message: LiveMessage = {
      entities: [...this.#heard].map(([id, heard]) => placeNow(id, heard, now_ms)),
      shots: this.#shots.map(({ kind, result, position_ecef }) => ({ kind, isHit: result === 1, ...toDegrees(position_ecef) })), // prettier-ignore
    };
    this.#shots = [];
    const text = JSON.stringify(message);
    for (const page of this.#pages.clients)
      if (page.readyState === page.OPEN && page.bufferedAmount < BEHIND_bytes) page.send(text);
  }
}

function nameId({ site, application, entity }: ReadEntity["id"]): string {
  return `${site}:${application}:${entity}`;
}

function placeNow(id: string, { entity, heard_ms }: Heard, now_ms: number): LiveEntity {
  const { force, marking, type } = entity;
  return { id, name: marking, force, kind: type.kind, ...toDegrees(deadReckon(entity, (now_ms - heard_ms) / 1000)) };
}

function toDegrees(position_ecef: ReadEntity["position_ecef"]): {
  readonly longitude_deg: number;
  readonly latitude_deg: number;
  readonly altitude_m: number;
} {
  const { longitude_rad, latitude_rad, altitude_m } = ecefToGeodetic(position_ecef);
  const degrees = (angle_rad: number): number => Math.round((angle_rad * 180e6) / Math.PI) / 1e6;
  return {
    longitude_deg: degrees(longitude_rad),
    latitude_deg: degrees(latitude_rad),
    altitude_m: Math.round(altitude_m),
  };
}
