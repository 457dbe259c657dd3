import { useEffect, useState } from "react";
import type { ClaimResult } from "../compute/claim-sweeps.ts";
import type { Job } from "../state/jobs.ts";

/** The numbers of the study that a claim is judged by, as the job that judged it kept them. */
export function useClaimResult(
  job: Job | undefined,
  claim: string,
  study: string | undefined,
): ClaimResult | undefined {
  const [result, setResult] = useState<ClaimResult>();
  const files = job?.files ?? [];
  const path = files.find((file) => file === `${claim}/metrics.json`);
  const id = job?.id;
  useEffect(() => {
    setResult(undefined);
    if (id === undefined || path === undefined || study === undefined) return undefined;
    let isOld = false;
    fetch(`/api/jobs/${id}/files/${path}`)
      .then((answer) => (answer.ok ? (answer.json() as Promise<ClaimResult>) : undefined))
      .then(
        (found) => {
          if (!isOld) setResult(found);
        },
        () => undefined,
      );
    return () => {
      isOld = true;
    };
  }, [id, path, study]);
  return result;
}
