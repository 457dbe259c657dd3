import { parquetWriteBuffer } from "hyparquet-writer";
import { countRows, type Table, type TableColumn } from "./table.ts";

/**
 * Writes a table as Parquet: numbers as DOUBLE, integers as INT32, texts as STRING, missing values as nulls. The key
 * `parapet.units` of the file's metadata is a JSON object from column to unit; the table's own metadata stand beside it.
 * Throws a RangeError for columns of different length and for integers beyond 32 bits.
 */
export function toParquet(table: Table): Uint8Array {
  countRows(table);
  const units = Object.fromEntries(
    table.columns.flatMap(({ name, unit }) => (unit === undefined ? [] : [[name, unit]])),
  );
  const bytes = parquetWriteBuffer({
    columnData: table.columns.map((column) => ({
      name: column.name,
      ...encode(column),
    })),
    kvMetadata: [
      { key: "parapet.units", value: JSON.stringify(units) },
      ...Object.entries(table.metadata ?? {}).map(([key, value]) => ({ key, value })),
    ],
    createdBy: "parapet",
  });
  return new Uint8Array(bytes);
}

function encode(column: TableColumn): {
  data: (number | string | null)[];
  type: "DOUBLE" | "INT32" | "STRING";
} {
  if (column.type === "text") return { type: "STRING", data: Array.from(column.values, (value) => value ?? null) };
  const data = Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
  if (column.type === "number") return { type: "DOUBLE", data };
  const odd = data.find((value) => value !== null && value !== (value | 0));
  if (odd !== undefined)
    throw new RangeError(`toParquet: needs whole numbers within 32 bits in "${column.name}", got ${odd}`);
  return { type: "INT32", data };
}
