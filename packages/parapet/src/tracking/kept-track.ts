import type { TrackStage } from "../messages.ts";
import type { Filter } from "./filter.ts";
import type { PlacedMeasurement } from "./track-start.ts";

/** A track as its tracker keeps it. */
export interface KeptTrack {
  readonly id: number;
  readonly filter: Filter;
  stage: TrackStage;
  hits: number;
  looks: number;
  misses: number;
  lastDetection_s: number;
}

/** All that a tracker knew before a scan, to the last bit. */
export interface TrackerMoment {
  readonly time_s: number;
  readonly nextId: number;
  readonly waiting: readonly PlacedMeasurement[];
  readonly tracks: readonly KeptTrack[];
  readonly fields: readonly Omit<KeptTrack, "id" | "filter">[];
  /** What the tracks' filters saved, one after the other. */
  readonly saved: Float64Array;
}

/** Remembers tracks so that `putBack` brings them back. */
export function remember(
  kept: readonly KeptTrack[],
  rest: Pick<TrackerMoment, "time_s" | "nextId" | "waiting">,
): TrackerMoment {
  let length = 0;
  for (const { filter } of kept) length += filter.savedLength;
  const saved = new Float64Array(length);
  let from = 0;
  for (const { filter } of kept) {
    filter.saveInto(saved, from);
    from += filter.savedLength;
  }
  const fields = kept.map(({ stage, hits, looks, misses, lastDetection_s }) => ({
    stage,
    hits,
    looks,
    misses,
    lastDetection_s,
  }));
  return { ...rest, tracks: [...kept], fields, saved };
}

/** Puts the tracks of a moment back, and returns them. */
export function putBack(moment: TrackerMoment): KeptTrack[] {
  let from = 0;
  moment.tracks.forEach((track, i) => {
    Object.assign(track, moment.fields[i]!);
    track.filter.loadFrom(moment.saved, from);
    from += track.filter.savedLength;
  });
  return [...moment.tracks];
}
