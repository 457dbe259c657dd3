import { once } from "node:events";
import { EXIT } from "../exit.ts";
import { refuse } from "../host/problems.ts";
import { ensureWorkbench } from "../server/build-workbench.ts";
import { isLoopback, makeToken } from "../server/guard-requests.ts";
import { Live } from "../server/live.ts";
import { makeServer } from "../server/make-server.ts";
import type { Answer, Session } from "../session.ts";

export interface ServeOptions {
  readonly port: number;
  readonly host: string;
  /** What visitors must show; made up when another address than this machine's is listened on. */
  readonly token?: string;
  /** Address and port at which an outside simulation's DIS datagrams are heard. */
  readonly dis?: string;
  /** Longest time of one job, min. */
  readonly budget: number;
}

/** Serves the workbench and its HTTP interface until it is interrupted. */
export async function serve(options: ServeOptions, session: Session): Promise<Answer> {
  const { port, host } = options;
  const token = options.token ?? (isLoopback(host) ? undefined : makeToken());
  if (token !== undefined && !/^[\w-]{16,128}$/.test(token))
    throw refuse("--token: 16 to 128 letters, digits, dashes or underscores are needed");
  await ensureWorkbench(session.note);
  const app = await makeServer({
    host,
    folder: session.folder,
    hearsOthers: options.dis !== undefined,
    limits: { budget_s: 60 * options.budget },
    ...(token === undefined ? {} : { token }),
  });
  const live = options.dis === undefined ? undefined : await Live.listen(options.dis);
  live?.attach(app.server, { host, ...(token === undefined ? {} : { token }) });
  try {
    await app.listen({ port, host });
  } catch (error) {
    await live?.close();
    const { code, message } = error as NodeJS.ErrnoException;
    throw refuse(code === "EADDRINUSE" ? `port ${port} is taken; --port 0 takes a free one` : message);
  }
  const address = app.server.address();
  const used = typeof address === "object" && address !== null ? address.port : port;
  const shown = host.includes(":") ? `[${host}]` : host;
  session.note(`workbench: http://${shown}:${used}/${token === undefined ? "" : `?token=${token}`}`);
  if (live !== undefined) session.note(`listening for DIS on UDP port ${live.port}; the map shows what is heard`);
  if (!session.signal.aborted) await once(session.signal, "abort");
  await live?.close();
  await app.close();
  return { exitCode: EXIT.done, document: { stopped: true }, text: "" };
}
