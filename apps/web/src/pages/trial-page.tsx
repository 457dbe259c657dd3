import type { Problem } from "parapet";
import { memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { desk } from "../compute/desk.ts";
import type { PlayedTrial } from "../compute/desk-types.ts";
import { GlobeView } from "../globe/globe-view.tsx";
import { drawTrial, placeOn, trackAt } from "../map/draw-trial.ts";
import type { Moving } from "../map/extra.ts";
import { MapView } from "../map/map-view.tsx";
import { EventLog } from "../parts/event-log.tsx";
import { FlightProfile } from "../parts/flight-profile.tsx";
import { Problems } from "../parts/problems.tsx";
import { TimeLine } from "../parts/time-line.tsx";
import { TrialChoice } from "../parts/trial-choice.tsx";
import { TrialLegend } from "../parts/trial-legend.tsx";
import { ViewSwitch } from "../parts/view-switch.tsx";
import { scenarioText } from "../state/answering.ts";
import { usePicked, useStore } from "../state/store.ts";
import { formatClock } from "../words/values.ts";
import { useWords } from "../words/words.ts";

/** Events that are worth a line to everybody; the others show when asked for. */
const MAIN: ReadonlySet<string> = new Set([
  "launch",
  "track-confirmed",
  "fire-control-track",
  "interceptor-launch",
  "intercept",
  "kill",
  "impact",
  "no-shot",
  "cut",
]);

interface Refusal {
  readonly problems: readonly Problem[];
  readonly why?: string;
}

/** One trial of the scenario's raid or of a study's, played: who flies where, who saw what when, each shot, and each shot that was not. */
export function TrialPage() {
  const words = useWords();
  const { asked, shipped, language, view, item, set, trialOf, trialAt } = usePicked(
    "asked",
    "shipped",
    "language",
    "view",
    "item",
    "set",
    "trialOf",
    "trialAt",
  );
  const number = /^\d{1,10}$/.test(item ?? "") ? Number(item) : 0;
  const [trial, setTrial] = useState<PlayedTrial>();
  const [refusal, setRefusal] = useState<Refusal>();
  const [isRunning, setRunning] = useState(false);
  const [selected, setSelected] = useState<string>();
  const [isFollowed, setFollowed] = useState(false);
  const [enlarged, setEnlarged] = useState(20);
  const [shown, setShown] = useState(0);
  const [isAll, setAll] = useState(false);
  const time = useRef(0);

  const { scenario, text, moved } = asked;
  useEffect(() => {
    if (shipped === undefined) return undefined;
    let isOld = false;
    setRunning(true);
    const given = scenarioText(useStore.getState().asked);
    const { study, ...of } = trialOf;
    const studyText = shipped.studies.find(({ name }) => name === study)?.text;
    if (study !== undefined && studyText === undefined) {
      setTrial(undefined);
      setRefusal({ problems: [], why: "no-study" });
      setRunning(false);
      return undefined;
    }
    Promise.resolve(Object.keys(moved).length === 0 ? given : desk.applyMoves(given, moved))
      .then((content) =>
        desk.playTrial({
          scenarioText: content,
          ...(studyText === undefined ? {} : { studyText }),
          ...of,
          trial: number,
          language,
        }),
      )
      .then(
        (played) => {
          if (isOld) return;
          const { threat, time_s = 0 } = useStore.getState().trialAt;
          time.current = time_s;
          setShown(time_s);
          setSelected(threat);
          setTrial(played.ok ? played : undefined);
          setRefusal(played.ok ? undefined : played);
        },
        (error: unknown) => {
          if (isOld) return;
          setTrial(undefined);
          setRefusal({ problems: [], why: error instanceof Error ? error.message : String(error) });
        },
      )
      .finally(() => {
        if (!isOld) setRunning(false);
      });
    return () => {
      isOld = true;
    };
  }, [shipped, scenario, text, moved, number, language, trialOf]);

  const chosen = useRef<string>(undefined);
  chosen.current = selected;
  const scale = useRef(enlarged);
  scale.current = enlarged;
  const moving = useMemo<Moving | undefined>(
    () =>
      trial === undefined
        ? undefined
        : {
            draw: (context, options) =>
              drawTrial(context, trial, time.current, {
                ...options,
                selected: chosen.current,
                enlarged: scale.current,
              }),
          },
    [trial],
  );
  const setTime = useCallback(
    (t: number): void => {
      time.current = t;
      setShown(t);
      if (!isFollowed || chosen.current === undefined) return;
      const flight = trial?.threats.find(({ id }) => id === chosen.current)?.flight;
      const here = flight === undefined ? undefined : placeOn(flight, t);
      const { camera } = useStore.getState();
      if (here !== undefined) set({ camera: { centre: here.place, span_deg: camera?.span_deg ?? 12 } });
    },
    [isFollowed, trial, set],
  );
  const threat = trial?.threats.find(({ id }) => id === selected);
  const story = trial?.stories.find((each) => each.threat === selected);
  const events = useMemo(() => trial?.events.filter(({ kind }) => isAll || MAIN.has(kind)) ?? [], [trial, isAll]);
  const known = threat === undefined ? undefined : trackAt(threat.track, shown);
  const km = (metres: number): string => Number((metres / 1000).toPrecision(2)).toString();
  return (
    <main className="bench bench-trial" data-tab="all">
      <aside className="panel panel-input" aria-label={words("page.trial")} tabIndex={0}>
        <h2>{words("page.trial")}</h2>
        <TrialChoice number={number} trial={trial} />
        {isRunning && <p role="status">{words("trial.running")}</p>}
        {refusal !== undefined && (
          <p role="alert">
            {refusal.why === "no-raid" || refusal.why === "no-study"
              ? words(refusal.why === "no-raid" ? "trial.noRaid" : "trial.noStudy")
              : (refusal.why ?? "")}
          </p>
        )}
        {refusal !== undefined && <Problems problems={refusal.problems} />}
        {trial !== undefined && (
          <>
            <p
              className="big"
              data-testid="trial"
              data-trial={trial.trial}
              data-seed={trial.seed}
              data-controller={trial.controller}
            >
              {words("trial.outcome", { leakers: trial.leakers, threats: trial.threatCount })}
            </p>
            <ul>
              {Object.entries(trial.spent).map(([layer, count]) => (
                <li key={layer} data-spent={count}>
                  {words("trial.spent", { layer: trial.names[layer] ?? layer, count })}
                </li>
              ))}
            </ul>
            <Threats trial={trial} selected={selected} onSelect={setSelected} />
          </>
        )}
      </aside>
      <section className="place" aria-label={words("panel.place")}>
        {view === "globe" ? (
          <GlobeView trial={trial} time={time} chosen={selected} enlarged={enlarged} />
        ) : (
          <MapView kind={view} {...(moving === undefined ? {} : { moving })} />
        )}
        <ViewSwitch />
        <TrialLegend enlarged={enlarged} onEnlarge={setEnlarged} />
      </section>
      <aside className="panel panel-answer" aria-label={words("trial.log")} tabIndex={0}>
        {threat !== undefined && story !== undefined && (
          <section>
            <h2>{threat.id}</h2>
            <label>
              <input type="checkbox" checked={isFollowed} onChange={(event) => setFollowed(event.target.checked)} />{" "}
              {words("trial.follow")}
            </label>
            <FlightProfile
              flight={threat.flight}
              at_s={Math.max(threat.flight.time_s[0]!, Math.min(threat.flight.time_s.at(-1)!, shown))}
            />
            <p className="quiet" data-testid="track-error">
              {known === undefined
                ? words("trial.noTrack", { time: formatClock(shown) })
                : words("trial.error", {
                    time: formatClock(shown),
                    major: km(known.major_m),
                    minor: km(known.minor_m),
                    up: km(1.96 * known.up_m),
                    unit: trial?.names[known.unit] ?? known.unit,
                  })}
            </p>
            <ul className="dots" data-testid="story">
              {story.lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </section>
        )}
        <h2>{words("trial.log")}</h2>
        <label>
          <input type="checkbox" checked={isAll} onChange={(event) => setAll(event.target.checked)} />{" "}
          {words("trial.all")}
        </label>
        {trial !== undefined && (
          <EventLog trial={trial} events={events} now_s={shown} selected={selected} onJump={setTime} />
        )}
      </aside>
      {trial !== undefined && (
        <TimeLine
          end_s={trial.end_s}
          events={events}
          time={time}
          onTime={setTime}
          start_s={trialAt.time_s ?? 0}
          key={`${trial.study} ${trial.seed} ${trial.trial} ${scenario} ${isAll}`}
        />
      )}
    </main>
  );
}

const Threats = memo(function Threats({
  trial,
  selected,
  onSelect,
}: {
  readonly trial: PlayedTrial;
  readonly selected: string | undefined;
  readonly onSelect: (id: string | undefined) => void;
}) {
  const words = useWords();
  return (
    <>
      <h3>{words("trial.threats")}</h3>
      <ul className="threats">
        {trial.threats.map(({ id, name, isLeaker }) => (
          <li key={id} data-selected={id === selected ? "" : undefined}>
            <button
              type="button"
              className="plain"
              aria-pressed={id === selected}
              onClick={() => onSelect(id === selected ? undefined : id)}
            >
              {id} <span className="quiet">{name}</span>
            </button>
            <span className="outcome">{words(isLeaker ? "trial.leaked" : "trial.stopped")}</span>
          </li>
        ))}
      </ul>
    </>
  );
});
