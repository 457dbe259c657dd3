import { useWords } from "../words/words.ts";

const SCALES = [1, 5, 20, 100] as const;

/** What the marks of a played trial mean, and how large its ellipses are drawn. */
export function TrialLegend({
  enlarged,
  onEnlarge,
}: {
  readonly enlarged: number;
  readonly onEnlarge: (times: number) => void;
}) {
  const words = useWords();
  const scale = (times: number): string =>
    times === 1 ? words("trial.ellipseTrue") : words("trial.ellipseTimes", { times });
  return (
    <details className="legend" open={window.innerWidth > 900}>
      <summary>{words("legend.title")}</summary>
      <ul>
        <li>▲ {words("trial.legend.threat")}</li>
        <li>◯ {words("trial.legend.track")}</li>
        <li>◎ {words("trial.legend.fireControl")}</li>
        <li>
          <i className="swatch swatch-ellipse" /> {words("trial.legend.ellipse", { scale: scale(enlarged) })}
        </li>
        <li>● {words("trial.legend.round")}</li>
        <li>✕ {words("trial.legend.hit")}</li>
        <li>○ {words("trial.legend.miss")}</li>
        <li>┈ {words("trial.legend.link")}</li>
      </ul>
      <label className="field">
        <span>{words("trial.ellipse")}</span>
        <select value={enlarged} onChange={(event) => onEnlarge(Number(event.target.value))}>
          {SCALES.map((times) => (
            <option key={times} value={times}>
              {scale(times)}
            </option>
          ))}
        </select>
      </label>
    </details>
  );
}
