/**
 * What travels between a client (frontend) and a server (backend): one tagged union for each direction.
 * Source: PostgreSQL manual 18, chapter "Frontend/Backend Protocol", section "Message Formats" (protocol 3.0 and 3.2).
 * `type` is the manual's own name. Bytes that a decoder hands out are the receiver's to keep.
 */
export type * from './backend-messages.ts'
export type * from './common-messages.ts'
export type * from './frontend-messages.ts'
