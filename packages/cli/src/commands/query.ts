import { existsSync } from "node:fs";
import { join } from "node:path";
import { EXIT } from "../exit.ts";
import { refuse } from "../host/problems.ts";
import { explainManifest, readManifest } from "../host/result.ts";
import type { Answer, Session } from "../session.ts";

/** Asks a result's events in SQL: the table `events` holds one event a row. Nothing outside the result can be read or written. */
export async function queryResult(sql: string, result: string, session: Session): Promise<Answer> {
  if ((await readManifest(result)) === undefined)
    throw refuse((await explainManifest(result)) ?? "this is no folder of a result", result);
  const file = join(result, "events.parquet");
  if (!existsSync(file)) throw refuse("this result keeps no events; a raid's does", result);
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    await connection.run(`create table events as select * from read_parquet('${file.replaceAll("'", "''")}')`);
    await connection.run("set enable_external_access = false");
    await connection.run("set lock_configuration = true");
    const reader = await askOrRefuse(() => connection.runAndReadAll(sql));
    const columns = reader.columnNames();
    const rows = reader.getRowObjectsJson() as readonly Readonly<Record<string, unknown>>[];
    session.note(`${rows.length} row${rows.length === 1 ? "" : "s"}`);
    return { exitCode: EXIT.done, document: { columns, rows }, text: layOut(columns, rows) };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function askOrRefuse<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw refuse(
      `${line}; the table is events, with the columns trial, time, event, threat, unit, layer, interceptor, reason and number`,
    );
  }
}

/** A table for a terminal: columns as wide as their longest cell, numbers to the right. */
function layOut(columns: readonly string[], rows: readonly Readonly<Record<string, unknown>>[]): string {
  const show = (value: unknown): string =>
    value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value as string); // prettier-ignore
  const cells = [columns, ...rows.map((row) => columns.map((column) => show(row[column])))];
  const isNumber = columns.map((column) => rows.length > 0 && rows.every((row) => typeof row[column] === "number"));
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => row[i]!.length)));
  const line = (row: readonly string[]): string =>
    row.map((cell, i) => (isNumber[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join("  ").trimEnd(); // prettier-ignore
  return [line(cells[0]!), widths.map((width) => "-".repeat(width)).join("  "), ...cells.slice(1).map(line)].join("\n");
}
