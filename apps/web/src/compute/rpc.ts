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

/** Calls the methods of a worker. One that fails as a whole is told of to all who wait for it, and the next call starts another. */
export class Caller {
  readonly #start: () => Worker;
  readonly #greeting: Omit<Call, "id"> | undefined;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #next = 1;

  /** `greeting` is the call that each new worker hears first. */
  constructor(start: () => Worker, greeting?: Omit<Call, "id">) {
    this.#start = start;
    this.#greeting = greeting;
    this.#worker = this.#open();
  }

  #open(): Worker {
    const worker = this.#start();
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
      if (this.#worker !== worker) return;
      this.#end(event.message || "a computing thread could not be started, or ended before its time");
    });
    if (this.#greeting !== undefined) worker.postMessage({ id: 0, ...this.#greeting } satisfies Call);
    return worker;
  }

  #end(message: string): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new Error(message));
  }

  /** Ends the worker with whatever it does; who waits for it is told nothing. */
  leave(): void {
    this.#waiting.clear();
    this.#end("");
  }

  call<Result, Tidings = never>(method: string, args: unknown, tell?: (value: Tidings) => void): Promise<Result> {
    const id = this.#next++;
    this.#worker ??= this.#open();
    const worker = this.#worker;
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.set(id, {
        resolve: resolve as (value: never) => void,
        reject,
        tell: tell as ((value: never) => void) | undefined,
      });
      worker.postMessage({ id, method, args } satisfies Call);
    });
  }
}
