/**
 * On whose track a unit may fire: on that of its own radars only; `launch-on-remote`: it may launch on a track from
 * elsewhere but its own radar must have the target before the kill vehicle is handed over; `engage-on-remote`: the track from
 * elsewhere may carry the engagement to its end.
 */
export type FireOn = "own-sensor" | "launch-on-remote" | "engage-on-remote";

/** The three rights, from the narrowest to the widest. */
export const FIRE_ON: readonly ["own-sensor", "launch-on-remote", "engage-on-remote"] = [
  "own-sensor",
  "launch-on-remote",
  "engage-on-remote",
];

/** Whose track it is, seen from the unit that would fire. */
export type TrackOrigin = "own" | "remote";

/** Whether a unit may launch on a track of fire-control quality of this origin. */
export function mayLaunchOn(fireOn: FireOn, origin: TrackOrigin): boolean {
  return origin === "own" || fireOn !== "own-sensor";
}

/** Whether such a track may guide the interceptor up to the hand-over to the kill vehicle. */
export function mayGuideOn(fireOn: FireOn, origin: TrackOrigin): boolean {
  return origin === "own" || fireOn === "engage-on-remote";
}

/** The times at which a unit has a track of fire-control quality from its own radars and from elsewhere, s; Infinity: never. */
export interface FireControlTimes {
  readonly own_s: number;
  readonly remote_s: number;
}

/** The earliest time at which a unit may launch, s; Infinity when it never may. */
export function earliestLaunch(fireOn: FireOn, { own_s, remote_s }: FireControlTimes): number {
  return mayLaunchOn(fireOn, "remote") ? Math.min(own_s, remote_s) : own_s;
}

/** The earliest time at which the kill vehicle can be handed over, s; Infinity when there is no track that may guide it there. */
export function earliestHandover(fireOn: FireOn, { own_s, remote_s }: FireControlTimes): number {
  return mayGuideOn(fireOn, "remote") ? Math.min(own_s, remote_s) : own_s;
}
