import { BadgeCheck, PackageOpen, Pencil, Phone, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CheckboxField } from "@/components/ui/checkbox-field";
import { Disclosure } from "@/components/ui/disclosure";
import { EmptyState } from "@/components/ui/empty-state";
import { FactList } from "@/components/ui/fact-list";
import { IconButton } from "@/components/ui/icon-button";
import { PageHeader } from "@/components/ui/page-header";
import { PasswordField } from "@/components/ui/password-field";
import { Progress } from "@/components/ui/progress";
import { RadioGroup } from "@/components/ui/radio-group";
import { SelectField } from "@/components/ui/select-field";
import { LoadingRegion, Skeleton, SkeletonCard } from "@/components/ui/skeleton";
import { StatusRegion } from "@/components/ui/status-region";
import { TextAreaField } from "@/components/ui/text-area-field";
import { TextField } from "@/components/ui/text-field";
import { TextLink } from "@/components/ui/text-link";
import { TideLines } from "@/components/ui/tide-lines";
import { TitledList } from "@/components/ui/titled-list";
import { Example, Focused } from "./frame";
import { type Look, lookName } from "./looks";
import { samplesOf } from "./samples";

type LookProps = { look: Look };

const Row = ({ children }: { children: ReactNode }) => (
  <div className="relative flex flex-wrap items-center gap-3">{children}</div>
);
const Grid = ({ children }: { children: ReactNode }) => (
  <div className="grid items-start gap-5 sm:grid-cols-2">{children}</div>
);

/** One white point: the edge must come from the avatar. */
const WHITE_PICTURE = "data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=";

const LOOKS = ["primary", "secondary", "quiet", "danger", "destructive", "panel", "panel-quiet"] as const;

export function ButtonExamples({ look: { dir } }: LookProps) {
  const t = samplesOf(dir);
  const statesOf = (look: (typeof LOOKS)[number]): ReactNode => (
    <div className={look.startsWith("panel") ? "on-panel rounded-card bg-panel p-4" : undefined}>
      <Row>
        <Button look={look}>{t.save}</Button>
        <Focused panel={look.startsWith("panel")}>
          <Button look={look}>{t.save}</Button>
        </Focused>
        <Button look={look} pending>
          {t.save}
        </Button>
        <Button look={look} disabled>
          {t.save}
        </Button>
        <ButtonLink look={look} href="#buttons">
          <Plus aria-hidden />
          {t.long}
        </ButtonLink>
      </Row>
    </div>
  );
  const icon = (
    <IconButton aria-label={t.save}>
      <Pencil aria-hidden />
    </IconButton>
  );
  const link = <TextLink href="#buttons">{t.link}</TextLink>;
  return (
    <>
      {LOOKS.map((look) => (
        <Example key={look} states={`${look}: default, focus, pending, disabled, link`}>
          {statesOf(look)}
        </Example>
      ))}
      <Example states="icon and text link: default, focus">
        <Row>
          {icon} <Focused>{icon}</Focused> {link} <Focused>{link}</Focused>
        </Row>
      </Example>
    </>
  );
}

export function FieldExamples({ look }: LookProps) {
  const t = samplesOf(look.dir);
  const named = (field: string) => ({ name: `${field}-${lookName(look)}`, label: t.label });
  const countries = <option>{t.title}</option>;
  const options = [t.yes, t.no, t.long].map((label, index) => ({ value: String(index), label }));
  return (
    <>
      <Example states="text: default, focus, hint, error, disabled, long">
        <Grid>
          <TextField {...named("text")} defaultValue={t.name} />
          <Focused>
            <TextField {...named("focus")} defaultValue={t.name} />
          </Focused>
          <TextField {...named("hint")} hint={t.hint} />
          <TextField {...named("error")} error={t.error} />
          <TextField {...named("disabled")} defaultValue={t.name} disabled />
          <TextField {...named("long")} label={t.long} hint={t.sentence} error={t.long} />
        </Grid>
      </Example>
      <Example states="password, select and several lines: focus, error, disabled">
        <Grid>
          <Focused>
            <PasswordField {...named("password")} showLabel={t.show} />
          </Focused>
          <PasswordField {...named("wrong-password")} showLabel={t.show} error={t.error} />
          <Focused>
            <SelectField {...named("select")}>{countries}</SelectField>
          </Focused>
          <SelectField {...named("wrong-select")} error={t.error}>
            {countries}
          </SelectField>
          <SelectField {...named("disabled-select")} disabled>
            {countries}
          </SelectField>
          <TextAreaField {...named("area")} />
          <TextAreaField {...named("wrong-area")} error={t.error} />
        </Grid>
      </Example>
      <Example states="checkbox: default, focus, error, disabled">
        <Grid>
          <CheckboxField {...named("box")} label={t.long} hint={t.sentence} />
          <Focused>
            <CheckboxField {...named("focused-box")} defaultChecked />
          </Focused>
          <CheckboxField {...named("wrong-box")} error={t.error} />
          <CheckboxField {...named("disabled-box")} defaultChecked disabled />
        </Grid>
      </Example>
      <Example states="radio group: chosen, focus, error, disabled">
        <Grid>
          <RadioGroup {...named("radio")} options={options} defaultValue="0" />
          <Focused>
            <RadioGroup {...named("focused-radio")} options={options} />
          </Focused>
          <RadioGroup {...named("wrong-radio")} options={options} hint={t.hint} error={t.error} />
          <RadioGroup {...named("disabled-radio")} options={options} defaultValue="1" disabled />
        </Grid>
      </Example>
    </>
  );
}

export function MessageExamples({ look: { dir } }: LookProps) {
  const t = samplesOf(dir);
  const facts = [
    { term: t.label, icon: <Phone aria-hidden />, value: <bdi dir="ltr">+90 532 123 45 67</bdi> },
    { term: t.long, value: t.sentence },
  ];
  return (
    <>
      {(["danger", "notice", "success"] as const).map((tone) => (
        <Example key={tone} states={`alert: ${tone}`}>
          <StatusRegion>
            <Alert tone={tone} title={t.title}>
              {t.sentence}
            </Alert>
          </StatusRegion>
        </Example>
      ))}
      <Example states="empty state">
        <EmptyState
          icon={PackageOpen}
          title={t.title}
          level={3}
          actions={<ButtonLink href="#messages">{t.link}</ButtonLink>}
        >
          {t.sentence}
        </EmptyState>
      </Example>
      <Example states="badges, avatars, progress">
        <Row>
          {(["neutral", "positive", "notice", "accent"] as const).map((tone) => (
            <Badge key={tone} tone={tone}>
              <BadgeCheck aria-hidden />
              {t.yes}
            </Badge>
          ))}
          <Avatar size="small" src={null} name="" />
          <Avatar size="medium" src={null} name={t.name} />
          <Avatar size="large" src={null} name={t.name} />
          <Avatar size="large" src={WHITE_PICTURE} name={t.name} />
          <div className="w-40">
            <Progress percent={50} label={t.title} />
          </div>
        </Row>
      </Example>
      <Example states="facts">
        <FactList facts={facts} />
      </Example>
      <Example states="disclosure: closed, open">
        <Disclosure title={t.link}>{t.sentence}</Disclosure>
        <Disclosure title={t.link} isOpen>
          {t.sentence}
        </Disclosure>
      </Example>
      <Example states="titled list">
        <TitledList icon={Phone} title={t.title}>
          <li>{t.sentence}</li>
          <li>{t.long}</li>
        </TitledList>
      </Example>
      <Example states="loading">
        <LoadingRegion label={t.title}>
          <SkeletonCard>
            <Skeleton className="size-14 rounded-full" />
            <Skeleton className="h-5 w-3/4" />
          </SkeletonCard>
        </LoadingRegion>
      </Example>
    </>
  );
}

export function CardExamples({ look }: LookProps) {
  const t = samplesOf(look.dir);
  // Each region needs a name of its own.
  const titled = (title: string) => (
    <>
      {title}
      <span className="sr-only">, {lookName(look)}</span>
    </>
  );
  return (
    <>
      <Example states="page header">
        <PageHeader heading="h2" title={t.title} description={t.sentence} />
      </Example>
      <Example states="card">
        <Card title={titled(t.title)} description={t.sentence} aside={<TextLink href="#cards">{t.link}</TextLink>}>
          <Button look="secondary">{t.save}</Button>
        </Card>
      </Example>
      <Example states="card, its title beside the content on wide screens">
        <Card title={titled(t.long)} description={t.sentence} beside>
          <p>{t.sentence}</p>
        </Card>
      </Example>
      <Example states="panel with the tide and the sun">
        <div className="on-panel relative isolate overflow-hidden rounded-card bg-panel bg-evening p-8 [--sea:50%]">
          <TideLines sun />
          <p className="relative text-xl font-bold text-on-panel">{t.title}</p>
          <p className="relative text-on-panel-soft">{t.sentence}</p>
        </div>
      </Example>
    </>
  );
}
