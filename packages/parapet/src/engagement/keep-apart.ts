import type { FireControlState, PlannedOrder } from "./fire-control-state.ts";
import { findEarliestIntercept, type LaunchMoment, type LaunchWindow } from "./launch-window.ts";

/**
 * Moves the moment of a shot of a layer on until its intercept is at least the layer's separation from every intercept of other layers at
 * the threat, ordered before or in this plan; false when there is no such moment.
 */
export function keepApart(
  moment: LaunchMoment,
  { launchers, layers, engagements, time_s }: FireControlState,
  planned: readonly PlannedOrder[],
  shot: { readonly threat: number; readonly launcher: number; readonly window: LaunchWindow; readonly ready_s: number },
): boolean {
  const { layer } = launchers[shot.launcher]!;
  const gap = layers[layer]!.separation_s;
  if (!(gap > 0)) return true;
  const others: number[] = [];
  for (const { threat, launcher, intercept_s } of engagements)
    if (threat === shot.threat && launchers[launcher]!.layer !== layer && intercept_s > time_s - gap)
      others.push(intercept_s);
  for (const { threatIndex, launcherIndex, intercept_s } of planned)
    if (threatIndex === shot.threat && launchers[launcherIndex]!.layer !== layer) others.push(intercept_s);
  others.sort((a, b) => a - b);
  for (const other of others)
    if (Math.abs(moment.intercept_s - other) < gap)
      if (findEarliestIntercept(moment, shot.window, shot.ready_s, other + gap) < 0) return false;
  return true;
}
