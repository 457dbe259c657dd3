import type { Problem } from "parapet";
import { useWords } from "../words/words.ts";

/** What is wrong with a file, in the words of the command line. */
export function Problems({
  problems,
  onShow,
}: {
  readonly problems: readonly Problem[];
  readonly onShow?: (problem: Problem) => void;
}) {
  const words = useWords();
  if (problems.length === 0) return null;
  return (
    <section className="problems" aria-live="polite">
      <h3>{words("answer.problems")}</h3>
      <ul>
        {problems.map((problem) => {
          const { file, line, column, path, message, severity } = problem;
          const place = `${file}:${line}:${column}${path === "" ? "" : ` ${path}`}`;
          return (
            <li key={`${place} ${message}`} data-severity={severity}>
              {onShow === undefined ? (
                <code>{place}</code>
              ) : (
                <button type="button" className="plain" onClick={() => onShow(problem)}>
                  <code>{place}</code>
                </button>
              )}
              : {severity === "warning" ? "warning: " : ""}
              {message}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
