import { SingleBar } from "cli-progress";

/** How far a piece of work is, shown while it runs. */
export interface Progress {
  readonly update: (done: number) => void;
  readonly stop: () => void;
}

export interface ProgressOptions {
  readonly label: string;
  /** Steps until done. */
  readonly total: number;
  readonly stream: NodeJS.WriteStream;
  readonly quiet: boolean;
  /** Milliseconds; for a stream that is not a terminal, the least time between two lines. */
  readonly lineInterval_ms?: number;
  /** Milliseconds since any fixed moment. */
  readonly now?: () => number;
}

const SILENT: Progress = { update: () => {}, stop: () => {} };

/** Shows progress on `stream`: a bar with the remaining time on a terminal, now and then a plain line elsewhere. */
export function showProgress(options: ProgressOptions): Progress {
  if (options.quiet) return SILENT;
  return options.stream.isTTY ? showBar(options) : writeLines(options);
}

function showBar({ label, total, stream }: ProgressOptions): Progress {
  const bar = new SingleBar({
    stream,
    format: `${label} {bar} {percentage} % | {value} of {total} | {eta_formatted} left`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    // A process that is ended at once cannot give the terminal back: so nothing of it is changed.
    hideCursor: false,
    linewrap: true,
    barsize: 30,
    clearOnComplete: true,
    gracefulExit: false,
    etaBuffer: 50,
    etaAsynchronousUpdate: true,
  });
  bar.start(total, 0);
  return { update: (done) => bar.update(done), stop: () => bar.stop() };
}

function writeLines(options: ProgressOptions): Progress {
  const { label, total, stream, lineInterval_ms = 5000, now = () => performance.now() } = options;
  const start = now();
  let last = start;
  return {
    update: (done) => {
      const time = now();
      if (time - last < lineInterval_ms || done <= 0) return;
      last = time;
      const remaining_s = ((time - start) / done) * (total - done) * 1e-3;
      const share = Math.floor((100 * done) / total);
      stream.write(`${label}: ${done} of ${total} (${share} %), about ${formatDuration(remaining_s)} left\n`);
    },
    stop: () => {},
  };
}

/** Duration in seconds as "45 s", "3 min 05 s" or "1 h 02 min". */
export function formatDuration(duration_s: number): string {
  const whole = Math.max(0, Math.round(duration_s));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${pad(Math.floor((whole % 3600) / 60))} min`;
}

function pad(n: number): string {
  return String(n).padStart(2, "0");
}
