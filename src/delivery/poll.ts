import { setTimeout as sleep } from "node:timers/promises";

export interface Patience<T> {
  /** Whether there is nothing left to wait for. */
  readonly isOver: (answer: T) => boolean;
  /** Seconds after which the last answer is given whatever it says. */
  readonly patienceSeconds: number;
  readonly pollSeconds: number;
  /** Hears every answer after which the wait goes on. @default nobody */
  readonly tell?: (answer: T) => void;
}

/** Asks again and again until it is over, or patience ends; gives the last answer, which the caller judges. Asks at least once. */
export async function poll<T>(
  ask: () => Promise<T>,
  { isOver, patienceSeconds, pollSeconds, tell }: Patience<T>,
): Promise<T> {
  const deadline = Date.now() + patienceSeconds * 1000;
  for (;;) {
    const answer = await ask();
    if (isOver(answer) || Date.now() >= deadline) return answer;
    tell?.(answer);
    await sleep(pollSeconds * 1000);
  }
}
