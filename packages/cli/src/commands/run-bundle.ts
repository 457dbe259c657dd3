import { type BundleFile, unpackBundle } from "../bundle.ts";
import { EXIT } from "../exit.ts";
import type { Answer } from "../session.ts";

/** Runs the study of a bundle and holds every metric against the bundle's own, bit for bit; code 1 when one differs. */
export async function runBundle(bundle: BundleFile, run: (studyFile: string) => Promise<Answer>): Promise<Answer> {
  const answer = await unpackBundle(bundle, run);
  const document = answer.document as { readonly version: string; readonly metrics: Readonly<Record<string, unknown>> };
  const names = new Set([...Object.keys(document.metrics), ...Object.keys(bundle.metrics)]);
  const different = [...names].filter(
    (name) => JSON.stringify(document.metrics[name]) !== JSON.stringify(bundle.metrics[name]),
  );
  const verdict =
    different.length === 0
      ? `every one of ${names.size} metrics is the bundle's, bit for bit`
      : `${different.length} of ${names.size} metrics differ from the bundle's (${different.slice(0, 3).join(", ")}); it was made by version ${bundle.version}, this is ${document.version}`;
  return {
    exitCode: different.length === 0 ? answer.exitCode : EXIT.unmet,
    document: { ...document, bundle: { version: bundle.version, isSame: different.length === 0, different } },
    text: `${answer.text}\n${verdict}`,
  };
}
