import { frameTime } from "./search.ts";

/** How a radar's time is meant to be spent. */
export interface DwellBudget {
  /** Search: beam positions, time on each, and how often the whole is to be looked at. */
  readonly beamPositions: number;
  readonly searchDwell_s: number;
  readonly wantedFrame_s: number;
  /** Share of the time that search keeps whatever the raid. */
  readonly searchShareMinimum: number;
  /** Track: time on one object, and how often. */
  readonly trackDwell_s: number;
  readonly trackInterval_s: number;
  /** Share of the time that search and track have together; the rest is calibration and the like. */
  readonly occupancy: number;
}

/** What a saturated radar does with more objects than it has time for. */
export type Overload = "drop" | "slow";

/** How the time is spent on a number of objects. */
export interface DwellShare {
  readonly searchShare: number;
  readonly trackShare: number;
  /** Time to search the whole sector once, s; Infinity when search gets no time. */
  readonly frame_s: number;
  readonly tracked: number;
  readonly dropped: number;
  /** Between two looks at one tracked object, s. */
  readonly trackInterval_s: number;
  readonly saturated: boolean;
}

/** Objects that the radar can keep in track at the wanted interval when search is down to its minimum. */
export function trackCapacity(budget: DwellBudget): number {
  const share = budget.occupancy - budget.searchShareMinimum;
  return Math.max(0, Math.floor((share * budget.trackInterval_s) / budget.trackDwell_s + 1e-9));
}

/**
 * Shares a radar's time between search and the objects in track. Track goes first: search takes what is left, down to its minimum, and its
 * frame grows longer. Beyond the capacity the radar is saturated: surplus objects are dropped, or all are looked at less often.
 * A time budget (Sabatini and Tarantino 1994, Multifunction Array Radar), not a schedule: it says nothing of single dwells.
 */
export function shareDwell(budget: DwellBudget, objects: number, overload: Overload): DwellShare {
  const { occupancy, searchShareMinimum, trackDwell_s, beamPositions, searchDwell_s } = budget;
  const capacity = trackCapacity(budget);
  const saturated = objects > capacity;
  const tracked = saturated && (overload === "drop" || capacity === 0) ? capacity : objects;
  const available = Math.max(0, occupancy - searchShareMinimum);
  const isSlowed = tracked > capacity;
  const trackInterval_s = isSlowed ? (tracked * trackDwell_s) / available : budget.trackInterval_s;
  const trackShare = isSlowed ? available : Math.min(available, (tracked * trackDwell_s) / trackInterval_s);
  const wanted = (beamPositions * searchDwell_s) / budget.wantedFrame_s;
  const searchShare = Math.min(wanted, Math.max(0, occupancy - trackShare));
  return {
    searchShare,
    trackShare,
    frame_s: frameTime(beamPositions, searchDwell_s, searchShare),
    tracked,
    dropped: objects - tracked,
    trackInterval_s,
    saturated,
  };
}
