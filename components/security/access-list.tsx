import type { ComponentProps, ReactNode } from "react";

/** What opens the account: each of `AccessItem`. */
export function AccessList({ children }: { children: ReactNode }) {
  return <ul className="divide-y divide-line">{children}</ul>;
}

type AccessItemProps = Pick<ComponentProps<"li">, "ref" | "tabIndex"> & {
  icon: ReactNode;
  name: string;
  /** Beside the name. */
  badge?: ReactNode;
  /** Since when it does, and the like. */
  children: ReactNode;
  /** Buttons that change or end it. */
  actions?: ReactNode;
};

/** One way into the account, and what can be done about it. */
export function AccessItem({ icon, name, badge, children, actions, ...item }: AccessItemProps) {
  return (
    <li {...item} className="flex flex-wrap items-center gap-x-4 gap-y-3 py-4 first:pt-0 last:pb-0">
      <span className="grid size-11 shrink-0 place-items-center rounded-control bg-sunken text-ink-soft [&_svg]:size-5">
        {icon}
      </span>
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-2 font-semibold">
          <bdi className="wrap-anywhere">{name}</bdi>
          {badge}
        </p>
        <div className="text-sm text-ink-soft">{children}</div>
      </div>
      {actions}
    </li>
  );
}
