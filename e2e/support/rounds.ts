/** Asks for something and waits until the round that answers it is over. */
export type Ask<Request, Answer> = (request: Request) => Promise<Answer>;

export type Sequences<Name extends string, Request, Answer> = Readonly<
  Record<Name, (ask: Ask<Request, Answer>) => Promise<void>>
>;

/**
 * Lets several sequences of steps run side by side, and answers what they ask for together: as soon as all that have
 * not ended wait for an answer, one call of `serve` gives it to all of them. For steps that are dear one by one (each
 * start of Nx takes seconds) and cheap together.
 * @param serve answers in the order of the requests; when it throws, all that wait get its error
 * @returns for each sequence the promise of its end, with its error where it had one
 */
export function inRounds<Name extends string, Request, Answer>(
  sequences: Sequences<Name, Request, Answer>,
  serve: (requests: readonly Request[]) => Promise<readonly Answer[]>,
): Readonly<Record<Name, Promise<void>>> {
  const entries = Object.entries(sequences) as [Name, (ask: Ask<Request, Answer>) => Promise<void>][];
  let running = entries.length;
  let waiting: Waiting<Request, Answer>[] = [];

  const serveWhenAllWait = (): void => {
    if (waiting.length === 0 || waiting.length < running) return;
    const round = waiting;
    waiting = [];
    serve(round.map(({ request }) => request)).then(
      (answers) => {
        for (const [at, answer] of answers.entries()) round[at]?.resolve(answer);
      },
      (error: unknown) => {
        for (const { reject } of round) reject(error);
      },
    );
  };
  const ask: Ask<Request, Answer> = (request) =>
    new Promise((resolve, reject) => {
      waiting.push({ request, resolve, reject });
      serveWhenAllWait();
    });
  const ends = entries.map(([name, sequence]) => {
    const end = sequence(ask).finally(() => {
      running -= 1;
      serveWhenAllWait();
    });
    // Whoever looks at this end gets its error; that nobody has looked yet is not one of its own.
    end.catch(() => undefined);
    return [name, end] as const;
  });
  return Object.fromEntries(ends) as Record<Name, Promise<void>>;
}

interface Waiting<Request, Answer> {
  readonly request: Request;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}
