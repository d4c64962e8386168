const BARS = [3, 1, 2, 1, 4, 1, 1, 3, 2, 1, 1, 2, 4, 1, 2, 1, 3, 1, 1, 2, 3, 1, 4, 1, 1, 2];

/**
 * A still life of an account: loyalty card, consents and a code. Decorative and without words, so that it suits every
 * language.
 */
export function HeroPicture() {
  return (
    <div aria-hidden="true" dir="ltr" className="relative mx-auto h-64 w-80 select-none">
      <div className="absolute top-2 left-0 w-64 -rotate-6 rounded-card border border-line bg-surface p-5 text-ink shadow-float">
        <div className="flex items-center gap-3">
          <span className="size-10 rounded-full bg-primary-soft" />
          <span className="grid flex-1 gap-1.5">
            <span className="h-2.5 w-24 rounded-full bg-ink/70" />
            <span className="h-2 w-32 rounded-full bg-line-strong/40" />
          </span>
        </div>
        <div className="mt-5 grid gap-3">
          {[true, true, false].map((given, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a picture that never changes
            <span key={index} className="flex items-center justify-between">
              <span className="h-2 rounded-full bg-line-strong/40" style={{ width: `${6.5 - index}rem` }} />
              <span
                className={`flex h-5 w-9 rounded-full p-0.5 ${given ? "justify-end bg-primary" : "bg-line-strong/50"}`}
              >
                <span className="size-4 rounded-full bg-surface" />
              </span>
            </span>
          ))}
        </div>
      </div>
      <div className="absolute right-0 bottom-0 w-64 rotate-3 overflow-hidden rounded-card bg-evening p-5 text-on-panel shadow-float ring-1 ring-on-panel/20">
        <span className="absolute top-5 right-5 size-9 rounded-full bg-accent" />
        <span className="text-3xl font-extrabold tabular-nums">1,250</span>
        <div className="mt-5 flex h-10 items-stretch gap-[3px] rounded-sm bg-on-panel p-2">
          {BARS.map((width, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a picture that never changes
            <span key={index} className="bg-panel" style={{ width: `${width * 2}px` }} />
          ))}
        </div>
      </div>
      <span className="absolute top-24 -right-3 rounded-card rounded-br-sm bg-on-panel px-4 py-2 text-lg font-extrabold tracking-widest text-panel tabular-nums shadow-float">
        428 017
      </span>
    </div>
  );
}
