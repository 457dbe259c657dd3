import { memo, useDeferredValue, useRef } from "react";
import type { AreaAnswer, PrefectureShare, Share } from "../compute/desk-types.ts";
import { EFFORTS, localName, usePicked, useStore } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import { TakeAway } from "./take-away.tsx";
import { Problems } from "./problems.tsx";
import { NarrowingChart, type NarrowingPoint } from "./narrowing-chart.tsx";
import { Tornado } from "./tornado.tsx";

const percent = (share: number): string =>
  share > 0 && share < 0.01 ? "<1" : share < 1 && share > 0.99 ? ">99" : String(Math.round(100 * share));

/** The answer: how much of people and land is defended, prefecture by prefecture, and what it turns on. */
export function AnswerPanel() {
  const words = useWords();
  const { answer, done, problems, language, scenario, asked, hash } = usePicked(
    "answer",
    "done",
    "problems",
    "language",
    "scenario",
    "asked",
    "hash",
  );
  // While something is dragged the table may lag behind the map.
  const late = useDeferredValue(answer);
  const interval = ({ low, high }: Share): string =>
    low === undefined || high === undefined ? "" : words("answer.interval", { low: percent(low), high: percent(high) });
  const narrowing = useNarrowing(answer, hash);
  const isReached = answer?.prefectures.some(({ threatened }) => threatened) ?? true;
  const hasErrors = problems.some(({ severity }) => severity === "error");
  return (
    <>
      <h2>{words("panel.answer")}</h2>
      <p className="quiet">{scenario === undefined ? "\u00a0" : localName(scenario.title, language)}</p>
      {answer === undefined ? (
        <p role="status" className="answer-head">
          {words(hasErrors ? "answer.none" : "answer.waiting")}
        </p>
      ) : (
        <div role="status" aria-atomic="true" className="answer-head">
          {isReached ? (
            <>
              <p className="big" data-testid="people">
                <strong>{percent(answer.people.value)} %</strong> {words("answer.people")} {interval(answer.people)}
              </p>
              <p data-testid="area">
                {percent(answer.area.value)} % {words("answer.area")} {interval(answer.area)}
              </p>
            </>
          ) : (
            <p className="big" data-testid="people">
              {words("answer.noneReached")}
            </p>
          )}
          <p className="state" data-state={answer.state} data-testid="state">
            {words(`answer.${answer.state}`, { done: answer.draws, wanted: answer.drawsWanted })}
          </p>
          <p className="quiet">
            {answer.state === "preview"
              ? "\u00a0"
              : words("answer.took", {
                  seconds: (answer.compute_ms / 1000).toFixed(1),
                  cell: EFFORTS[asked.effort].cell_km,
                })}
          </p>
        </div>
      )}
      {/* Room for the chart from the start: nothing below it moves when it comes. */}
      <div className="narrowing-room">
        {narrowing.length > 0 && (
          <NarrowingChart
            title={words("metric.defendedPopulationShare")}
            points={narrowing}
            wanted={answer?.drawsWanted ?? 0}
            unit="1"
            note={words("chart.draws")}
          />
        )}
      </div>
      <Problems problems={problems} />
      <TakeAway />
      <section className="tornado-room">
        <h3>{words("answer.turnsOn")}</h3>
        {done === undefined ? (
          <p className="quiet">{words(hasErrors ? "answer.none" : "answer.waiting")}</p>
        ) : (
          <Tornado tornado={done.tornado} />
        )}
      </section>
      {late !== undefined && <PrefectureTable prefectures={late.prefectures} />}
      <p className="quiet">
        {words("answer.condition")} {words("answer.landIs")}
      </p>
      {answer?.people.low !== undefined && (
        <p className="quiet">{words("answer.intervalIs", { draws: answer.drawsWanted })}</p>
      )}
    </>
  );
}

/** The intervals of the answer to one question, as they came in. */
function useNarrowing(answer: AreaAnswer | undefined, hash: string | undefined): readonly NarrowingPoint[] {
  const kept = useRef<{ hash: string | undefined; points: readonly NarrowingPoint[] }>({ hash, points: [] });
  if (kept.current.hash !== hash) kept.current = { hash, points: [] };
  if (answer === undefined || answer.state === "preview") return answer === undefined ? kept.current.points : [];
  const { low, high, value } = answer.people;
  const { points } = kept.current;
  if (low !== undefined && high !== undefined && answer.draws > (points.at(-1)?.done ?? 0))
    kept.current.points = [...points, { done: answer.draws, low, value, high }];
  return kept.current.points;
}

const PrefectureTable = memo(function PrefectureTable({
  prefectures,
}: {
  readonly prefectures: readonly PrefectureShare[];
}) {
  const words = useWords();
  const language = useStore((state) => state.language);
  const sorted = prefectures.toSorted(
    (a, b) =>
      Number(b.threatened) - Number(a.threatened) || a.people.value - b.people.value || (a.code < b.code ? -1 : 1),
  );
  return (
    <section>
      <h3>{words("answer.prefectures")}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{words("answer.prefecture")}</th>
            <th scope="col">{words("answer.peopleShort")}</th>
            <th scope="col">{words("answer.areaShort")}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ code, name, nameJa, people, area, threatened }) => (
            <tr key={code}>
              <th scope="row">{language === "ja" ? nameJa : name}</th>
              {threatened ? (
                <>
                  <td>
                    {percent(people.value)} %{" "}
                    <small>
                      {people.low === undefined || people.high === undefined
                        ? ""
                        : words("answer.interval", { low: percent(people.low), high: percent(people.high) })}
                    </small>
                  </td>
                  <td>{percent(area.value)} %</td>
                </>
              ) : (
                <td colSpan={2} className="quiet">
                  {words("answer.notReached")}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
});
