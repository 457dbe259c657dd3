import type { ThreatStory } from "../engine/explain.ts";
import type { LayerReason, Shot } from "../engine/trial-types.ts";
import type { Texts } from "./texts.ts";

/** The name of a unit, an interceptor, a layer or an aim as a reader knows it; the id where there is none. */
export type RaidNameOf = (id: string) => string;

/**
 * What happened to one threat in sentences: when it was seen, then every shot of every layer, and for a layer without a kill why not. Times count from
 * the start of the raid.
 */
export function describeThreat(story: ThreatStory, texts: Texts, nameOf: RaidNameOf = (id) => id): readonly string[] {
  const { outcome } = story;
  const { say } = texts;
  const seconds = (value: number): string => texts.number(value, { maximumFractionDigits: 0 });
  const lines = [
    say("raid.launched", {
      threat: outcome.threat,
      aim: nameOf(outcome.aim),
      from: seconds(outcome.launch_s),
      to: seconds(outcome.impact_s),
    }),
    outcome.firstTrack_s === undefined ? say("raid.unseen") : say("raid.seen", { time: seconds(outcome.firstTrack_s) }),
  ];
  if (outcome.fireControl_s !== undefined)
    lines.push(say("raid.fireControl", { time: seconds(outcome.fireControl_s) }));
  for (const { reason, shots } of story.layers) {
    shots.forEach((shot, i) => lines.push(describeShot(shot, i + 1, texts, nameOf)));
    if (shots.length === 0) lines.push(describeReason(reason, texts, nameOf));
  }
  lines.push(
    outcome.killedBy === undefined
      ? say("raid.leaked", { aim: nameOf(outcome.aim), time: seconds(outcome.impact_s) })
      : say("raid.stopped", {
          layer: nameOf(outcome.killedBy),
          time: seconds(outcome.time_s!),
          altitude: texts.number(outcome.altitude_m! / 1000, { maximumFractionDigits: 0 }),
        }),
  );
  if (story.isUpperBound) lines.push(say("raid.upperBound"));
  return lines;
}

/** One shot and what became of it. */
function describeShot(shot: Shot, number: number, texts: Texts, nameOf: RaidNameOf): string {
  const { say } = texts;
  const values = {
    number,
    layer: nameOf(shot.layer),
    unit: nameOf(shot.unit),
    interceptor: nameOf(shot.interceptor),
    launch: texts.number(shot.launch_s, { maximumFractionDigits: 0 }),
    intercept: texts.number(shot.intercept_s, { maximumFractionDigits: 0 }),
    altitude: texts.number(shot.altitude_m / 1000, { maximumFractionDigits: 0 }),
  };
  if (shot.missReason === undefined) return say("raid.shotHit", values);
  return say("raid.shotMissed", { ...values, reason: say(`raid.miss.${shot.missReason}`) });
}

/** Why a layer fired no round at a threat. */
export function describeReason(reason: LayerReason, texts: Texts, nameOf: RaidNameOf = (id) => id): string {
  const { say } = texts;
  const why = say(`raid.reason.${reason.code}`, {
    by: reason.by_s === undefined ? "?" : texts.number(Math.abs(reason.by_s), { maximumFractionDigits: 0 }),
  });
  const layer = nameOf(reason.layer);
  return reason.unit === undefined || reason.code === "out-of-reach"
    ? say("raid.noShot", { layer, why })
    : say("raid.noShotFrom", { layer, unit: nameOf(reason.unit), why });
}
