import type { Catalogue } from "../scenario/catalogue.ts";
import type { ReportSource } from "./report-input.ts";

/** What a reader needs to find a publication of the catalogue's bibliography. */
export function makeSourceOf(catalogue: Catalogue): (id: string) => ReportSource {
  return (id) => {
    const entry = catalogue.bibliography.get(id);
    if (entry === undefined) return { id, title: id };
    const { title, outlet, date, url, grade, seen } = entry;
    return {
      id,
      title,
      ...(outlet === undefined ? {} : { outlet }),
      ...(date === undefined ? {} : { date }),
      ...(url === undefined ? {} : { url }),
      ...(grade === undefined ? {} : { grade }),
      seen,
    };
  };
}
