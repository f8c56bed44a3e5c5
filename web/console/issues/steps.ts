import { call, put } from '../../shared/api'
import { sha256 } from '../../shared/digest'
import type { PaperName, Place, Stage, WholeIssue } from './wire'

/** What a step shows, as its form holds it. */
export interface Step {
  opinion: string
  due_on: string
  assignee: string
  severity: string
  authority: string
  partner: string
  papers: PaperName[]
  paper_numbers: Partial<Record<PaperName, string>>
  reference: string
  into: string
  public_reply: string
  photos: File[]
  position: Place | null
}

export const emptyStep: Step = {
  opinion: '',
  due_on: '',
  assignee: '',
  severity: '',
  authority: '',
  partner: '',
  papers: [],
  paper_numbers: {},
  reference: '',
  into: '',
  public_reply: '',
  photos: [],
  position: null,
}

/** To which stage the photos of a step belong; null where the server knows by the step. */
export function stageOf(issue: WholeIssue, action: string): Stage | null {
  const needs = issue.needs[action] ?? []
  return needs.includes('before_photo') && !needs.includes('after_photo') ? 'before' : null
}

/** Sends the photos of a step, one after the other, then the step; throws what the server refused. */
export async function takeStep(issue: WholeIssue, action: string, step: Step, told: (sent: number, all: number) => void): Promise<void> {
  const photos: string[] = []
  for (const [at, photo] of step.photos.entries()) {
    told(at + 1, step.photos.length)
    const digest = await sha256(photo)
    await put(`photos/${digest}`, photo)
    photos.push(digest)
  }
  const { photos: _, position, papers, paper_numbers, ...words } = step
  const numbers = Object.fromEntries(Object.entries(paper_numbers).filter(([name, value]) => value && papers.includes(name as PaperName)))
  const said = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== ''))
  const body = { ...said, action, photos, papers, paper_numbers: numbers, photo_stage: stageOf(issue, action), position: position && { ...position, accuracy_m: null }, version: issue.version }
  await call(`issues/${encodeURIComponent(issue.number)}/events`, { method: 'POST', body })
}
