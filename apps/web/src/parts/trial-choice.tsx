import type { PlayedTrial } from "../compute/desk-types.ts";
import { type TrialOf, usePicked } from "../state/store.ts";
import { useWords } from "../words/words.ts";

/** Which trial is played: its number, of which raid, with which seed, variant and fire control. */
export function TrialChoice({ number, trial }: { readonly number: number; readonly trial: PlayedTrial | undefined }) {
  const words = useWords();
  const { trialOf, set } = usePicked("trialOf", "set");
  const { study, variant, size, seed } = trialOf;
  const change = (part: Partial<Record<keyof TrialOf, TrialOf[keyof TrialOf] | undefined>>): void => {
    const next = Object.fromEntries(Object.entries({ ...trialOf, ...part }).filter(([, value]) => value !== undefined));
    set({ trialOf: next as TrialOf, trialAt: {} });
  };
  return (
    <>
      <p className="quiet" data-testid="trial-of">
        {study === undefined
          ? trial === undefined
            ? ""
            : words("trial.ofScenario", { seed: trial.seed })
          : words("trial.of", { trial: number, study, seed: trial?.seed ?? seed ?? "" })}
        {size === undefined ? "" : ` ${words("trial.size", { size })}`}
      </p>
      {study !== undefined && (
        <p className="row">
          <button type="button" onClick={() => set({ page: "study", item: study })}>
            {words("trial.backToStudy")}
          </button>
          <button type="button" onClick={() => set({ trialOf: {}, trialAt: {}, item: undefined })}>
            {words("trial.leave")}
          </button>
        </p>
      )}
      <label className="field">
        <span>{words("trial.number")}</span>
        <input
          type="number"
          min={0}
          max={4294967295}
          value={number}
          onChange={(event) => set({ item: event.target.value, trialAt: {} })}
        />
      </label>
      {trial !== undefined && trial.variants.length > 0 && (
        <label className="field">
          <span>{words("trial.variant")}</span>
          <select value={variant ?? ""} onChange={(event) => change({ variant: event.target.value || undefined })}>
            <option value="">{words("trial.asItStands")}</option>
            {trial.variants.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="field">
        <span>{words("trial.controller")}</span>
        <select
          value={trialOf.controller ?? trial?.controller ?? "rule-based"}
          onChange={(event) => change({ controller: event.target.value as "rule-based" | "optimal" })}
        >
          {(["rule-based", "optimal"] as const).map((each) => (
            <option key={each} value={each}>
              {words(`controller.${each}`)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
