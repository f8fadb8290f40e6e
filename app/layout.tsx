/** What every page stands in: language, type, theme. */
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { Isolation } from '../components/isolation/isolation.tsx'
import { plexMono, plexSans } from './fonts.ts'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'PostgreSQL, by running it', template: '%s' },
  description: 'Lessons in SQL on a real PostgreSQL that runs in the page.',
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  interactiveWidget: 'resizes-content',
}

/** The script is a file and blocks the first paint: it is small, and without it a dark page would flash. */
export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={`${plexSans.variable} ${plexMono.variable}`} suppressHydrationWarning>
      <head>
        <script src={`${process.env.BASE_PATH}/theme.js`} />
      </head>
      <body>
        {children}
        <Isolation />
      </body>
    </html>
  )
}
