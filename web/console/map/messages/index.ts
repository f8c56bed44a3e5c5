import { catalogue } from '../../messages'
import { en } from './en'
import { zh } from './zh'

/** The coverage map's texts in the reader's language. */
export const mm = catalogue(zh, en)
