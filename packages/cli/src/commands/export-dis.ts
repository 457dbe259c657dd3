import { createSocket } from "node:dgram";
import { readFile } from "node:fs/promises";
import { isIP } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type DisPlay, parseStkEphemeris, toDisPackets } from "parapet";
import { EXIT, Interrupted } from "../exit.ts";
import { describeFileError } from "../host/files.ts";
import { refuse } from "../host/problems.ts";
import type { Answer, Session } from "../session.ts";

export interface DisOptions {
  /** "1x", "60x". */
  readonly rate?: string;
  /** Address and port, "127.0.0.1:3000". */
  readonly to?: string;
  readonly exercise?: string;
}

/** Part of a play that a result keeps in play.json. */
type KeptPlay = Pick<DisPlay, "scene" | "shots" | "radars">;

const DEFAULT_TO = "127.0.0.1:3000";
const SITE = 1;
const APPLICATION = 1;

/** Plays a result's flights as DIS datagrams over UDP, in the time of the exercise or faster, until the last one is sent. */
export async function playDis(
  result: string,
  files: readonly string[],
  options: DisOptions,
  session: Session,
): Promise<Answer> {
  const rate = parseRate(options.rate ?? "1x");
  const { address, port } = parseAddress(options.to ?? DEFAULT_TO);
  const exercise = parseExercise(options.exercise ?? "1");
  const play = await readPlay(result, files);
  const packets = toDisPackets({ ...play, exercise, site: SITE, application: APPLICATION });
  const last_s = packets.at(-1)?.time_s ?? 0;
  session.note(
    `${packets.length} datagrams to ${address}:${port} over ${(last_s / rate).toFixed(0)} s, Ctrl-C ends it`,
  );

  const socket = createSocket(isIP(address) === 6 ? "udp6" : "udp4");
  const progress = await session.startProgress("seconds played", Math.ceil(last_s));
  const started_ms = performance.now();
  const due_ms = (time_s: number): number => started_ms + (time_s / rate) * 1000;
  let bytes = 0;
  try {
    socket.bind(0, isIP(address) === 6 ? "::" : "0.0.0.0");
    for (const packet of packets) {
      const wait = due_ms(packet.time_s) - performance.now();
      if (wait > 1) await sleep(wait, undefined, { signal: session.signal }).catch(() => {});
      if (session.signal.aborted) throw new Interrupted("stopped playing");
      bytes += packet.bytes.length;
      await new Promise<void>((done, fail) =>
        socket.send(packet.bytes, port, address, (error) => (error === null ? done() : fail(error))),
      );
      progress.update(Math.floor(packet.time_s));
    }
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    throw refuse(
      `nothing can be sent to ${address}:${port}: ${error instanceof Error ? error.message : String(error)}`,
    );
  } finally {
    progress.stop();
    socket.close();
  }
  const document = { format: "dis", to: `${address}:${port}`, rate, packets: packets.length, bytes };
  return {
    exitCode: EXIT.done,
    document,
    text: `sent ${packets.length} datagrams, ${bytes} bytes, to ${address}:${port}`,
  };
}

async function readPlay(result: string, files: readonly string[]): Promise<KeptPlay> {
  const read = async (file: string): Promise<string> => {
    try {
      return await readFile(join(result, file), "utf8");
    } catch (error) {
      throw describeFileError(error, join(result, file));
    }
  };
  if (files.includes("play.json")) return JSON.parse(await read("play.json")) as KeptPlay;
  const ephemerides = files.filter((file) => file.endsWith(".e"));
  if (ephemerides.length === 0) throw refuse("this result holds no flights that could be played", result);
  const flights = await Promise.all(
    ephemerides.map(async (file) => {
      const id = file.replace(/\.e$/, "");
      const { epoch, name, states } = parseStkEphemeris(await read(file));
      return { epoch, flight: { id, name, side: "threat" as const, states } };
    }),
  );
  const scene = {
    name: flights[0]!.flight.name,
    epoch: flights[0]!.epoch,
    attribution: "",
    sites: [],
    areas: [],
    flights: flights.map(({ flight }) => flight),
  };
  return { scene, shots: [], radars: [] };
}

function parseRate(text: string): number {
  const rate = Number(/^(\d+(?:\.\d+)?)x?$/.exec(text)?.[1] ?? NaN);
  if (!(rate > 0)) throw refuse(`--rate: "${text}" is no rate; 1x plays in real time, 60x a minute in a second`);
  return rate;
}

function parseAddress(text: string): { address: string; port: number } {
  const match = /^\[?([0-9a-fA-F.:]+?)\]?:(\d{1,5})$/.exec(text);
  const [address = "", port] = [match?.[1], Number(match?.[2])];
  if (isIP(address) === 0 || !(port > 0 && port < 65_536))
    throw refuse(`--to: "${text}" is no address and port; one such as ${DEFAULT_TO} is due`);
  return { address, port };
}

function parseExercise(text: string): number {
  const exercise = Number(text);
  if (!/^\d+$/.test(text) || exercise < 1 || exercise > 255)
    throw refuse(`--exercise: "${text}" found; a number from 1 to 255 is due`);
  return exercise;
}
