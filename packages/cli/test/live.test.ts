// An outside simulation on the workbench's map: our own export sends DIS datagrams, the server hears them and tells a page.
import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:http";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseStkEphemeris, toDisPackets } from "parapet";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { main } from "../src/main.ts";
import { Live } from "../src/server/live.ts";
import type { LiveMessage } from "../src/server/live-types.ts";
import { binary } from "./spawn-parapet.ts";
import { makeTerminal } from "./terminal.ts";

const root = resolve(import.meta.dirname, "../../..");
let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "parapet-live-"))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A server that has nothing but its way to the pages. */
async function startServer(token?: string): Promise<{ live: Live; url: string; close: () => Promise<void> }> {
  const live = await Live.listen("127.0.0.1:0");
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  live.attach(server, token === undefined ? { host: "127.0.0.1" } : { host: "0.0.0.0", token });
  const { port } = server.address() as { port: number };
  const close = async (): Promise<void> => {
    await live.close();
    server.close();
  };
  return { live, url: `ws://127.0.0.1:${port}/api/live`, close };
}

test("a flight that is played over UDP moves on the map where it flies, and goes when it has ended", async () => {
  const out = join(folder, "flight");
  expect(await main(["fly", join(root, "examples/flights/mrbm-lofted.yaml"), "--out", out, "--quiet"], makeTerminal())).toBe(0); // prettier-ignore
  const { live, url, close } = await startServer();
  const page = new WebSocket(url);
  const heard: LiveMessage[] = [];
  page.on("message", (text: Buffer) => heard.push(JSON.parse(text.toString()) as LiveMessage));
  await once(page, "open");
  const to = `127.0.0.1:${live.port}`;
  const sender = spawn(process.execPath, [binary, "export", out, "--format", "dis", "--rate", "400x", "--to", to, "--quiet"]); // prettier-ignore
  expect((await once(sender, "exit"))[0]).toBe(0);
  while (heard.at(-1)?.entities.length !== 0) await new Promise((done) => setTimeout(done, 50));
  const seen = heard.flatMap(({ entities }) => entities);
  expect(seen.length).toBeGreaterThan(5);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(1);
  const flown = JSON.parse(await readFile(join(out, "metrics.json"), "utf8")) as { apogee_m: number };
  const { states } = parseStkEphemeris(await readFile(join(out, "flight.e"), "utf8"));
  expect(states.length).toBeGreaterThan(10);
  const highest_m = Math.max(...seen.map(({ altitude_m }) => altitude_m));
  expect(highest_m).toBeGreaterThan(0.8 * flown.apogee_m);
  expect(highest_m).toBeLessThan(1.1 * flown.apogee_m);
  page.terminate();
  await close();
});

test("dead reckoning goes on between datagrams, and noise is no entity", async () => {
  const { live, url, close } = await startServer();
  const page = new WebSocket(url);
  await once(page, "open");
  const socket = createSocket("udp4");
  const send = (bytes: Uint8Array): void => socket.send(bytes, live.port, "127.0.0.1");
  send(new Uint8Array(300).fill(255));
  send(Buffer.from("hello"));
  const at = (time_s: number) => ({ time_s, r_ecef: [6.6e6 + 1000 * time_s, 0, 0] as const, v_ecef: [1000, 0, 0] as const }); // prettier-ignore
  const flights = [{ id: "a", name: "climber", side: "threat" as const, states: [at(0), at(4), at(8)] }];
  const scene = { name: "x", epoch: "2018-08-01T00:00:00Z", attribution: "", sites: [], areas: [], flights };
  const packets = toDisPackets({ scene, shots: [], radars: [], exercise: 1, site: 3, application: 4 });
  send(packets[0]!.bytes);
  const altitudes: number[] = [];
  while (altitudes.length < 4) {
    const [text] = (await once(page, "message")) as [Buffer];
    const { entities } = JSON.parse(text.toString()) as LiveMessage;
    expect(entities).toMatchObject([{ name: "a", latitude_deg: 0, longitude_deg: 0 }]);
    expect(entities[0]!.id).toMatch(/^3:4:\d+$/);
    altitudes.push(entities[0]!.altitude_m);
  }
  // Three messages of 200 ms at 1 km/s.
  expect(altitudes[3]! - altitudes[0]!).toBeGreaterThan(400);
  expect(altitudes[3]! - altitudes[0]!).toBeLessThan(5000);
  socket.close();
  page.terminate();
  await close();
});

test("who may not see the server's pages is told nothing of the simulation", async () => {
  const codeOf = async (page: WebSocket): Promise<number | string> => {
    const code = await new Promise<number | string>((settle) => {
      page.on("unexpected-response", (_, { statusCode = 0 }) => settle(statusCode));
      page.on("open", () => settle("open"));
      page.on("error", () => {});
    });
    page.terminate();
    return code;
  };
  const plain = await startServer();
  expect(await codeOf(new WebSocket(plain.url))).toBe("open");
  expect(await codeOf(new WebSocket(plain.url, { headers: { origin: "http://evil.example" } }))).toBe(403);
  expect(await codeOf(new WebSocket(plain.url, { headers: { origin: "null" } }))).toBe(403);
  expect(await codeOf(new WebSocket(plain.url, { headers: { host: "evil.example" } }))).toBe(421);
  expect(await codeOf(new WebSocket(plain.url.replace("live", "other")))).toBe(404);
  await plain.close();
  const token = "a-token-of-some-length";
  const open = await startServer(token);
  expect(await codeOf(new WebSocket(open.url))).toBe(401);
  expect(await codeOf(new WebSocket(open.url, { headers: { cookie: `parapet=${token}` } }))).toBe("open");
  await open.close();
});

test("an address that cannot be listened to is bad input", async () => {
  await expect(Live.listen("localhost")).rejects.toThrow("one such as 127.0.0.1:3000 is due");
  await expect(Live.listen("203.0.113.1:3000")).rejects.toThrow("nothing can be heard at 203.0.113.1:3000");
});
