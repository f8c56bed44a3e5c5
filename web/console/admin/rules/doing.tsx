import { useSignal } from '@preact/signals'
import { count } from '../../../shared/figures'
import { Asked } from '../../form/asked'
import { Field } from '../../form/field'
import { today } from '../../picture'
import { add, anew, concernedBy, done, end, goOn, reachOf, revoke, type Rule } from './data'
import { t } from './messages'
import { Reaching } from './reach'

const DAY_MS = 864e5

/** What may be done with a rule: ended or taken back; one with an end goes on, one that is over is opened anew. */
export function Doing({ rule }: { rule: Rule }) {
  if (rule.to !== null && rule.to < today.value) return <Anew rule={rule} />
  return (
    <>
      {rule.to !== null && <GoingOn rule={rule} to={rule.to} />}
      {rule.to !== today.value && <Ending rule={rule} />}
      {rule.from <= today.value && fresh(rule) && <Revoking rule={rule} />}
    </>
  )
}

/** Whether a rule may still have judged nothing but today; the server knows. */
const fresh = ({ from, counts_from, entered_at }: Rule): boolean => (counts_from ?? from) >= today.value || Date.now() - Date.parse(entered_at) < DAY_MS

/** Takes a rule out whole that was entered by mistake; why is kept. */
function Revoking({ rule }: { rule: Rule }) {
  const reason = useSignal('')
  return (
    <Asked
      label={t.value.revoke}
      question={async () => {
        const { officers, objects } = await concernedBy(rule.id)
        return (
          <>
            <p>{t.value.revokeSure(count(officers), count(objects))}</p>
            <Field label={t.value.rescoring.reason} required hint={t.value.rescoring.reasonHint}>
              {(id) => <input id={id} maxLength={500} onInput={(event) => (reason.value = event.currentTarget.value)} />}
            </Field>
          </>
        )
      }}
      does={async () => {
        await revoke(rule.id, reason.peek())
        done.value = { said: t.peek().revoked }
      }}
    />
  )
}

/** Ends a rule with this day; one that has not begun is taken back. */
function Ending({ rule }: { rule: Rule }) {
  const coming = rule.from > today.value
  return (
    <Asked
      label={coming ? t.value.takeBack : t.value.end}
      question={async () => {
        const { officers, objects } = await concernedBy(rule.id)
        return coming ? t.value.takeBackSure(count(officers), count(objects)) : t.value.endSure(count(officers), count(objects), today.value)
      }}
      does={async () => {
        await end(rule.id, today.value)
        if (coming) return void (done.value = { said: t.peek().tookBack })
        // An end that it had before would not come back.
        done.value = { said: t.peek().ended(today.value), ...(rule.to === null ? { undo: () => goOn(rule.id) } : {}) }
      }}
    />
  )
}

function GoingOn({ rule, to }: { rule: Rule; to: string }) {
  return (
    <Asked
      label={t.value.goOn}
      main
      question={async () => {
        const { officers, objects } = await concernedBy(rule.id)
        return t.value.goOnSure(count(officers), count(objects), to)
      }}
      does={async () => {
        await goOn(rule.id)
        done.value = { said: t.peek().wentOn }
      }}
    />
  )
}

function Anew({ rule }: { rule: Rule }) {
  return (
    <Asked
      label={t.value.anew}
      main
      question={async () => {
        const wanted = anew(rule)
        const reach = await reachOf(wanted)
        return (
          <>
            <p>{t.value.anewSure(wanted.from)}</p>
            <Reaching wanted={wanted} reach={reach} />
          </>
        )
      }}
      does={async () => {
        const wanted = anew(rule)
        await add(wanted)
        done.value = { said: t.peek().added(wanted.from) }
      }}
    />
  )
}
