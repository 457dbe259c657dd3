import { type Criterion, formatQuantity, marginOf } from "parapet";
import { useEffect, useMemo, useRef, useState } from "react";
import { evaluateClaim, leaveClaim } from "../compute/claim-desk.ts";
import { type ClaimResult, findHolding, listSweeps, previewMetric } from "../compute/claim-sweeps.ts";
import type { ClaimFound } from "../compute/claim-work.ts";
import { localName, usePicked } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import { AssumptionSlider } from "./assumption-slider.tsx";
import { ClaimGauge } from "./claim-gauge.tsx";

/** Sliders that are shown: those that move the answer most. */
const MOST = 8;

type Values = Readonly<Record<string, number>>;

/** The assumptions of a claim to be moved: what the claim's metric is then, at once as a preview and then exactly. */
export function ClaimLab({
  study,
  criterion,
  result,
}: {
  readonly study: string;
  readonly criterion: Criterion;
  readonly result: ClaimResult;
}) {
  const words = useWords();
  const { shipped, language } = usePicked("shipped", "language");
  const [held, setHeld] = useState<Values>({});
  const [asked, setAsked] = useState<Values>({});
  const [set, setSet] = useState<string>();
  const [exact, setExact] = useState<{ readonly key: string; readonly found: ClaimFound }>();
  const { metric } = criterion;
  const file = shipped?.studies.find(({ name }) => name === study);
  const scenario = shipped?.scenarios.find(({ name }) => name === file?.study.scenario);
  const sweeps = useMemo(() => listSweeps(result, metric), [result, metric]);
  const own = useMemo(
    () => new Set((file?.study.overrides ?? []).map(({ system, value }) => `${system}.${value}`)),
    [file],
  );
  const sets = shipped?.assumptions ?? [];
  const chosen = sets.find(({ id }) => id === set);
  const found = result.metrics[metric];
  // What a set says of a value that the study itself asks about does not count: it is the question.
  const setValue = (key: string): number | undefined => (own.has(key) ? undefined : chosen?.values[key]?.value);
  const valueOf = (key: string, published: number): number => held[key] ?? asked[key] ?? setValue(key) ?? published;
  const key = JSON.stringify([asked, set]);
  const isMoved = Object.keys(asked).length > 0 || set !== undefined;

  useEffect(() => leaveClaim, []);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    clearTimeout(waiting.current);
    if (!isMoved || file === undefined || scenario === undefined) return undefined;
    let isOld = false;
    waiting.current = setTimeout(() => {
      const question = {
        studyText: file.text,
        scenarioText: scenario.text,
        ...(chosen === undefined ? {} : { setText: chosen.text }),
        values: asked,
        metric,
      };
      void evaluateClaim(question).then((answer) => {
        if (!isOld && answer !== "superseded") setExact({ key, found: answer });
      });
    }, 150);
    return () => {
      isOld = true;
    };
  }, [key, isMoved, file, scenario, chosen, asked, metric]);

  if (found === undefined || sweeps.length === 0) return <p className="quiet">{words("lab.nothing")}</p>;
  const isHeld = Object.keys(held).length > 0;
  const isShare = found.unit === "1";
  const preview = previewMetric(found.value, sweeps, (sweep) => valueOf(sweep.key, sweep.value), isShare);
  const answer = !isHeld && exact?.key === key ? exact.found : undefined;
  const isExact = !isHeld && (!isMoved || answer?.ok === true);
  const shown = isExact ? (answer?.ok === true ? answer.value : found.value) : preview;
  const show = (value: number): string =>
    isShare ? formatQuantity(100 * value, "%", language) : formatQuantity(value, found.unit, language);
  const holds = marginOf(criterion, shown) >= 0;
  const commit = (): void => {
    setAsked({ ...asked, ...held });
    setHeld({});
  };
  const putBack = (name: string): void => {
    const { [name]: _, ...rest } = asked;
    setAsked(rest);
  };
  const bound = [
    criterion.atLeast === undefined ? undefined : words("lab.atLeast", { value: show(criterion.atLeast) }),
    criterion.atMost === undefined ? undefined : words("lab.atMost", { value: show(criterion.atMost) }),
  ].filter((part) => part !== undefined);
  return (
    <div className="lab" data-testid="lab">
      <p className="quiet">{words("lab.lead")}</p>
      <div className="row segments-row" role="group" aria-label={words("lab.sets")}>
        <button
          type="button"
          aria-pressed={set === undefined && !isMoved}
          onClick={() => {
            setSet(undefined);
            setAsked({});
          }}
        >
          {words("lab.published")}
        </button>
        {sets.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            aria-pressed={set === id}
            onClick={() => {
              setSet(id);
              setAsked({});
            }}
          >
            {localName(name, language)}
          </button>
        ))}
      </div>
      {chosen !== undefined && <p className="quiet">{localName(chosen.description, language)}</p>}
      <div className="lab-answer" role="status" data-state={isExact ? "exact" : "preview"}>
        <p className="big">
          <strong data-testid="lab-value">{show(shown)}</strong>{" "}
          <span data-testid="lab-holds" data-holds={holds}>
            {holds ? "✓" : "✕"} {words(holds ? "lab.holds" : "lab.fails", { bound: bound.join(words("lab.and")) })}
          </span>
        </p>
        <ClaimGauge
          value={shown}
          published={found.value}
          criterion={criterion}
          isExact={isExact}
          isShare={isShare}
          show={show}
        />
        <p>
          <span className="state" data-state={isExact ? "exact" : "preview"} data-testid="lab-state">
            {isExact
              ? answer?.ok === true && answer.trials !== undefined
                ? words("lab.exactTrials", { trials: answer.trials })
                : words("lab.exact")
              : words("lab.preview")}
          </span>{" "}
          {!isExact && !isHeld && answer === undefined && <span className="quiet">{words("lab.computing")}</span>}
          {answer?.ok === true && (
            <span className="quiet">{words("lab.took", { seconds: (answer.compute_ms / 1000).toFixed(1) })}</span>
          )}
        </p>
        {answer?.ok === false && <p role="alert">{words("app.failed", { message: answer.message })}</p>}
      </div>
      <p className="quiet lab-key">
        <i className="swatch swatch-range" /> {words("lab.keyRange")} <i className="swatch swatch-holds" />{" "}
        {words("lab.keyHolds")} <i className="swatch swatch-turn" /> {words("lab.keyTurn")}
      </p>
      {sweeps.slice(0, MOST).map((sweep) => {
        const system = sweep.key.split(".")[0]!;
        const marks = sets.flatMap(({ id, name, values }) => {
          const value = own.has(sweep.key) ? undefined : values[sweep.key];
          return value === undefined
            ? []
            : [{ id, name: localName(name, language), value: value.value, sourced: value }];
        });
        return (
          <AssumptionSlider
            key={sweep.key}
            sweep={sweep}
            system={shipped?.systems.find(({ id }) => id === system)}
            marks={marks}
            holding={findHolding(sweep, criterion)}
            value={valueOf(sweep.key, sweep.value)}
            isMoved={asked[sweep.key] !== undefined}
            onHold={(value) => setHeld({ ...held, [sweep.key]: value })}
            onCommit={commit}
            onPutBack={() => putBack(sweep.key)}
          />
        );
      })}
    </div>
  );
}
