// The catalogue verbs of the real binary, on a small catalogue made here.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runParapet } from "./spawn-parapet.ts";
import type { Ending } from "./spawn-parapet.ts";

const LINK = `kind: link
id: link-16
name: { en: Link 16, ja: リンク16 }
values:
  latency: { value: 12 s, low: 6 s, high: 24 s, status: read, sources: [handbook-1999], note: one network cycle }
  rate: { value: 115 kbit/s, status: assumed, reason: the usual mode }
`;
const BIBLIOGRAPHY = `entries:
  handbook-1999: { title: A handbook, outlet: A publisher, date: "1999", grade: official, seen: true }
`;

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "parapet-catalogue-"));
  await mkdir(join(folder, "links"));
  await writeFile(join(folder, "bibliography.yaml"), BIBLIOGRAPHY);
  await writeFile(join(folder, "links", "link-16.yaml"), LINK);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const catalogue = (...argv: readonly string[]): Promise<Ending> =>
  runParapet(folder, ["catalogue", ...argv, "--folder", "."]);

const writeLink = (name: string, text: string): Promise<void> => writeFile(join(folder, "links", name), text);

test("list names every system with the statuses of its values", async () => {
  expect(await catalogue("list")).toEqual({
    code: 0,
    stdout:
      "kind  id       values  read  unverified  derived  assumed  name\nlink  link-16  2       1     0           0        1        Link 16\n",
    stderr: "",
  });
  const { stdout } = await catalogue("list", "--kind", "link", "--json");
  expect(JSON.parse(stdout)).toEqual({
    systems: [
      {
        kind: "link",
        id: "link-16",
        name: { en: "Link 16", ja: "リンク16" },
        values: 2,
        statuses: { read: 1, unverified: 0, derived: 0, assumed: 1 },
      },
    ],
  });
});

test("show gives each value with its range, ground and source", async () => {
  const { code, stdout } = await catalogue("show", "link-16", "--language", "ja");
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: `リンク16 (link link-16)

value                range        status   sources
latency  12 s        6 s to 24 s  read     [1]
rate     115 kbit/s               assumed

Grounds:
  latency: one network cycle
  rate: the usual mode

Sources:
  [1] handbook-1999: A handbook, A publisher, 1999, grade: official
`,
  });
  const document = JSON.parse((await catalogue("show", "link-16", "--json")).stdout) as Record<string, any>;
  expect(document["values"].latency).toEqual({
    value: "12 s",
    low: "6 s",
    high: "24 s",
    si: { value: 12, low: 6, high: 24 },
    status: "read",
    sources: ["handbook-1999"],
    note: "one network cycle",
  });
  expect(document["sources"]["handbook-1999"].title).toBe("A handbook");
});

test("an unknown system or kind is refused with what is near", async () => {
  expect(await catalogue("show", "link-61")).toEqual({
    code: 2,
    stdout: "",
    stderr: 'parapet: no system has the id "link-61"; did you mean link-16?\n',
  });
  expect((await catalogue("list", "--kind", "lnik")).stderr).toContain("did you mean link?");
});

test("check counts what it has found in order", async () => {
  expect(await catalogue("check")).toEqual({
    code: 0,
    stdout: "systems: 1, values: 2 (1 read, 0 unverified, 0 derived, 1 assumed), sources: 1; no problem found\n",
    stderr: "",
  });
});

test("check finds a value without status or source, a wrong place, an id used twice and an unknown source, all at once", async () => {
  await writeLink("no-status.yaml", LINK.replaceAll("link-16", "no-status").replace("status: read, ", ""));
  await writeLink("no-source.yaml", LINK.replaceAll("link-16", "no-source").replace(", sources: [handbook-1999]", ""));
  await writeLink("other.yaml", LINK);
  await writeLink("far.yaml", LINK.replaceAll("link-16", "far").replace("handbook-1999", "handbook-1998"));
  const { code, stdout, stderr } = await catalogue("check");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^links\/no-status\.yaml:5:12 values\.latency\.status: /m);
  expect(stderr).toMatch(/^links\/no-source\.yaml:5:\d+ values\.latency(\.sources)?: .*needs at least one source/m);
  expect(stderr).toContain('links/other.yaml:2:5 id: "link-16" is the id of another file of the catalogue too\n');
  expect(stderr).toMatch(/^links\/other\.yaml:2:5 id: .*it belongs in links\/link-16\.yaml$/m);
  expect(stderr).toMatch(
    /^links\/far\.yaml:5:\d+ values\.latency\.sources\.0: the bibliography has no source "handbook-1998"; did you mean handbook-1999\?$/m,
  );
});

test("a folder without a bibliography is no catalogue", async () => {
  await rm(join(folder, "bibliography.yaml"));
  expect((await catalogue("check")).stderr).toMatch(/there is no catalogue here: bibliography\.yaml is missing\n$/);
});
