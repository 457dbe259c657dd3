import { addFaults, type FaultCount, FaultTally } from "../math/fault-tally.ts";
import { NumericalFault } from "../math/numerical-fault.ts";
import { makeStream } from "../math/random.ts";
import type { CoverageStudy, ResolvedLink } from "../scenario/types.ts";
import { type FanOutline, outlineFans } from "./coverage-fan.ts";
import { type BundleFlight, countBundle, flyOne, type MissingFlight, solveClassVehicle } from "./flight-bundle.ts";
import { CoverageFields, type FieldNumbers } from "./coverage-fields.ts";
import { listRadarPlaces, type RadarPlace } from "./coverage-radars.ts";
import { findStretches, type FlownFlight, lookAlong, type SetView, viewFlight, whenSeen } from "./coverage-views.ts";
import { drawRows, makeNominalRow, moveParameter, type Parameter, type ParameterRow } from "./parameter.ts";
import { Hearing } from "./hearing.ts";
import { ParameterList } from "./parameter-list.ts";

const SWEEP_POINTS = 7;

/**
 * Numbers of a row: for each set share of flights seen, mean time in view and mean time of first track; gains of the last set over the
 * first, and on how many flights, those that both see, the gain of track time rests.
 */
export type CoverageNumbers = Readonly<Record<string, number>>;

export interface CoverageSweep {
  readonly parameter: Parameter;
  readonly sweep: readonly { readonly value: number; readonly numbers: CoverageNumbers }[];
}

/** Everything a coverage study found. */
export interface CoverageResult {
  readonly flights: readonly BundleFlight[];
  readonly missing: readonly MissingFlight[];
  /** Flights and sets of values that were tried, and those that did not come about, by reason. */
  readonly faults: FaultCount;
  /** For each flight, for each set. */
  readonly views: readonly (readonly SetView[])[];
  readonly nominal: CoverageNumbers;
  readonly draws: readonly CoverageNumbers[];
  readonly sensitivity: readonly CoverageSweep[];
  readonly parameters: readonly Parameter[];
  /** Links that tracks may have taken. */
  readonly links: readonly ResolvedLink[];
  /** What the sets see of space, whatever flies there: with central values, and for each draw. */
  readonly fields: readonly FieldNumbers[];
  readonly fieldDraws: readonly (readonly FieldNumbers[])[];
  readonly fans: readonly CoverageFan[];
  /** Where each flight goes, in the order of `flights`. */
  readonly tracks: readonly FlightTrack[];
}

/** The ground under what one unit sees of a cross-section at an altitude, with central values. */
export interface CoverageFan {
  readonly unit: string;
  readonly altitude_m: number;
  readonly crossSection_m2: number;
  readonly outlines: readonly FanOutline[];
}

/** A flight as maps show it. */
export interface FlightTrack {
  readonly time_s: Float64Array;
  /** Earth-fixed, three numbers a time. */
  readonly ecef_m: Float64Array;
  /** For each set and time 1 where it sees the flight with central values, else 0. */
  readonly seen: readonly Uint8Array[];
}

/**
 * Flies every threat of the study from every launch region to every aim on every kind of path, and finds for each set of
 * sensors whether, when first and how long it sees each flight. A radar sees a flight where it stands in a face's sector and
 * above its lowest elevation, within the range that the fourth-root law gives for the threat's cross-section; a set sees what any
 * of its radars sees. Where the study names a listener, a set's first track counts from when it is heard there, and a radar from which
 * no link leads there counts for nothing. Draws move delays, range, elevation limit, track time and cross-section over their published ranges.
 */
export function runCoverage(
  study: CoverageStudy,
  onProgress: (done: number, total: number) => void = () => {},
): CoverageResult {
  const list = new ParameterList();
  const radars = listRadarPlaces(study, list);
  const hearing = new Hearing(study, list);
  const flown: FlownFlight[] = [];
  const missing: MissingFlight[] = [];
  const total = study.threats.length * study.trajectories.length * study.launchRegions.length * study.aims.length;
  let done = 0;
  for (const threat of study.threats) {
    const crossSection_m2 = list.add(threat.crossSection_m2, "drawn");
    const vehicle = solveClassVehicle(threat);
    for (const trajectory of study.trajectories)
      for (const region of study.launchRegions)
        for (const aim of study.aims) {
          const labels = { threat: threat.id, trajectory, launchRegion: region.id, aim: aim.id };
          const flight = vehicle === undefined ? ("no-vehicle" as const) : flyOne(study, vehicle, threat, labels);
          if (typeof flight === "string") missing.push({ ...labels, reason: flight });
          else
            flown.push({
              ...labels,
              ...flight,
              crossSection_m2,
              looks: radars.map(({ sight }) => lookAlong(sight, flight)),
            });
          onProgress(++done, total);
        }
  }
  const { parameters } = list;
  const sets = study.sets.map(({ id, units }) => ({
    id,
    radars: radars.flatMap((radar, i) => (units.some((unit) => unit.id === radar.unit) ? [i] : [])),
  }));
  const see = (row: ParameterRow): readonly (readonly SetView[])[] => {
    const heard = hearing.withRow(row);
    return flown.map((flight) => {
      const seen = radars.map((radar, r) => findStretches(flight, radar, flight.looks[r]!, row));
      return sets.map((set, s) =>
        viewFlight(flight, radars, seen, set.radars, row, (unit, time_s) => heard(s, unit, time_s)),
      );
    });
  };
  const faults = new FaultTally();
  const numbersOf = (row: ParameterRow): CoverageNumbers =>
    countViews(
      see(row),
      sets.map(({ id }) => id),
    );
  /** What one of the sets of values gives; nothing, and counted, where it does not come about. */
  const tryNumbers = (row: ParameterRow): readonly CoverageNumbers[] =>
    faults.attempt(() => {
      const numbers = numbersOf(row);
      const odd = Object.entries(numbers).find(([, value]) => Number.isNaN(value));
      if (odd !== undefined) throw new NumericalFault("not-a-number", `${odd[0]} is no number`);
      return [numbers];
    }) ?? [];
  const nominalRow = makeNominalRow(parameters);
  const rows = drawRows(parameters, study.draws, (purpose) => makeStream(study.seed, 0, purpose));
  const fields = new CoverageFields(study, radars, parameters);
  const sensitivity = parameters.flatMap((parameter, index): CoverageSweep[] => {
    if (!parameter.drawn || study.sweeps === "none") return [];
    const values = Array.from(
      { length: SWEEP_POINTS },
      (_, i) => parameter.low + (i / (SWEEP_POINTS - 1)) * (parameter.high - parameter.low),
    );
    return [
      {
        parameter,
        sweep: values.flatMap((value) =>
          tryNumbers(moveParameter(nominalRow, index, value)).map((numbers) => ({ value, numbers })),
        ),
      },
    ];
  });
  const draws = rows.flatMap(tryNumbers);
  return {
    flights: flown.map(({ threat, trajectory, launchRegion, aim, flightTime_s, apogee_m, burnoutTime_s }) => ({
      threat,
      trajectory,
      launchRegion,
      aim,
      flightTime_s,
      apogee_m,
      burnoutTime_s,
    })),
    missing,
    views: see(nominalRow),
    nominal: numbersOf(nominalRow),
    draws,
    faults: addFaults(faults.count(), countBundle(flown.length, missing)),
    sensitivity,
    parameters,
    links: hearing.links,
    fields: fields.measure(nominalRow),
    fieldDraws: rows.map((row) => fields.measure(row)),
    fans: listFans(study, radars, nominalRow),
    tracks: flown.map((flight) => ({
      time_s: flight.time_s,
      ecef_m: flight.ecef_m,
      seen: sets.map((set) => whenSeen(flight, radars, set.radars, nominalRow)),
    })),
  };
}

function listFans(study: CoverageStudy, radars: readonly RadarPlace[], row: ParameterRow): readonly CoverageFan[] {
  return study.crossSections_m2.flatMap((crossSection_m2) =>
    study.altitudes_m.flatMap((altitude_m) =>
      radars.map((radar) => ({
        unit: radar.unit,
        altitude_m,
        crossSection_m2,
        outlines: outlineFans(radar, altitude_m, crossSection_m2, row),
      })),
    ),
  );
}

function countViews(views: readonly (readonly SetView[])[], sets: readonly string[]): CoverageNumbers {
  const numbers: Record<string, number> = {};
  const flights = Math.max(1, views.length);
  sets.forEach((id, s) => {
    const seen = views.flatMap((flight) => (flight[s]!.firstTrack_s === undefined ? [] : [flight[s]!.firstTrack_s!]));
    numbers[`seenShare:${id}`] = seen.length / flights;
    numbers[`timeInView:${id}`] = views.reduce((sum, flight) => sum + flight[s]!.inView_s, 0) / flights;
    numbers[`firstTrack:${id}`] = seen.length === 0 ? 0 : seen.reduce((sum, t) => sum + t, 0) / seen.length;
  });
  const last = sets.length - 1;
  const paired = views.flatMap((flight) => {
    const before = flight[0]!.firstTrack_s;
    const after = flight[last]!.firstTrack_s;
    return before === undefined || after === undefined ? [] : [before - after];
  });
  numbers["seenShareGain"] = numbers[`seenShare:${sets[last]!}`]! - numbers[`seenShare:${sets[0]!}`]!;
  numbers["timeInViewGain"] = numbers[`timeInView:${sets[last]!}`]! - numbers[`timeInView:${sets[0]!}`]!;
  numbers["bothTrackShare"] = paired.length / flights;
  numbers["trackTimeGain"] = paired.length === 0 ? 0 : paired.reduce((sum, gain) => sum + gain, 0) / paired.length;
  numbers["seenShare"] = numbers[`seenShare:${sets[last]!}`]!;
  numbers["timeInView"] = numbers[`timeInView:${sets[last]!}`]!;
  return numbers;
}
