import { useStore } from "./store.ts";

/** Which trial of which study. */
export interface TrialReference {
  readonly study: string;
  readonly seed: number;
  readonly trial: number;
  readonly variant?: string;
  readonly size?: number;
}

/** Shows a trial of a shipped study, exactly as the study ran it; at a moment and with a threat chosen where they are given. */
export function openTrial(
  { study, seed, trial, variant, size }: TrialReference,
  at: { readonly threat?: string; readonly time_s?: number } = {},
): void {
  const { shipped, asked, set, ask } = useStore.getState();
  const scenario = shipped?.studies.find(({ name }) => name === study)?.study.scenario;
  if (scenario === undefined) return;
  set({
    page: "trial",
    item: String(trial),
    camera: undefined,
    trialOf: {
      study,
      seed,
      ...(variant === undefined ? {} : { variant }),
      ...(size === undefined ? {} : { size }),
    },
    trialAt: at,
  });
  const isOther = asked.scenario !== scenario || asked.text !== undefined || Object.keys(asked.moved).length > 0;
  if (isOther) ask({ scenario, text: undefined, moved: {}, whatIf: undefined });
}
