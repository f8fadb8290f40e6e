/** This machine, as the search for a browser sees it. */
import { accessSync, constants, statSync } from 'node:fs'
import { chromium } from '@playwright/test'
import type { Machine } from './find.ts'

export function thisMachine(env: Machine['env']): Machine {
  return { platform: process.platform, env, isProgram, playwrightPath: chromium.executablePath() }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    // Not there, or not ours to run.
    return false
  }
}
