// Published flight tests of 2017 to 2024: CNS/NTI North Korea Missile Test Database (nagix/nk-missile-tests, commit a0cc658), with the
// times that KCNA, Japan's Ministry of Defense, US Pacific Command and D. Wright (UCS) gave; sources stand beside the rows. Nothing is
// tuned to them: classes, burn times and ballistic coefficients are the catalogue's.
import { describe, expect, it } from "vitest";
import { resolveThreatClass } from "../../src/scenario/resolve-systems.ts";
import { type Assessment, assessFlight } from "../../src/study/assess-flight.ts";
import { loadCatalogue } from "../samples/defended-area.ts";

interface Published {
  readonly id: string;
  readonly place: readonly [latitude: number, longitude: number];
  readonly bearing: number;
  readonly apogee_km: number;
  readonly range_km: number;
  readonly time_s: number;
  /** 60: whole minutes; 1: seconds. */
  readonly resolution_s: number;
}

const flight = (
  id: string,
  place: readonly [number, number],
  bearing: number,
  [apogee_km, range_km]: readonly [number, number],
  [time_s, resolution_s]: readonly [number, number],
): Published => ({ id, place, bearing, apogee_km, range_km, time_s, resolution_s });

const PANGHYON = [39.872153, 125.269192] as const;
const SUNAN = [39.200159, 125.673256] as const;
const PYONGSONG = [39.282, 125.869] as const;
const SAMSOK = [39.112, 125.998] as const;
const MUPYONG = [40.61, 126.43] as const;

/** With the two-body flight on a rotating sphere from apogee and range alone, computed independently, s. */
const BALLISTIC: readonly (readonly [Published, bound_s: number])[] = [
  // Apogee and range KCNA, time Japan (Suga by way of Jiji, 2017-05-14).
  [flight("Hwasong-12, 2017-05-14", [40.0659, 125.2099], 71, [2111.5, 787], [1800, 60]), 1685.8],
  // Straits Times, "Pyongyang's growing missile capabilities"; CSIS Missile Threat, "North Korea tests ICBM".
  [flight("Hwasong-14, 2017-07-04, KCNA", PANGHYON, 86, [2802, 933], [2340, 60]), 2080.1],
  // US Pacific Command; D. Wright, All Things Nuclear.
  [flight("Hwasong-14, 2017-07-04, PACOM", PANGHYON, 86, [2802, 933], [2220, 60]), 2080.1],
  // Japan's Ministry of Defense: 5:58 launch, 6:12 impact.
  [flight("Hwasong-12, 2017-08-29", SUNAN, 73, [550, 2700], [840, 60]), 824.8],
  // KCNA, time Japan (Reuters; TASS).
  [flight("Hwasong-15, 2017-11-29", PYONGSONG, 76, [4475, 950], [3180, 60]), 3039.5],
  // D. Wright, "NK's longest missile test yet", UCS.
  [flight("Hwasong-15, 2017-11-29, UCS", PYONGSONG, 76, [4500, 960], [3240, 60]), 3054.4],
  // KCNA by way of TASS (https://tass.com/defense/1539159).
  [flight("Hwasong-17, 2022-11-18, KCNA", SUNAN, 70, [6040.9, 999.2], [4135, 1]), 3979.3],
  [flight("Hwasong-17, 2022-11-18, Japan", SUNAN, 70, [6000, 1000], [4140, 60]), 3954.2],
  [flight("Hwasong-18, 2023-07-12, KCNA", SAMSOK, 62, [6648.4, 1001.2], [4491, 1]), 4355.1],
];
const QUASI_BALLISTIC = flight("quasi-ballistic, 2023-06-15", [39.2, 125.67], 81, [50, 850], [660, 60]);

/** Flights beside the nine. No figure of the model comes from them; the margin for boosts beyond the class was chosen in their sight. */
const OTHERS: readonly Published[] = [
  // Janes, 2017-08-01; TASS, 2017-07-29: 47 min 12 s.
  flight("Hwasong-14, 2017-07-28, KCNA", MUPYONG, 70, [3724.9, 998], [2832, 1]),
  // CSIS Missile Threat, "North Korea fires another missile over Japan": 19 minutes; Jiji: 6:57 to 7:16.
  flight("Hwasong-12, 2017-09-15, Japan", SUNAN, 72, [770, 3700], [1140, 60]),
  // CNS; Japan's Ministry of Defense: 14:33 to 15:44, 71 minutes.
  flight("2022-03-24, Japan", SUNAN, 72, [6200, 1080], [4260, 60]),
  // Japan's Chief Cabinet Secretary: 7:22 to 7:44.
  flight("2022-10-04, Japan", MUPYONG, 80, [1000, 4600], [1320, 60]),
  // KCNA and Japan in CNS.
  flight("Hwasong-15, 2023-02-18, KCNA", SUNAN, 72, [5768.5, 989], [4015, 1]),
  flight("Hwasong-15, 2023-02-18, Japan", SUNAN, 72, [5700, 900], [3960, 60]),
  flight("Hwasong-17, 2023-03-16, KCNA", SUNAN, 65, [6045, 1000.2], [4151, 1]),
  flight("Hwasong-17, 2023-03-16, Japan", SUNAN, 65, [6000, 1000], [4200, 60]),
  flight("Hwasong-18, 2023-12-18, KCNA", SAMSOK, 61, [6518.2, 1002.3], [4415, 1]),
  // KCNA by way of Kyodo, Chosun and others: 5,156 s.
  flight("Hwasong-19, 2024-10-31, KCNA", SAMSOK, 62, [7687.5, 1001.2], [5156, 1]),
];

const RADIANS = Math.PI / 180;
const catalogue = loadCatalogue();
const classes = ["srbm", "mrbm", "irbm", "icbm-liquid", "icbm-solid"].map((id) => resolveThreatClass(id, catalogue));
const assess = (published: Published, changes: Readonly<Partial<Published>> = {}): Assessment => {
  const { place, bearing, apogee_km, range_km, time_s, resolution_s } = { ...published, ...changes };
  return assessFlight(
    {
      apogee_m: 1000 * apogee_km,
      range_m: 1000 * range_km,
      flightTime_s: time_s,
      timeResolution_s: resolution_s,
      launch: { latitude_rad: place[0] * RADIANS, longitude_rad: place[1] * RADIANS, altitude_m: 0 },
      bearing_rad: bearing * RADIANS,
    },
    classes,
  );
};
const codesOf = ({ reasons }: Assessment): readonly string[] => reasons.map(({ code }) => code);
const assessed = BALLISTIC.map(([published, bound_s]) => ({ published, bound_s, assessment: assess(published) }));
const byId = (id: string): Assessment => assessed.find(({ published }) => published.id === id)!.assessment;

describe("announced flights", () => {
  it.each(assessed)("$published.id: the two-body bound agrees within 1 s", ({ bound_s, assessment }) => {
    expect(Math.abs(assessment.lowerBound_s - bound_s)).toBeLessThan(1);
  });

  it("have a simulated interval that holds the reported time, within its rounding, for eight of nine", () => {
    const inside = assessed.filter(({ published, assessment: { simulatedFlightTime_s: simulated } }) => {
      const { time_s, resolution_s } = published;
      return time_s >= simulated!.low - resolution_s && time_s <= simulated!.high + resolution_s;
    });
    expect(inside.length).toBeGreaterThanOrEqual(8);
    // KCNA's 39 minutes are two more than the 37 that US Pacific Command gave for the same flight.
    expect(assessed.filter((a) => !inside.includes(a)).map(({ published }) => published.id)).toEqual([
      "Hwasong-14, 2017-07-04, KCNA",
    ]);
  });

  it("are met by the simulated time with a median error under 60 s", () => {
    const errors = assessed
      .map(({ published, assessment }) => Math.abs(assessment.simulatedFlightTime_s!.value - published.time_s))
      .toSorted((a, b) => a - b);
    expect(errors[4]).toBeLessThan(60);
  });

  it("are called consistent, the 39 minutes of KCNA only with a boost longer than published for the class", () => {
    for (const { assessment } of assessed) expect(assessment.verdict).toBe("consistent");
    expect(codesOf(byId("Hwasong-14, 2017-07-04, KCNA"))).toEqual(["boost-beyond-class"]);
  });

  it("are called not ballistic when they stay low and take long", () => {
    const low = assess(QUASI_BALLISTIC);
    expect(Math.abs(low.lowerBound_s - 235.4)).toBeLessThan(1);
    expect(low.verdict).toBe("not-ballistic");
    expect(codesOf(low)).toEqual(["apogee-too-low", "excess-beyond-boost"]);
    // Its twin of the same day, 900 km; and the rail-mobile missile of 2021-09-15, 60 km high over 800 km (CNS).
    expect(assess(QUASI_BALLISTIC, { range_km: 900 }).verdict).toBe("not-ballistic");
    expect(assess(QUASI_BALLISTIC, { apogee_km: 60, range_km: 800 }).verdict).toBe("not-ballistic");
  });

  it("have the standard ranges of the press, which leave the Earth's rotation out", () => {
    // Hwasong-14: 6,700 km (Wright, UCS) to 8,000 km; Hwasong-15: 13,000 km (UCS); Hwasong-17: more than 15,000 km (Japan).
    const first = byId("Hwasong-14, 2017-07-04, PACOM").standardRange_m;
    expect(first.value / 6_700_000).toBeGreaterThan(0.9);
    expect(first.value / 8_000_000).toBeLessThan(1.1);
    expect(first.low).toBeLessThan(6_700_000);
    expect(first.high).toBeGreaterThan(8_000_000);
    const second = byId("Hwasong-15, 2017-11-29, UCS").standardRange_m;
    expect(Math.abs(second.value / 13_000_000 - 1)).toBeLessThan(0.1);
    expect(byId("Hwasong-17, 2022-11-18, Japan").standardRange_m.value).toBeGreaterThan(15_000_000);
  });
});

describe("other announced flights", () => {
  it.each(OTHERS)("$id: consistent", (published) => {
    const assessment = assess(published);
    expect(assessment.verdict).toBe("consistent");
    // Most of the 100 s is the slow boost of the Hwasong-14's second flight.
    expect(Math.abs(assessment.simulatedFlightTime_s!.value - published.time_s) - published.resolution_s).toBeLessThan(
      100,
    );
  });

  it("the time that KCNA gave for 2022-03-24 is shorter than free fall allows with its apogee", () => {
    // 6,248.5 km, 1,090 km and 4,052 s (AFP, 2022-03-25); Japan measured 71 minutes, 4,260 s.
    const claimed = assess(OTHERS[2]!, { apogee_km: 6248.5, range_km: 1090, time_s: 4052, resolution_s: 1 });
    expect(claimed.verdict).toBe("inconsistent");
    expect(codesOf(claimed)).toEqual(["time-below-bound", "apogee-of-time"]);
  });

  it("the 86 minutes that Japan gave for 2024-10-31 tell the apogee that KCNA published: over 7,000 km was 7,687.5 km", () => {
    const rough = assess(OTHERS.at(-1)!, { apogee_km: 7000, range_km: 1000, time_s: 5160, resolution_s: 60 });
    expect(rough.verdict).toBe("inconsistent");
    const reason = rough.reasons.find(({ code }) => code === "apogee-of-time");
    expect(reason).toBeDefined();
    expect((reason as { apogee_m: number }).apogee_m / 7_687_500).toBeCloseTo(1, 2);
  });
});
