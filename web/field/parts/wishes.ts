import { signal } from '@preact/signals'

/** The officer asked for the sign-in page although somebody is signed in: the token has ended. */
export const wantsSignIn = signal(false)
