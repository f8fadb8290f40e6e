/** Messages without fields: one frozen object each, shared by all who send or receive it. */
import type * as messages from './messages.ts'

export const sslRequest: messages.SSLRequest = Object.freeze({ type: 'SSLRequest' })
export const gssEncRequest: messages.GSSENCRequest = Object.freeze({ type: 'GSSENCRequest' })
export const flush: messages.Flush = Object.freeze({ type: 'Flush' })
export const sync: messages.Sync = Object.freeze({ type: 'Sync' })
export const terminate: messages.Terminate = Object.freeze({ type: 'Terminate' })
export const copyDone: messages.CopyDone = Object.freeze({ type: 'CopyDone' })

export const authenticationOk: messages.AuthenticationOk = Object.freeze({ type: 'AuthenticationOk' })
export const authenticationKerberosV5: messages.AuthenticationKerberosV5 = Object.freeze({
  type: 'AuthenticationKerberosV5',
})
export const authenticationCleartextPassword: messages.AuthenticationCleartextPassword = Object.freeze({
  type: 'AuthenticationCleartextPassword',
})
export const authenticationGSS: messages.AuthenticationGSS = Object.freeze({ type: 'AuthenticationGSS' })
export const authenticationSSPI: messages.AuthenticationSSPI = Object.freeze({ type: 'AuthenticationSSPI' })

export const parseComplete: messages.ParseComplete = Object.freeze({ type: 'ParseComplete' })
export const bindComplete: messages.BindComplete = Object.freeze({ type: 'BindComplete' })
export const closeComplete: messages.CloseComplete = Object.freeze({ type: 'CloseComplete' })
export const noData: messages.NoData = Object.freeze({ type: 'NoData' })
export const portalSuspended: messages.PortalSuspended = Object.freeze({ type: 'PortalSuspended' })
export const emptyQueryResponse: messages.EmptyQueryResponse = Object.freeze({ type: 'EmptyQueryResponse' })
