import { geoPath } from "d3-geo";
import { useEffect, useMemo, useState } from "react";
import { desk } from "../compute/desk.ts";
import type { AnnouncementAsked, AssessAnswer, DrawnFlight } from "../compute/desk-types.ts";
import type { Extra } from "../map/extra.ts";
import { GlobeView } from "../globe/globe-view.tsx";
import { MapView } from "../map/map-view.tsx";
import { fitCamera } from "../map/projection.ts";
import { FlightProfile } from "../parts/flight-profile.tsx";
import { ViewSwitch } from "../parts/view-switch.tsx";
import { usePicked } from "../state/store.ts";
import { useWords } from "../words/words.ts";

type Field = "apogee" | "range" | "time" | "from" | "bearing";
const FIELDS: readonly Field[] = ["apogee", "range", "time", "from", "bearing"];

/** The figures announced of the flight of 4 July 2017: a first example, which can be changed. */
const EXAMPLE: Readonly<Record<Field, string>> = {
  apogee: "2802 km",
  range: "933 km",
  time: "37 min",
  from: "39.87,125.27",
  bearing: "86 deg",
};

/** A form for what was announced, and the assessment with the flight on the map. */
export function AssessPage() {
  const words = useWords();
  const { language, view, set } = usePicked("language", "view", "set");
  const [asked, setAsked] = useState<Readonly<Record<Field, string>>>(EXAMPLE);
  const [answer, setAnswer] = useState<AssessAnswer>();
  const [isRunning, setRunning] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const run = async (): Promise<void> => {
    setRunning(true);
    setTrouble(undefined);
    try {
      const found = await desk.assess(asked satisfies AnnouncementAsked, language);
      setAnswer(found);
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    } finally {
      setRunning(false);
    }
  };
  const extra = useMemo<Extra | undefined>(
    () => (answer?.ok === true ? { draw: (context, options) => drawFlightOnMap(context, options, answer) } : undefined),
    [answer],
  );
  const flight = useMemo(
    () =>
      answer?.ok === true
        ? {
            launch: answer.launch,
            landing: answer.landing.place,
            ...(answer.flight === undefined ? {} : { flight: answer.flight }),
          }
        : undefined,
    [answer],
  );
  // The globe looks at a flight from the side; the map that is chosen after it shows it from above.
  useEffect(() => {
    if (answer?.ok === true && view !== "globe")
      set({ camera: fitCamera([answer.launch, answer.landing.place, ...(answer.flight?.places ?? [])]) });
  }, [answer, view, set]);
  const problemOf = (field: Field): string | undefined =>
    answer?.ok === false ? answer.problems.find((problem) => problem.startsWith(`${field}:`)) : undefined;
  return (
    <main className="bench" data-tab="all">
      <aside className="panel panel-input" aria-label={words("page.assess")} tabIndex={0}>
        <h2>{words("page.assess")}</h2>
        <p className="quiet">{words("assess.lead")}</p>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void run();
          }}
        >
          {FIELDS.map((field) => {
            const problem = problemOf(field);
            return (
              <label key={field} className="field">
                <span>{words(`assess.${field}`)}</span>
                <input
                  value={asked[field]}
                  placeholder={EXAMPLE[field]}
                  aria-invalid={problem !== undefined}
                  aria-describedby={problem === undefined ? undefined : `assess-${field}`}
                  onChange={(event) => setAsked({ ...asked, [field]: event.target.value })}
                />
                {problem !== undefined && (
                  <small id={`assess-${field}`} className="wrong" role="alert">
                    {problem}
                  </small>
                )}
              </label>
            );
          })}
          <p className="quiet">{words("assess.timeHint")}</p>
          <button type="submit" className="primary" disabled={isRunning}>
            {words("assess.run")}
          </button>
        </form>
        <p className="quiet">{words("assess.example")}</p>
        <p className="quiet">
          <code>{`npx parapet assess ${FIELDS.filter((field) => asked[field].trim() !== "")
            .map((field) => `--${field} "${asked[field]}"`)
            .join(" ")}`}</code>
        </p>
      </aside>
      <section className="place" aria-label={words("panel.place")}>
        {view === "globe" ? (
          <GlobeView flight={flight} />
        ) : (
          <MapView kind={view} {...(extra === undefined ? {} : { extra })} />
        )}
        <ViewSwitch />
      </section>
      <aside className="panel panel-answer" aria-label={words("panel.answer")} tabIndex={0}>
        <h2>{words("panel.answer")}</h2>
        {isRunning && <p role="status">{words("assess.running")}</p>}
        {trouble !== undefined && (
          <p role="alert" className="failure">
            {trouble}
          </p>
        )}
        {answer?.ok === true && <Assessment answer={answer} />}
      </aside>
    </main>
  );
}

function Assessment({ answer }: { readonly answer: Extract<AssessAnswer, { ok: true }> }) {
  const words = useWords();
  const km = (value: number): string => `${Math.round(value).toLocaleString()} km`;
  return (
    <>
      <p className="big" data-testid="assessment">
        {answer.sentence}
      </p>
      <ul className="dots">
        {answer.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <dl className="facts">
        <dt>{words("assess.bound")}</dt>
        <dd>{answer.lowerBound}</dd>
        {answer.excess !== undefined && (
          <>
            <dt>{words("assess.excess")}</dt>
            <dd>{answer.excess}</dd>
          </>
        )}
        {answer.simulated !== undefined && (
          <>
            <dt>{words("assess.simulated")}</dt>
            <dd>{answer.simulated}</dd>
          </>
        )}
        <dt>{words("assess.standard")}</dt>
        <dd>{answer.standardRange}</dd>
        <dt>{words("assess.landing")}</dt>
        <dd>{answer.landing.text}</dd>
      </dl>
      {answer.flight !== undefined && (
        <section>
          <h3>{words("assess.flight")}</h3>
          <FlightProfile flight={answer.flight} />
        </section>
      )}
      {answer.overflights.length > 0 && (
        <section>
          <h3>{words("assess.overflight")}</h3>
          <ul>
            {answer.overflights.map(({ name, times, from_km, to_km }) => (
              <li key={`${name} ${times}`}>
                {name}: {times}, {words("assess.altitudes", { from: km(from_km), to: km(to_km) })}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3>{words("assess.radars")}</h3>
        <ul>
          {answer.seen.map(({ name, times }) => (
            <li key={name}>
              {name}: {times.join("; ")}
            </li>
          ))}
        </ul>
      </section>
      {answer.hidden.length > 0 && (
        <details>
          <summary>
            {words("assess.hidden")} ({answer.hidden.length})
          </summary>
          <ul>
            {answer.hidden.map(({ name, why, closest_km }) => (
              <li key={name}>
                {name}: {why}, {km(closest_km)}
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className="quiet">{words("assess.assumed")}</p>
    </>
  );
}

type DrawOptions = Parameters<Extra["draw"]>[1];

/** The flight over the ground with a tick each minute, its launch and its landing. */
function drawFlightOnMap(
  context: CanvasRenderingContext2D,
  { projection, colours }: DrawOptions,
  answer: Extract<AssessAnswer, { ok: true }>,
): void {
  const path = geoPath(projection, context);
  const flight: Pick<DrawnFlight, "places" | "time_s"> = answer.flight ?? {
    places: [answer.launch, answer.landing.place],
    time_s: [],
  };
  context.beginPath();
  path({ type: "LineString", coordinates: flight.places.map((place) => [...place]) });
  context.strokeStyle = colours.threat;
  context.lineWidth = 2.5;
  if (answer.flight === undefined) context.setLineDash([6, 4]);
  context.stroke();
  context.setLineDash([]);
  const dot = (place: readonly [number, number], radius: number): void => {
    const at = path.centroid({ type: "Point", coordinates: [place[0], place[1]] });
    if (!Number.isFinite(at[0])) return;
    context.beginPath();
    context.arc(at[0], at[1], radius, 0, 2 * Math.PI);
    context.fillStyle = colours.paper;
    context.fill();
    context.stroke();
  };
  context.lineWidth = 1.5;
  flight.time_s.forEach((time, i) => {
    if (i > 0 && Math.floor(time / 60) > Math.floor(flight.time_s[i - 1]! / 60)) dot(flight.places[i]!, 2);
  });
  dot(answer.launch, 5);
  dot(answer.landing.place, 6);
}
