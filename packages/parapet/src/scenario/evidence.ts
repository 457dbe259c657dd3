import { z } from "zod";
import { choice, id, text } from "./fields.ts";
import type { Schema } from "./fields.ts";

/**
 * How far a published figure can be trusted: `read` in a named source; `unverified`, attributed to a named source that was
 * not re-read; `derived` by a stated calculation; `assumed` for a stated reason.
 */
export type Status = "read" | "unverified" | "derived" | "assumed";

/** The four words, best first. */
export const STATUSES: readonly [Status, Status, Status, Status] = ["read", "unverified", "derived", "assumed"];

/** Where a figure comes from. Sources are ids of the bibliography. */
export interface Evidence {
  readonly status: Status;
  readonly sources?: readonly string[];
  readonly note?: string;
  readonly derivation?: string;
  readonly reason?: string;
}

/** The keys of `Evidence`, to be spread into a group. */
export const evidenceShape: {
  readonly status: Schema<Status>;
  readonly sources: z.ZodExactOptional<Schema<readonly string[]>>;
  readonly note: z.ZodExactOptional<Schema<string>>;
  readonly derivation: z.ZodExactOptional<Schema<string>>;
  readonly reason: z.ZodExactOptional<Schema<string>>;
} = {
  status: choice(STATUSES),
  sources: z.array(id("a source of the bibliography")).max(40).exactOptional(),
  note: text().exactOptional(),
  derivation: text().exactOptional(),
  reason: text().exactOptional(),
};

/** What is missing for the status to be believed; undefined when nothing is. Takes the group as written, checked or not. */
export function explainMissingEvidence(
  group: unknown,
): { readonly key: keyof Evidence; readonly message: string } | undefined {
  if (typeof group !== "object" || group === null) return undefined;
  const { status, sources, derivation, reason, note } = group as Partial<Record<keyof Evidence, unknown>>;
  const hasSources = Array.isArray(sources) && sources.length > 0;
  if ((status === "read" || status === "unverified") && !hasSources)
    return { key: "sources", message: `status ${status} needs at least one source of the bibliography` };
  if (status === "derived" && derivation === undefined && note === undefined)
    return { key: "derivation", message: "status derived needs a derivation: how the value follows from others" };
  if (status === "assumed" && reason === undefined)
    return { key: "reason", message: "status assumed needs a reason: why this value is assumed" };
  return undefined;
}
