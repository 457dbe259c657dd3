// What goes over the wire is read by an independent dissector: Wireshark's, from a capture of the datagrams that really arrived.
import { spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toDisPackets, type DisPlay } from "parapet";
import { runParapet } from "./spawn-parapet.ts";

const root = resolve(import.meta.dirname, "../../..");
const hasTshark =
  spawnSync("tshark", ["--version"]).status === 0 ||
  process.env["CI"] !== undefined ||
  (console.log("skipped: tshark is not installed here (apt-get install tshark)"), false);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parapet-dis-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A capture file of raw IP packets that carry the datagrams. */
function makeCapture(datagrams: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b2c3d4, 0);
  head.writeUInt16LE(2, 4);
  head.writeUInt16LE(4, 6);
  head.writeUInt32LE(65_535, 16);
  head.writeUInt32LE(101, 20);
  const records = datagrams.flatMap((bytes) => {
    const length = 28 + bytes.length;
    const record = Buffer.alloc(16);
    record.writeUInt32LE(length, 8);
    record.writeUInt32LE(length, 12);
    const ip = Buffer.alloc(28);
    ip[0] = 0x45;
    ip.writeUInt16BE(length, 2);
    ip[8] = 64;
    ip[9] = 17;
    ip.writeUInt16BE(40_000, 20);
    ip.writeUInt16BE(3000, 22);
    ip.writeUInt16BE(8 + bytes.length, 24);
    return [record, ip, Buffer.from(bytes)];
  });
  return Buffer.concat([head, ...records]);
}

async function dissect(datagrams: readonly Uint8Array[]): Promise<readonly string[]> {
  const file = join(folder, "capture.pcap");
  await writeFile(file, makeCapture(datagrams));
  const { stdout, status } = spawnSync("tshark", ["-r", file, "-d", "udp.port==3000,dis", "-O", "dis", "-V"], {
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  expect(status).toBe(0);
  return stdout.split(/^Frame \d+:/m).slice(1);
}

describe.skipIf(!hasTshark)("datagrams as another simulator reads them", () => {
  test("a flight played over UDP arrives whole, in order and undamaged", async () => {
    const receiver = createSocket("udp4").bind(0, "127.0.0.1");
    await once(receiver, "listening");
    const received: Buffer[] = [];
    receiver.on("message", (message) => received.push(message));
    const out = join(folder, "flight");
    expect((await runParapet(root, ["fly", "examples/flights/mrbm-lofted.yaml", "--out", out, "--quiet"])).code).toBe(
      0,
    );
    const to = `127.0.0.1:${receiver.address().port}`;
    const { code, stdout, stderr } = await runParapet(root, ["export", out, "--format", "dis", "--rate", "400x", "--to", to, "--json"]); // prettier-ignore
    expect(code, stderr).toBe(0);
    const { packets } = JSON.parse(stdout) as { packets: number };
    await new Promise((done) => setTimeout(done, 200));
    receiver.close();
    expect(received).toHaveLength(packets);
    const frames = await dissect(received);
    expect(frames).toHaveLength(packets);
    for (const frame of frames) {
      expect(frame).toContain("PDU Length: 144");
      expect(frame).toContain("Proto version: IEEE 1278.1-2012 (7)");
      expect(frame).toContain("Dead Reckoning Algorithm: DRM(F, V, W) (5)");
      expect(frame).not.toContain("Malformed");
    }
    expect(frames[0]).toMatch(/Timestamp: 00:00\.000000 \(absolute\)/);
    expect(frames.at(-1)).toContain("Appearance: 0x00800000");
  });

  test("launch, end and emission have every field as sent", async () => {
    const at = (time_s: number, x: number) =>
      ({ time_s, r_ecef: [x, 2e6, 3e6] as const, v_ecef: [2000, -500, 250] as const }); // prettier-ignore
    const play: DisPlay = {
      scene: {
        name: "test",
        epoch: "2018-08-01T00:10:00Z",
        attribution: "",
        sites: [{ id: "araya", name: "A", kind: "land-site", position: { latitude_rad: 0.69, longitude_rad: 2.44, altitude_m: 20 } }],
        areas: [],
        flights: [
          { id: "threat", name: "t", side: "threat", states: [at(0, 6e6), at(4, 6.008e6)] },
          { id: "shot", name: "s", side: "interceptor", states: [at(1, 5e6), at(3, 5.004e6)] },
        ],
      },
      shots: [{ interceptor: "shot", target: "threat", site: "araya", isHit: true }],
      radars: [{ site: "araya", frequency_Hz: 3.3e9, power_W: 1e6, azimuthCentre_rad: 1, azimuthSweep_rad: 2, elevationCentre_rad: 0.5, elevationSweep_rad: 0.25 }],
      exercise: 42,
      site: 7,
      application: 8,
    }; // prettier-ignore
    const frames = await dissect(toDisPackets(play).map(({ bytes }) => bytes));
    expect(frames.join()).not.toContain("Malformed");
    const find = (type: string): string =>
      frames
        .find((frame) => frame.includes(`PDU type: ${type}`))!
        .replaceAll(/\s+/g, " ")
        .replace(/\.00000\d \(abs/, ".000000 (abs"); // The dissector rounds on its own.
    const fire = find("Fire (2)");
    for (const text of [
      "Exercise ID: 42",
      "Timestamp: 10:01.000000 (absolute) PDU Length: 96",
      "Firing Entity ID Entity ID Site: 7 Entity ID Application: 8 Entity ID Entity: 1 Target Entity ID Entity ID Site: 7 Entity ID Application: 8 Entity ID Entity: 2 Munition ID Entity ID Site: 7 Entity ID Application: 8 Entity ID Entity: 3",
      "Location in World Coordinates X: 5000000 Y: 2000000 Z: 3000000",
      "Kind: Munition (2)",
      "Quantity: 1",
      "Velocity X: 2000 Y: -500 Z: 250",
    ])
      expect(fire).toContain(text);
    const end = find("Detonation (3)");
    for (const text of [
      "Timestamp: 10:03.000000 (absolute) PDU Length: 104",
      "X: 5004000 Y: 2000000 Z: 3000000",
      "Detonation Result: Entity impact (1)",
    ])
      expect(end).toContain(text);
    const emission = find("Electromagnetic Emission (23)");
    for (const text of [
      "PDU Length: 100",
      "System Data Length: 18",
      "Beam Data Length: 13",
      "Frequency: 3.3e+09",
      "Effective Radiated Power: 90",
      "Beam Azimuth Sweep: 2",
      "Beam Function: Search (1)",
    ])
      expect(emission).toContain(text);
  });
});

test.each([
  [["--to", "nowhere"], '--to: "nowhere" is no address and port; one such as 127.0.0.1:3000 is due'],
  [["--rate", "fast"], '--rate: "fast" is no rate; 1x plays in real time'],
  [["--exercise", "0"], "a number from 1 to 255 is due"],
])("%j is refused with a sentence", async (argv, message) => {
  const out = join(folder, "small");
  await runParapet(root, ["fly", "examples/flights/nesc-01.yaml", "--out", out, "--quiet"]);
  const { code, stderr } = await runParapet(root, ["export", out, "--format", "dis", ...argv]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
