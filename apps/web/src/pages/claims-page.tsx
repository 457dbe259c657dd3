import { useEffect } from "react";
import type { ClaimFact } from "../compute/desk-types.ts";
import { JobProgress } from "../parts/job-progress.tsx";
import { Trouble } from "../parts/trouble.tsx";
import { VerdictBadge } from "../parts/verdict-badge.tsx";
import { openJobs, startJob, useJobs } from "../state/jobs.ts";
import { localName, usePicked } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import { ClaimPage } from "./claim-page.tsx";

/** The claims with what they were found to be. */
export function ClaimsPage() {
  const words = useWords();
  const { shipped, language, item, set } = usePicked("shipped", "language", "item", "set");
  const { jobs, verdicts, trouble } = useJobs();
  useEffect(() => void openJobs(language), [language]);
  const open = shipped?.claims.find(({ claim }) => claim.id === item);
  if (open !== undefined) return <ClaimPage fact={open} />;
  const claims = shipped?.claims ?? [];
  const unjudged = claims.filter(({ claim, studies }) => studies.length > 0 && verdicts[claim.id] === undefined);
  const running = jobs.find(({ kind, status }) => kind === "check" && (status === "running" || status === "waiting"));
  return (
    <main className="single">
      <div className="wide">
        <h2>{words("page.claims")}</h2>
        {shipped !== undefined && <p className="lead">{words("claims.lead", { count: claims.length })}</p>}
        <Trouble trouble={trouble} onRetry={() => void openJobs(language)} />
        {running === undefined ? (
          unjudged.length > 0 && (
            <button
              type="button"
              className="primary"
              onClick={() => void startJob({ kind: "check", claims: unjudged.map(({ claim }) => claim.id), language })}
            >
              {words("claims.judgeAll", { count: unjudged.length })}
            </button>
          )
        ) : (
          <JobProgress job={running} />
        )}
        {shipped === undefined && <p role="status">{words("app.loading")}</p>}
        <ul className="claims">
          {claims.map((fact) => (
            <ClaimRow key={fact.claim.id} fact={fact} onOpen={() => set({ item: fact.claim.id })} />
          ))}
        </ul>
      </div>
    </main>
  );
}

function ClaimRow({ fact, onOpen }: { readonly fact: ClaimFact; readonly onOpen: () => void }) {
  const words = useWords();
  const { language, shipped } = usePicked("language", "shipped");
  const verdict = useJobs((state) => state.verdicts[fact.claim.id]);
  const { claim, studies } = fact;
  const report = claim.reportedBy[0];
  const word = verdict?.verdict ?? (studies.length === 0 ? "not-computable" : undefined);
  return (
    <li>
      <VerdictBadge word={word} />
      <div>
        <button type="button" className="plain claim-link" onClick={onOpen}>
          {localName(claim.statement, language)}
        </button>
        <p className="quiet">
          {report === undefined
            ? ""
            : [report.speaker, report.outlet ?? shipped?.sources[report.source]?.outlet ?? report.source, report.date]
                .filter((part) => part !== undefined)
                .join(", ")}
        </p>
        {verdict !== undefined && verdict.sentence !== "" && <p>{verdict.sentence}</p>}
        {verdict === undefined && studies.length > 0 && <p className="quiet">{words("claims.notYet")}</p>}
      </div>
    </li>
  );
}
