import { useEffect } from 'preact/hooks'
import { megabytes, moment } from '../figures'
import { m } from '../messages'
import { SureButton } from '../parts/sure'
import { askOffers, drawn, drop, get, loading, offered, packs, stop, trouble } from '../pack/packs'
import { bytesOf, haveOf, packOf, type Offer, type Pack } from '../pack/shapes'

/** The offline map: what there is, how much of it has come, and what went wrong. */
export function Maps() {
  useEffect(() => void askOffers(), [])
  const text = m.value.pack
  const offers = offered.value
  const whole = drawn.value
  const half = packs.value.find((pack) => !pack.whole)
  const newer = offers?.filter((offer) => !packs.value.some((pack) => pack.key === packOf(offer).key)) ?? []
  return (
    <section class="sheet lines" data-map={whole ? 'ready' : half ? 'half' : 'none'}>
      <h2>{text.title}</h2>
      {whole && (
        <p>
          {whole.offer.name} · {text.ready(moment(whole.at))} · {megabytes(bytesOf(whole))}
        </p>
      )}
      {half && <Progress pack={half} />}
      {trouble.value && (
        <p class="problem" role="alert">
          {text[trouble.value]}
        </p>
      )}
      {!half && newer.map((offer) => <Get key={offer.id} offer={offer} again={whole !== null} />)}
      {!whole && !half && !newer.length && <p>{offers ? text.none : text.offline}</p>}
      {whole && (
        <SureButton sure={text.removeSure} onSure={() => void drop(whole)}>
          {text.remove}
        </SureButton>
      )}
    </section>
  )
}

function Get({ offer, again }: { offer: Offer; again: boolean }) {
  const size = megabytes(bytesOf(packOf(offer)))
  return (
    <button type="button" class="button" onClick={() => void get(offer)}>
      {offer.name} · {again ? m.value.pack.update(size) : m.value.pack.get(size)}
    </button>
  )
}

function Progress({ pack }: { pack: Pack }) {
  const text = m.value.pack
  const busy = loading.value !== 'no'
  return (
    <>
      <p role="status">{loading.value === 'checking' ? text.checking : text.progress(megabytes(haveOf(pack)), megabytes(bytesOf(pack)))}</p>
      <progress max={bytesOf(pack)} value={haveOf(pack)} aria-label={text.title} />
      <button type="button" class="button" onClick={() => (busy ? stop() : void get(pack.offer))}>
        {busy ? text.pause : text.resume}
      </button>
    </>
  )
}
