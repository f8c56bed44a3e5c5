import type { Catalogue } from '../../shared/locale'
import type { zhCases } from './zh.cases'

/** Texts of issues that are handled on the phone, in English. */
export const enCases: Catalogue<typeof zhCases> = {
  cases: {
    open: 'Open',
    awaitsReview: 'Waits for review',
    severity: { minor: 'Minor', major: 'Major', critical: 'Critical' },
    said: 'What was seen',
    nothingSaid: 'Nothing was written.',
    asked: 'What is asked',
    askedBy: (name, at) => `${name} · ${at}`,
    noWords: 'No words came with it.',
    returned: 'Sent back',
    before: 'Photo before',
    after: 'Photo after',
    photo: (stage, number) => `${stage} ${number}, tap to enlarge`,
    photoOffline: 'Photos need a network.',
    where: 'Place',
    asking: 'Asking…',
    offline: 'This needs a network. The server cannot be reached now; below is what was read last.',
    notHere: 'This needs a network: the details of this issue are not on this phone yet.',
    gone: 'This issue is no longer yours to see.',
  },
}
