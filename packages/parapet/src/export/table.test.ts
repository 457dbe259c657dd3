import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { describe, expect, test } from "vitest";
import { toCsv } from "./csv.ts";
import { toParquet } from "./parquet.ts";
import type { Table } from "./table.ts";

const table: Table = {
  columns: [
    { name: "prefecture", type: "text", values: ["青森", 'with "quotes", and\na line', undefined] },
    { name: "range", unit: "km", type: "number", values: Float64Array.of(1234.5678901234567, 1e-7, NaN) },
    { name: "shots", type: "integer", values: Int32Array.of(2, 0, -1) },
  ],
  metadata: { "parapet.hash": "abc" },
};

describe("toCsv", () => {
  test("has units in the header, quotes what needs it and leaves missing values out", () => {
    expect(toCsv(table)).toBe(
      [
        "prefecture,range [km],shots",
        "青森,1234.5678901234567,2",
        '"with ""quotes"", and\na line",1e-7,0',
        ",,-1",
        "",
      ].join("\r\n"),
    );
  });

  test("a table without rows is its header; uneven columns and equal names are refused", () => {
    expect(toCsv({ columns: [{ name: "a", type: "text", values: [] }] })).toBe("a\r\n");
    const column = { name: "a", type: "integer", values: [1] } as const;
    expect(() => toCsv({ columns: [column, { ...column, name: "b", values: [] }] })).toThrow(/got 0 in "b"/);
    expect(() => toCsv({ columns: [column, column] })).toThrow(/different names/);
  });
});

describe("toParquet", () => {
  test("reads back as it was, with types, units and metadata", async () => {
    const bytes = toParquet(table);
    const file = bytes.buffer as ArrayBuffer;
    expect(await parquetReadObjects({ file })).toEqual([
      { prefecture: "青森", range: 1234.5678901234567, shots: 2 },
      { prefecture: 'with "quotes", and\na line', range: 1e-7, shots: 0 },
      { prefecture: null, range: null, shots: -1 },
    ]);
    const { key_value_metadata, schema } = parquetMetadata(file);
    expect(key_value_metadata).toEqual([
      { key: "parapet.units", value: '{"range":"km"}' },
      { key: "parapet.hash", value: "abc" },
    ]);
    expect(schema.slice(1).map(({ type }) => type)).toEqual(["BYTE_ARRAY", "DOUBLE", "INT32"]);
  });

  test("keeps a hundred thousand rows, and the same table gives the same bytes", async () => {
    const values = Float64Array.from({ length: 100_000 }, (_, i) => Math.sin(i) * 1e6);
    const big: Table = { columns: [{ name: "x", unit: "m", type: "number", values }] };
    const bytes = toParquet(big);
    const rows = await parquetReadObjects({ file: bytes.buffer as ArrayBuffer });
    expect(rows.every((row, i) => row.x === values[i])).toBe(true);
    expect(toParquet(big)).toEqual(bytes);
  });

  test("refuses integers that are none", () => {
    expect(() => toParquet({ columns: [{ name: "n", type: "integer", values: [1.5] }] })).toThrow(/"n", got 1.5/);
  });
});
