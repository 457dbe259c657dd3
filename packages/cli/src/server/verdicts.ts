import { readFile } from "node:fs/promises";
import { hashOf } from "parapet";
import { openCache } from "../host/cache.ts";
import { findData, listData, readCatalogue } from "../host/data.ts";
import type { JobVerdict } from "./job-types.ts";

/** Verdicts found on this machine, kept as long as neither the files nor the version change. */
export class Verdicts {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async keep(verdict: JobVerdict, language: "en" | "ja"): Promise<void> {
    openCache({ folder: this.#folder, fresh: false }).write(await this.#key(verdict.id, language), verdict);
  }

  async list(language: "en" | "ja"): Promise<JobVerdict[]> {
    const cache = openCache({ folder: this.#folder, fresh: false });
    const found: JobVerdict[] = [];
    const hash = await this.#hashFiles();
    for (const id of listData("claims", { folder: this.#folder })) {
      const verdict = cache.read({ kind: `verdict/${language}/${id}`, hash, seed: 0, runs: 0 });
      if (verdict !== undefined) found.push(verdict as JobVerdict);
    }
    return found;
  }

  async #key(id: string, language: "en" | "ja"): Promise<{ kind: string; hash: string; seed: number; runs: number }> {
    return { kind: `verdict/${language}/${id}`, hash: await this.#hashFiles(), seed: 0, runs: 0 };
  }

  /** One hash of everything that a verdict may rest on: any change asks for a new judgement, which the cache of studies makes quick. */
  async #hashFiles(): Promise<string> {
    const names = (["claims", "studies", "scenarios", "assumptions"] as const).flatMap((kind) =>
      listData(kind, { folder: this.#folder }).map((name) => findData(kind, name, { folder: this.#folder })),
    );
    const { bibliography, systems } = await readCatalogue();
    const texts = await Promise.all(names.map((name) => readFile(name, "utf8")));
    return hashOf([texts, [bibliography, ...systems].map(({ content }) => Buffer.from(content).toString("utf8"))]);
  }
}
