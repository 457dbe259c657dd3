/** One column of a table. Numbers that are NaN and texts that are undefined are missing. */
export type TableColumn = {
  readonly name: string;
  /** As a reader sees it, "km" or "deg"; left out for texts and plain numbers. */
  readonly unit?: string;
} & (
  | { readonly type: "number" | "integer"; readonly values: ArrayLike<number> }
  | { readonly type: "text"; readonly values: ArrayLike<string | undefined> }
);

/** Columns of equal length; `metadata` goes into formats that have room for it. */
export interface Table {
  readonly columns: readonly TableColumn[];
  readonly metadata?: Readonly<Record<string, string>>;
}

/** The number of rows. Throws a RangeError when columns differ in length or share a name. */
export function countRows(table: Table): number {
  const rows = table.columns[0]?.values.length ?? 0;
  const names = new Set(table.columns.map((column) => column.name));
  const odd = table.columns.find((column) => column.values.length !== rows);
  if (odd !== undefined)
    throw new RangeError(`table: needs ${rows} values in every column, got ${odd.values.length} in "${odd.name}"`);
  if (names.size !== table.columns.length)
    throw new RangeError(
      `table: needs columns of different names, got ${table.columns.map((column) => column.name).join(", ")}`,
    );
  return rows;
}
