import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { runParapet } from "./spawn-parapet.ts";

// Every flight file of the examples is flown and compared with what it gave when it was last looked at. UPDATE_EXAMPLES=1 renews.
const folder = resolve(import.meta.dirname, "../../../examples/flights");
const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));

interface Flown {
  readonly apogee_m: number;
  readonly range_m: number;
  readonly flightTime_s: number;
  readonly events: readonly { readonly name: string; readonly time_s: number }[];
}

test("there are examples", () => expect(files.length).toBeGreaterThan(3));

test.each(files)("examples/flights/%s flies as expected", async (file) => {
  const { code, stdout } = await runParapet(folder, ["fly", file, "--json"]);
  expect(code).toBe(0);
  const { apogee_m, range_m, flightTime_s, events } = JSON.parse(stdout) as Flown;
  const expected = join(folder, file.replace(".yaml", ".expected.json"));
  if (process.env["UPDATE_EXAMPLES"] === "1")
    writeFileSync(
      expected,
      `${JSON.stringify({ apogee_m, range_m, flightTime_s, events: events.map(({ name, time_s }) => ({ name, time_s })) }, null, 2)}\n`,
    );
  const was = JSON.parse(readFileSync(expected, "utf8")) as Flown;
  expect(apogee_m).toBeCloseTo(was.apogee_m, 1);
  expect(range_m).toBeCloseTo(was.range_m, 1);
  expect(flightTime_s).toBeCloseTo(was.flightTime_s, 3);
  expect(events.map(({ name }) => name)).toEqual(was.events.map(({ name }) => name));
  events.forEach(({ time_s }, i) => expect(time_s).toBeCloseTo(was.events[i]!.time_s, 3));
});
