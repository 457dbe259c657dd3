import type { ClaimAsked, ClaimFound } from "./claim-work.ts";
import { Caller } from "./rpc.ts";

let worker: { readonly caller: Caller; isBusy: boolean } | undefined;

/** Computes what a claim's metric is with some values moved. A question that is asked while another is computed takes its place. */
export async function evaluateClaim(asked: ClaimAsked): Promise<ClaimFound | "superseded"> {
  if (worker?.isBusy === true) {
    // Studies compute without a pause: the only way to stop one is to end its thread.
    worker.caller.leave();
    worker = undefined;
  }
  if (worker === undefined) {
    // The desk's script again, in a thread of its own: a second one would carry the library twice.
    const caller = new Caller(
      () => new Worker(new URL("./desk-worker.ts", import.meta.url), { type: "module", name: "claim" }),
    );
    worker = { caller, isBusy: false };
  }
  const own = worker;
  own.isBusy = true;
  const stopped = new Promise<"superseded">((done) => {
    const look = setInterval(() => {
      if (worker === own && own.isBusy) return;
      clearInterval(look);
      if (worker !== own) done("superseded");
    }, 100);
  });
  try {
    return await Promise.race([own.caller.call<ClaimFound>("evaluateClaim", asked), stopped]);
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  } finally {
    own.isBusy = false;
  }
}

/** Ends what is under way, as when its page is left. */
export function leaveClaim(): void {
  worker?.caller.leave();
  worker = undefined;
}
