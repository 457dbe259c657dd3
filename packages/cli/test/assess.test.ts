import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { runParapet } from "./spawn-parapet.ts";

const FIGURES = {
  "--apogee": "2802 km",
  "--range": "933 km",
  "--time": "37 min",
  "--from": "39.87,125.27",
  "--bearing": "86 deg",
};
const assess = async (changes: Readonly<Record<string, string>>, ...more: readonly string[]) =>
  runParapet(tmpdir(), ["assess", ...Object.entries({ ...FIGURES, ...changes }).flat(), ...more]);

test("assess answers in the fields of the contract", async () => {
  const { code, stdout } = await assess({ "--launch-time": "2017-07-04T09:40+09:00" }, "--json");
  expect(code).toBe(0);
  const document = JSON.parse(stdout) as Record<string, unknown> & {
    simulatedFlightTime_s: number;
    simulatedInterval_s: readonly [number, number];
    standardRange_m: Record<string, number>;
    reasons: string[];
    overflight: readonly { name: string; from_s: number; from: { utc: string; local: string } }[];
    radars: readonly { station: string; windows: readonly unknown[]; never?: string }[];
    landing: { nearestInJapan: { name: string } };
  };
  expect(document["verdict"]).toBe("consistent");
  expect(document["lowerBound_s"]).toBeCloseTo(2080, 0);
  expect(document["excess_s"]).toBeCloseTo(140, 0);
  expect(document.simulatedFlightTime_s).toBeGreaterThan(document.simulatedInterval_s[0]);
  expect(document.simulatedFlightTime_s).toBeLessThan(document.simulatedInterval_s[1]);
  expect(document.standardRange_m["low"]).toBeLessThan(document.standardRange_m["value"]!);
  expect(document.standardRange_m["value"]).toBeLessThan(document.standardRange_m["high"]!);
  expect(document.reasons).toHaveLength(1);
  expect(document.overflight[0]).toMatchObject({
    name: "North Korea",
    from_s: 0,
    from: { utc: "2017-07-04T00:40:00Z", local: "2017-07-04T09:40:00+09:00" },
  });
  expect(document.radars.find(({ station }) => station === "shariki")!.windows.length).toBeGreaterThan(0);
  for (const { windows, never } of document.radars) expect(windows.length === 0).toBe(never !== undefined);
  expect(document.landing.nearestInJapan.name).toMatch(/Japan/);
});

test("assess writes one page with the verdict first", async () => {
  const { code, stdout } = await assess({});
  expect(code).toBe(0);
  const lines = stdout.trimEnd().split("\n");
  expect(lines[0]).toBe("Consistent with a ballistic flight.");
  expect(lines.length).toBeLessThan(50);
  for (const words of ["shortest time", "standard range", "lands at", "flown over", "seen by radars", "Assumed:"])
    expect(stdout).toContain(words);
});

test("assess writes the page in Japanese, with the names of countries", async () => {
  const { code, stdout } = await assess({}, "--language", "ja");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^弾道飛行として辻褄が合う/);
  expect(stdout).toContain("北朝鮮");
});

test("assess does without a time, and says so", async () => {
  const { "--time": _time, ...untimed } = FIGURES;
  const { code, stdout } = await runParapet(tmpdir(), ["assess", ...Object.entries(untimed).flat(), "--json"]);
  expect(code).toBe(0);
  const document = JSON.parse(stdout) as Record<string, unknown>;
  expect(document["excess_s"]).toBeNull();
  expect(document["simulatedFlightTime_s"]).toBeGreaterThan(2080);
  expect(document["reasons"]).toEqual([expect.stringContaining("No flight time")]);
});

test("assess claims no path for a flight that was not ballistic", async () => {
  const low = { "--apogee": "50 km", "--range": "850 km", "--time": "11 min" };
  const { code, stdout } = await assess(low);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Not ballistic/);
  expect(stdout).not.toContain("standard range");
  expect(stdout).not.toContain("seen by radars");
});

test("assess takes an apogee in round figures as rounded", async () => {
  // Japan gave "more than 4,000 km" and 53 minutes on 2017-11-29; KCNA 4,475 km.
  const { stdout } = await assess({ "--apogee": "4000 km", "--range": "1000 km", "--time": "53 min" }, "--json");
  const document = JSON.parse(stdout) as {
    verdict: string;
    reasonCodes: readonly { code: string; apogee_m: number }[];
  };
  expect(document.verdict).toBe("consistent");
  expect(document.reasonCodes[0]!.code).toBe("apogee-rounded");
  expect(document.reasonCodes[0]!.apogee_m / 4_475_000).toBeCloseTo(1, 1);
});

test("assess takes other classes and the radars of a scenario", async () => {
  const { code, stdout } = await assess({ "--class": "icbm-solid", "--scenario": "japan-2018" }, "--json");
  expect(code).toBe(0);
  const document = JSON.parse(stdout) as { classes: readonly string[]; radars: readonly { station: string }[] };
  expect(document.classes).toEqual(["icbm-solid"]);
  expect(document.radars.map(({ station }) => station)).toContain("kongo-west");
});

test("assess tells every wrong figure at once", async () => {
  const wrong = {
    "--apogee": "2802",
    "--range": "933 kn",
    "--time": "soon",
    "--from": "139.7,35",
    "--bearing": "east",
  };
  const { code, stderr, stdout } = await assess(wrong);
  expect(code).toBe(2);
  expect(stdout).toBe("");
  for (const name of Object.keys(wrong)) expect(stderr).toContain(name);
});

test("assess refuses a class and a scenario that are not there", async () => {
  const noClass = await assess({ "--class": "icbm-liqid" });
  expect(noClass.code).toBe(2);
  expect(noClass.stderr).toContain("icbm-liquid");
  const noScenario = await assess({ "--scenario": "atlantis" });
  expect(noScenario.code).toBe(2);
  expect(noScenario.stderr).toContain("atlantis");
});
