/** A wait that ends early when it is woken; a wake that comes before the wait is not lost. */
export interface Wakeup {
  wake(): void;
  orAfter(ms: number): Promise<void>;
}

export function createWakeup(): Wakeup {
  let woken = false;
  let end: (() => void) | undefined;
  return {
    wake() {
      woken = true;
      end?.();
    },
    async orAfter(ms) {
      if (!woken) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          end = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        end = undefined;
      }
      woken = false;
    },
  };
}
