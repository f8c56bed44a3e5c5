import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { call, Refused } from '../../shared/api'
import { catalogue, m } from '../messages'
import { division } from '../picture'
import { placeName } from '../session'
import '../styles/screens.css'

interface Screen {
  id: number
  name: string
  division: string
  division_name: string | null
  created_at: string
}

const t = catalogue(
  {
    title: '大屏',
    about: (place: string) => `大屏轮流显示${place}的覆盖图、今日、履职、逾期问题和年度任务，不出现人名。`,
    name: '放在哪里',
    hint: '如：三楼会议室',
    make: '生成大屏地址',
    once: '地址只显示这一次。在大屏电脑的浏览器里打开，按 F11 全屏。',
    copy: '复制',
    copied: '已复制',
    open: '在新窗口打开',
    end: '停用',
    none: '还没有大屏',
  },
  {
    title: 'Public screens',
    about: (place: string) => `A screen shows ${place} in turn: coverage, today, duties, overdue issues, targets. No names of people.`,
    name: 'Where it hangs',
    hint: 'such as: meeting room',
    make: 'Make an address',
    once: 'The address is shown this once. Open it in the browser of the screen’s computer and press F11.',
    copy: 'Copy',
    copied: 'Copied',
    open: 'Open in a new window',
    end: 'End',
    none: 'No screens yet',
  },
)

/** The public screens of one's division: each has a token of its own, made and ended here. */
export function Screens() {
  const text = t.value
  const up = useSignal<readonly Screen[] | null>(null)
  const name = useSignal('')
  const address = useSignal('')
  const copied = useSignal(false)
  const said = useSignal('')

  const attempt = (what: Promise<unknown>) =>
    what
      .then(async () => {
        said.value = ''
        up.value = (await call<{ items: Screen[] }>('screens')).items
      })
      .catch((failure: Error) => (said.value = failure instanceof Refused ? failure.message : m.value.unreachable.title))

  async function make() {
    const made = await call<Screen & { token: string }>('screens', { method: 'POST', body: { name: name.peek(), division: division.peek() } })
    address.value = `${location.origin}/?wall=1#key=${made.token}`
    copied.value = false
    name.value = ''
  }

  useEffect(() => void attempt(Promise.resolve()), [])

  return (
    <section class="screens" aria-label={text.title}>
      <h3>{text.title}</h3>
      <p>{text.about(division.value ? placeName(division.value) : m.value.divisions.whole)}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void attempt(make())
        }}
      >
        <label>
          {text.name}
          <input value={name.value} placeholder={text.hint} maxLength={60} required onInput={(event) => (name.value = event.currentTarget.value)} />
        </label>
        <button class="button" type="submit">
          {text.make}
        </button>
      </form>
      {address.value && (
        <div class="screens-address" role="status">
          <input readOnly value={address.value} aria-label={text.title} onFocus={(event) => event.currentTarget.select()} />
          <p>
            <button class="button" type="button" onClick={() => void navigator.clipboard?.writeText(address.value).then(() => (copied.value = true))}>
              {copied.value ? text.copied : text.copy}
            </button>
            <a href={address.value} target="_blank" rel="noopener">
              {text.open}
            </a>
          </p>
          <small>{text.once}</small>
        </div>
      )}
      {said.value && (
        <p class="note note-bad" role="alert">
          {said.value}
        </p>
      )}
      <ul>
        {up.value?.map((each) => (
          <li key={each.id}>
            <span>
              {each.name} <small>{`${each.division_name ?? each.division} · ${each.created_at.slice(0, 10)}`}</small>
            </span>
            <button class="link" type="button" onClick={() => void attempt(call(`screens/${each.id}`, { method: 'DELETE' }))}>
              {text.end}
            </button>
          </li>
        ))}
        {up.value?.length === 0 && <li>{text.none}</li>}
      </ul>
    </section>
  )
}
