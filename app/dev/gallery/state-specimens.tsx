import { BadgeCheck, CalendarDays, Mail, Phone, TriangleAlert } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { FactList } from "@/components/ui/fact-list";
import { Progress } from "@/components/ui/progress";
import { State, States } from "./frame";
import type { Look } from "./looks";
import { PORTRAIT } from "./portrait";
import { samplesOf } from "./samples";

/** Badges, avatars, progress and facts. */
export function StateSpecimens({ look: { dir } }: { look: Look }) {
  const t = samplesOf(dir);
  const [phone = "", mail = "", since = ""] = t.terms;
  return (
    <States>
      <State name="badges: neutral, positive, notice, accent; with an icon" wide>
        <div className="flex flex-wrap gap-2">
          {(["neutral", "positive", "notice", "accent"] as const).map((tone) => (
            <Badge key={tone} tone={tone}>
              {t.badge}
            </Badge>
          ))}
          <Badge tone="positive">
            <BadgeCheck aria-hidden />
            {t.badge}
          </Badge>
          <Badge tone="notice">
            <TriangleAlert aria-hidden />
            {t.longBadge}
          </Badge>
        </div>
      </State>
      {(["small", "medium", "large"] as const).map((size) => (
        <State key={size} name={`avatar ${size}: picture, initials, one name, no name`}>
          <div className="flex flex-wrap items-center gap-3">
            <Avatar size={size} src={PORTRAIT} name={t.name} />
            <Avatar size={size} src={null} name={t.name} />
            <Avatar size={size} src={null} name={t.oneName} />
            <Avatar size={size} src={null} name="" />
          </div>
        </State>
      ))}
      <State name="progress: 0, 50, 100">
        <div className="grid gap-3">
          {[0, 50, 100].map((percent) => (
            <Progress key={percent} percent={percent} label={t.progress} />
          ))}
        </div>
      </State>
      <State name="facts, with icons" wide>
        <FactList
          facts={[
            {
              term: phone,
              icon: <Phone aria-hidden />,
              value: (
                <span className="flex flex-wrap items-center gap-2">
                  <bdi dir="ltr">+90 532 123 45 67</bdi>
                  <Badge tone="positive">{t.badge}</Badge>
                </span>
              ),
            },
            { term: mail, icon: <Mail aria-hidden />, value: <bdi dir="ltr">aylin@example.com</bdi> },
            { term: since, icon: <CalendarDays aria-hidden />, value: t.since },
          ]}
        />
      </State>
      <State name="facts, long" wide>
        <FactList
          facts={[
            { term: t.longLabel, value: t.paragraph },
            { term: since, value: t.since },
          ]}
        />
      </State>
    </States>
  );
}
