/** What one trial of a raid came to. */
export interface TrialRow {
  readonly trial: number;
  readonly threats: number;
  readonly leakers: number;
  readonly spent: number;
}

/** Reads the table of trials that a raid's result holds; lines that are none are left out. */
export function readTrials(csv: string): readonly TrialRow[] {
  const [head = "", ...lines] = csv.split(/\r?\n/);
  const names = head.split(",");
  const at = (["trial", "threats", "leakers", "spent"] as const).map((name) => names.indexOf(name));
  if (at.some((column) => column < 0)) return [];
  return lines.flatMap((line) => {
    const cells = line.split(",");
    const [trial, threats, leakers, spent] = at.map((column) => Number(cells[column] ?? Number.NaN));
    return line !== "" && [trial, threats, leakers, spent].every(Number.isFinite)
      ? [{ trial: trial!, threats: threats!, leakers: leakers!, spent: spent! }]
      : [];
  });
}
