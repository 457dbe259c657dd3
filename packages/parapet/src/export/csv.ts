import { countRows, type Table } from "./table.ts";

/**
 * Writes a table as CSV after RFC 4180 in UTF-8: a header of "name [unit]", lines ended by CR LF, numbers with a point and all
 * their digits, nothing for missing values, quotation marks where a text needs them.
 * Throws a RangeError for columns of different length.
 */
export function toCsv(table: Table): string {
  const rows = countRows(table);
  const header = table.columns.map(({ name, unit }) => quote(unit === undefined ? name : `${name} [${unit}]`));
  const lines = [header.join(",")];
  for (let i = 0; i < rows; i++) lines.push(table.columns.map(({ values }) => cell(values[i])).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

function cell(value: number | string | undefined): string {
  if (value === undefined || Number.isNaN(value)) return "";
  return typeof value === "number" ? String(value) : quote(value);
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
