import type { ReportTornado } from "parapet";
import { useWords } from "../words/words.ts";

const MOST = 7;

/** What moves the answer most: for each value the share of people at both ends of its range. */
export function Tornado({ tornado }: { readonly tornado: ReportTornado }) {
  const words = useWords();
  const middle = 100 * (tornado.threshold ?? tornado.nominal);
  return (
    <figure className="tornado">
      <figcaption className="quiet">{words("answer.turnsOnWhat")}</figcaption>
      <ul>
        {tornado.influences.slice(0, MOST).map(({ label, lowText, highText, atLow, atHigh, status }) => {
          const [left, right] = [100 * Math.min(atLow, atHigh), 100 * Math.max(atLow, atHigh)];
          return (
            <li key={label}>
              <span>
                {label}
                {status === "assumed" ? " *" : status === "unverified" ? " ?" : ""}
              </span>
              <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect className="track-all" x="0" y="3.5" width="100" height="1" />
                <rect className="bar-influence" x={left} y="1" width={Math.max(0.7, right - left)} height="6" />
                <rect className="bar-middle" x={middle - 0.3} y="0" width="0.6" height="8" />
              </svg>
              <small>
                {lowText}: {Math.round(100 * atLow)} % · {highText}: {Math.round(100 * atHigh)} %
              </small>
            </li>
          );
        })}
      </ul>
    </figure>
  );
}
