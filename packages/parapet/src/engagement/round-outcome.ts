import type { MissReason } from "../messages.ts";
import { checkHandover, type Handover } from "./endgame.ts";
import { splitFailures } from "./kill-probability.ts";

/**
 * Where the kill probability of a round comes from. `test-record`: the record stands for everything from launch to kill, as it was in the
 * tests. `simulated`: handover error, basket and divert are those of the trial, and only what is left, that the round works and hits what it
 * goes for, is a probability.
 */
export type KillModel = "test-record" | "simulated";

/** What decides over a round. */
export interface RoundAtTarget {
  readonly model: KillModel;
  /** `test-record`: of the record. `simulated`: that a round works, and then hits and kills what it goes for. */
  readonly killProbability: number;
  /** Share of the failures that all rounds of the kind have in common, 0 to 1. */
  readonly commonFailureShare: number;
  /** Probability of going for the warhead; 1 where nothing flies with it. */
  readonly rightChoice: number;
  /** Of the trial; undefined when nothing told the round where to look. */
  readonly handover: Handover | undefined;
}

/** Uniform draws from 0 to 1: one for each kind of interceptor in a trial, two for each round. */
export interface RoundChances {
  readonly ofKind: number;
  readonly ofRound: number;
  readonly ofChoice: number;
}

/** What becomes of a round that meets a living target: undefined for a kill, else the first reason that stops it. */
export function judgeRound(
  { model, killProbability, commonFailureShare, rightChoice, handover }: RoundAtTarget,
  { ofKind, ofRound, ofChoice }: RoundChances,
): MissReason | undefined {
  const { flawProbability, roundKill } = splitFailures(killProbability, commonFailureShare);
  if (ofKind < flawProbability) return "common-failure";
  if (handover === undefined) return "not-acquired";
  if (model === "simulated") {
    const stopped = checkHandover(handover);
    if (stopped !== undefined) return stopped;
  }
  if (ofChoice >= rightChoice) return "wrong-object";
  return ofRound < roundKill ? undefined : "missed";
}
