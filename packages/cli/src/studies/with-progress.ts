import type { PerformStudy } from "../study-seam.ts";

type Host = Pick<Parameters<PerformStudy<never>>[1], "startProgress">;

/** Shows how far work is while it goes on, and takes the line away when it is over or has failed. */
export async function withProgress<T>(
  host: Host,
  { label, total }: { readonly label: string; readonly total: number },
  work: (update: (done: number) => void) => T | Promise<T>,
): Promise<T> {
  const progress = await host.startProgress(label, total);
  try {
    return await work((done) => progress.update(done));
  } finally {
    progress.stop();
  }
}

/** The same for work that tells which share of it is done. */
export function withPercent<T>(
  host: Host,
  label: string,
  work: (onProgress: (done: number, total: number) => void) => T | Promise<T>,
): Promise<T> {
  return withProgress(host, { label, total: 100 }, (update) =>
    work((done, total) => update(Math.floor((100 * done) / total))),
  );
}
