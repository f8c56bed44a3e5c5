import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { carried, nameOf, settings, wordOf } from '../carried'
import { askCase, cases } from '../cases'
import { Refused } from '../client'
import { moment, shortDay } from '../figures'
import { Chart } from '../map/chart'
import { m } from '../messages'
import { Icon } from '../parts/icons'
import { RemotePhoto } from '../parts/remote'
import { Standing } from '../parts/standing'
import { go } from '../place'
import { officer } from '../session'
import type { Goal } from '../walk/bearing'
import { glance, here } from '../walk/position'
import { Walk } from '../walk/walk'
import type { IssueStep, WholeIssue } from '../wire'
import { Way } from './goal'
import { Deadline, isTheirs } from './issues'
import { Steps } from './steps'

const ASKING: readonly string[] = ['assign', 'reassign', 'return', 'grant_extension', 'refuse_extension']

/** One issue: what was seen, what is asked by when, where it is, and what may be done now. */
export function IssuePage({ number }: { number: string }) {
  const trouble = useSignal<unknown>(null)
  const asked = useSignal(false)
  useEffect(() => {
    void askCase(number)
      .catch((failure: unknown) => (trouble.value = failure))
      .finally(() => (asked.value = true))
  }, [number])
  const whole = cases.value?.of[number]
  const listed = carried.value?.sync.issues.find((issue) => issue.number === number)
  return (
    <>
      <header class="head head-back">
        <button type="button" class="button-round" aria-label={m.value.back} onClick={() => go('home')}>
          <Icon name="back" />
        </button>
        <h1>{whole?.title ?? listed?.title ?? number}</h1>
        <Standing />
      </header>
      <main class="page">
        {trouble.value !== null && <p class="notice">{<Icon name="warning" />}{reason(trouble.value, Boolean(whole))}</p>}
        {!whole && !asked.value && <p class="hint">{m.value.cases.asking}</p>}
        {whole && <Told issue={whole} />}
        {whole && <Steps issue={whole} />}
        <Where goal={goalOf(whole, listed)} />
      </main>
    </>
  )
}

function reason(failure: unknown, known: boolean): string {
  const text = m.value.cases
  if (failure instanceof Refused) return failure.status === 404 ? text.gone : failure.message
  return known ? text.offline : text.notHere
}

function Told({ issue }: { issue: WholeIssue }) {
  const text = m.value.cases
  const asked = issue.events.filter(({ action }) => ASKING.includes(action)).pop()
  const done = issue.events.filter(({ action }) => action === 'submit').pop()
  const mine = issue.assignee?.username === officer.value?.username
  const theirs = isTheirs(issue.state)
  const due = mine && !theirs ? (issue.rectify_by ?? issue.due_on) : theirs ? null : issue.due_on
  return (
    <>
      <section class="sheet">
        <p class="small">{issue.number}</p>
        <h2>
          {wordOf(issue.category)} · {text.severity[issue.severity]}
        </h2>
        <p class="marks">
          <span class="mark">{mine && issue.state === 'reviewing' ? text.awaitsReview : (m.value.issueStates[issue.state] ?? issue.state)}</span>
        </p>
        {due && <Deadline day={due} today={carried.value!.sync.today} />}
      </section>
      <section class="sheet">
        <h2>{text.said}</h2>
        <p>{issue.text || text.nothingSaid}</p>
        <Evidence events={issue.events} stage="before" />
      </section>
      {issue.extension_to && <Extension day={issue.extension_to} events={issue.events} />}
      {asked && <Asked step={asked} />}
      {done && <Done step={done} events={issue.events} />}
    </>
  )
}

/** Who asked for what, in their own words. */
function Asked({ step }: { step: IssueStep }) {
  const text = m.value.cases
  return (
    <section class="sheet">
      <h2>{step.action === 'return' ? text.returned : text.asked}</h2>
      <p>{step.opinion || text.noWords}</p>
      <p class="small">{step.by && text.askedBy(step.by.name, moment(Date.parse(step.at)))}</p>
    </section>
  )
}

/** More time was asked for and nobody has decided yet. */
function Extension({ day, events }: { day: string; events: IssueStep[] }) {
  const text = m.value.cases
  const step = events.filter(({ action }) => action === 'ask_extension').pop()
  return (
    <section class="sheet">
      <h2>{text.extension(shortDay(day))}</h2>
      {step?.opinion && <p>{step.opinion}</p>}
      {step?.by && <p class="small">{text.askedBy(step.by.name, moment(Date.parse(step.at)))}</p>}
    </section>
  )
}

/** What was turned in last. */
function Done({ step, events }: { step: IssueStep; events: IssueStep[] }) {
  const text = m.value.cases
  return (
    <section class="sheet">
      <h2>{text.done}</h2>
      <p>{step.opinion}</p>
      <p class="small">{step.by && text.askedBy(step.by.name, moment(Date.parse(step.at)))}</p>
      <Evidence events={events} stage="after" />
    </section>
  )
}

function Evidence({ events, stage }: { events: IssueStep[]; stage: 'before' | 'after' }) {
  const text = m.value.cases
  const lost = useSignal(false)
  const shown = events.flatMap((event) => event.photos).filter((photo) => photo.stage === stage)
  const photos = [...new Set(shown.map(({ sha256 }) => sha256))]
  if (!photos.length) return null
  return (
    <>
      <div class="evidence">
        {photos.map((sha256, at) => (
          <RemotePhoto key={sha256} sha256={sha256} label={text.photo(text[stage], at + 1)} onLost={() => (lost.value = true)} />
        ))}
      </div>
      {lost.value && <p class="small">{text.photoOffline}</p>}
    </>
  )
}

type Placed = { number: string; kind: Goal['kind']; lon: number; lat: number; name: string | null }

function goalOf(whole: WholeIssue | undefined, listed: { number: string; kind: Goal['kind']; lon: number; lat: number; object: string | null } | undefined): Placed | null {
  if (whole) return { ...whole, ...whole.position, name: [whole.division_name, whole.place && nameOf(whole.place)].filter(Boolean).join(' · ') }
  return listed ? { ...listed, name: listed.object && nameOf(listed.object) } : null
}

/** Where it is, and the way there from here. */
function Where({ goal: found }: { goal: Placed | null }) {
  const shown = useSignal<Walk | null>(null)
  const sync = carried.value?.sync
  const goal: Goal | null = found && { code: found.number, kind: found.kind, points: [{ lon: found.lon, lat: found.lat }] }
  useEffect(() => glance(), [])
  useEffect(() => void (shown.value = sync && goal ? new Walk(goal.kind, sync, settings.peek(), goal.points[0]!) : null), [sync, found?.number])
  if (!goal) return null
  return (
    <section class="sheet">
      <h2>{m.value.cases.where}</h2>
      {found?.name && <p>{found.name}</p>}
      <div class="track-map">
        <Chart walk={shown.value} spot={here.value} goal={goal} />
      </div>
      <Way goal={goal} />
    </section>
  )
}
