import { z } from "zod";
import { group, id, localText, text } from "./fields.ts";
import type { LocalText, Schema } from "./fields.ts";
import { overridesSchema } from "./scenario-file.ts";
import type { OverrideFile } from "./scenario-file.ts";

/**
 * How one side of the debate reads what is published: values in the place of the catalogue's, each with its source or the reason why
 * it is assumed. A set without values is the catalogue itself.
 */
export interface AssumptionsFile {
  readonly kind: "assumptions";
  readonly id: string;
  readonly name: LocalText;
  /** Whose reading this is and how its values were chosen. */
  readonly description: LocalText;
  readonly note?: string;
  readonly overrides: readonly OverrideFile[];
}

/** The schema of a set of assumptions. */
export const assumptionsFileSchema: Schema<AssumptionsFile> = group({
  kind: z.literal("assumptions"),
  id: id("the id of a set of assumptions"),
  name: localText(),
  description: localText(),
  note: text().exactOptional(),
  overrides: overridesSchema,
});
