import type { SourcedValue } from "parapet";
import { useStore } from "../state/store.ts";
import { useWords } from "../words/words.ts";

const MARKS: Readonly<Record<string, string>> = { read: "", unverified: "?", derived: "=", assumed: "*" };

/** Where a number comes from, behind a small mark: its standing, the reason and the publications. */
export function SourceNote({
  value,
}: {
  readonly value: Pick<SourcedValue, "status" | "sources"> & {
    readonly note?: string;
    readonly reason?: string;
    readonly derivation?: string;
  };
}) {
  const words = useWords();
  const sources = useStore((state) => state.shipped?.sources);
  return (
    <details className="source-note">
      <summary>
        {MARKS[value.status]} {words(`status.${value.status}`)}
      </summary>
      {[value.reason, value.derivation, value.note]
        .filter((text) => text !== undefined)
        .map((text) => (
          <p key={text}>{text}</p>
        ))}
      <ul>
        {value.sources.map((id) => {
          const source = sources?.[id];
          const text = [source?.outlet, source?.title ?? id, source?.date]
            .filter((part) => part !== undefined)
            .join(", ");
          return (
            <li key={id}>
              {source?.url === undefined ? (
                text
              ) : (
                <a href={source.url} target="_blank" rel="noreferrer noopener">
                  {text}
                </a>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
