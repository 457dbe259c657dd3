/** A call to a worker, and what comes back: any number of tidings, then a result or an error. */
export interface Call {
  readonly id: number;
  readonly method: string;
  readonly args: unknown;
}

export type Reply =
  | { readonly id: number; readonly kind: "result"; readonly value: unknown }
  | { readonly id: number; readonly kind: "error"; readonly message: string }
  | { readonly id: number; readonly kind: "tidings"; readonly value: unknown };

/** What a worker answers calls with; `tell` sends tidings on the way. */
export type Methods = Readonly<Record<string, (args: never, tell: (value: unknown) => void) => unknown>>;

/** Answers the calls that arrive in this worker. */
export function answerCalls(methods: Methods): void {
  self.addEventListener("message", async ({ data }: MessageEvent<Call>) => {
    const { id, method, args } = data;
    const post = (reply: Reply): void => self.postMessage(reply);
    try {
      const perform = methods[method];
      if (perform === undefined) throw new Error(`there is no method ${method}`);
      const value = await perform(args as never, (tidings) => post({ id, kind: "tidings", value: tidings }));
      post({ id, kind: "result", value });
    } catch (error) {
      post({ id, kind: "error", message: error instanceof Error ? error.message : String(error) });
    }
  });
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
  readonly tell: ((value: never) => void) | undefined;
}

/** Calls the methods of a worker. */
export class Caller {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
      const waiting = this.#waiting.get(data.id);
      if (waiting === undefined) return;
      if (data.kind === "tidings") {
        waiting.tell?.(data.value as never);
        return;
      }
      this.#waiting.delete(data.id);
      if (data.kind === "result") waiting.resolve(data.value as never);
      else waiting.reject(new Error(data.message));
    });
    worker.addEventListener("error", (event) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(event.message || "the worker failed"));
      this.#waiting.clear();
    });
  }

  call<Result, Tidings = never>(method: string, args: unknown, tell?: (value: Tidings) => void): Promise<Result> {
    const id = this.#next++;
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.set(id, {
        resolve: resolve as (value: never) => void,
        reject,
        tell: tell as ((value: never) => void) | undefined,
      });
      this.#worker.postMessage({ id, method, args } satisfies Call);
    });
  }
}
