// Writes schemas/*.schema.json from the schemas of the library: node --conditions=development tools/write-schemas.ts
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { makeJsonSchemas } from "../packages/parapet/src/scenario/json-schema.ts";

const folder = fileURLToPath(new URL("../schemas/", import.meta.url));
mkdirSync(folder, { recursive: true });
for (const [type, schema] of Object.entries(makeJsonSchemas())) {
  writeFileSync(`${folder}${type}.schema.json`, `${JSON.stringify(schema, undefined, 2)}\n`);
}
execFileSync(fileURLToPath(new URL("../node_modules/.bin/oxfmt", import.meta.url)), ["--write", folder]);
